//SOURCES Autocannon.java Export.java Exports.java Hyperfine.java Jmh.java Json.java K6.java
//SOURCES Measured.java PytestBenchmark.java TrialsCsv.java Wrk.java
//SOURCES ../../labs/kit/package-info.java

/// Reads what other benchmark tools export: one class a format, all behind [Export]. Start at
/// [Exports]. What is read is a [Measured]: its trials, and nothing that the file does not say.
package tools.exports;

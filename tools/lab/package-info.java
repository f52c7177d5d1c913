// The head of what only `./jbang lab` needs; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES CompareResults.java LabBuild.java LabRuns.java Labs.java LabsCommand.java RunLabs.java
//SOURCES ShowHistory.java
//SOURCES ../../labs/kit/package-info.java

/// What `./jbang lab` does with many labs and many results: run, compare, history. Start at
/// [LabsCommand].
package tools.lab;

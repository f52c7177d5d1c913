//SOURCES ChartsCommand.java
//SOURCES ../../labs/kit/package-info.java

/// What `./jbang charts` does: the page of a result's charts, or one chart for a paper. Start at
/// [ChartsCommand].
package tools.charts;

// The head of what only `./jbang figures` needs; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES AuditPage.java
//SOURCES FigureCard.java
//SOURCES FigureExport.java
//SOURCES FigureList.java
//SOURCES FiguresCommand.java
//SOURCES Filters.java
//SOURCES Finding.java
//SOURCES Findings.java
//SOURCES Paper.java
//SOURCES ResultFolder.java
//SOURCES Stand.java
//SOURCES Stands.java
//SOURCES ../../labs/kit/package-info.java

/// What `./jbang figures` shows: lists, single figures and the audit, each figure with the verdict
/// of the newest result that measured it. Start at [FiguresCommand].
package tools.figures;

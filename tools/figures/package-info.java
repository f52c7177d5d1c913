//SOURCES AuditCommand.java AuditPage.java Fact.java FigureCard.java FigureExport.java
//SOURCES FigureList.java FiguresCommand.java Filters.java Paper.java
//SOURCES ../../labs/kit/package-info.java

/// What `./jbang figures` shows: lists, single figures and the audit, each figure with the verdict
/// of the newest result that measured it. Start at [FiguresCommand].
package tools.figures;

// The head of what `./jbang report` needs; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES DocumentLine.java FigureLine.java LabSection.java ReadmeTables.java Report.java
//SOURCES ReportCommand.java
//FILES tools/report/page.html=page.html
//FILES tools/report/chart.html=chart.html
//FILES tools/report/relation.html=relation.html
//FILES tools/report/page.css=page.css
//FILES tools/report/page.js=page.js
//SOURCES ../figures/package-info.java
//SOURCES ../package-info.java
//SOURCES ../../labs/kit/package-info.java
//DEPS com.samskivert:jmustache:1.16

/// What `./jbang report` writes: one page with every figure, the audit and the charts. Start at
/// [ReportCommand]; what the page looks like stands in `page.html`, `page.css` and `page.js`.
package tools.report;

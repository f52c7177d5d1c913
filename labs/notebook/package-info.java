// The head of what notebooks need beyond the kit, apart from it so that a lab does not carry
// Tablesaw.
//
//SOURCES Html.java NotebookResult.java Overview.java Reading.java ResultTables.java Surprises.java
//SOURCES ../kit/package-info.java
//DEPS tech.tablesaw:tablesaw-core:0.44.4

/// A result in a notebook: [labs.notebook.NotebookResult] finds one and says which, and shows it as
/// HTML; [labs.notebook.ResultTables] turns it into Tablesaw tables to play with.
package labs.notebook;

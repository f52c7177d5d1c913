///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION one page with every figure, the audit and all charts, to open offline and pass on
//SOURCES report/package-info.java

import kit.lab.Project;
import tools.report.ReportCommand;

/// The results as one HTML page.
class report {
  static void main(String[] args) {
    new ReportCommand(Project::here).run(args);
  }
}

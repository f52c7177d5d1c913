///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION draw the charts of stored results again, or one of them for a paper
//SOURCES charts/package-info.java
//JAVA_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC

import kit.lab.Project;
import tools.charts.ChartsCommand;

/// Draws charts from results alone: nothing is measured, and the same result gives the same charts.
class charts {
  static void main(String[] args) {
    new ChartsCommand(Project::here).run(args);
  }
}

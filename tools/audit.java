///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION compute whether the figures of any document can be true together
//SOURCES figures/package-info.java

import tools.figures.AuditCommand;

/// The arithmetic of anybody's figures, without a measurement.
class audit {
  static void main(String[] args) {
    AuditCommand.main(args);
  }
}

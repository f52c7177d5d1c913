///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION run many labs one after another, compare two results, or follow a lab from run to run
//SOURCES lab/package-info.java

import tools.lab.LabsCommand;

/// What goes beyond one run of one lab.
class lab {
  static void main(String[] args) {
    new LabsCommand().run(args);
  }
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION every documented figure with its verdict; --audit checks them against each other
//SOURCES figures/package-info.java

import runtime.Project;
import tools.figures.FiguresCommand;

/// What the documents state, where, how it came about, and what our own runs say to it.
class figures {
  static void main(String[] args) {
    FiguresCommand.run(Project::home, args);
  }
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION every documented figure with its verdict; --audit checks them against each other
//SOURCES ../../labs/kit/package-info.java
//SOURCES ../runtime/package-info.java

import kit.figure.view.FiguresCommand;
import runtime.Project;

/// What the documents state, where, how it came about, and what our own runs say to it.
class figures {
  static void main(String[] args) {
    FiguresCommand.run(Project::home, args);
  }
}

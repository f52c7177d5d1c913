///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN judge
//DESCRIPTION set anybody's documented figures beside what hyperfine, JMH, k6 and others measured
//SOURCES judge/package-info.java

import tools.judge.JudgeCommand;

/// Other people's figures, other people's measurements, our verdicts.
class judge {
  static void main(String[] args) {
    JudgeCommand.main(args);
  }
}

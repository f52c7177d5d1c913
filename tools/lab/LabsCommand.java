package tools.lab;

import picocli.CommandLine.Command;
import runtime.Program;

/// `./jbang lab`: what goes beyond one run of one lab.
@Command(
    name = "./jbang lab",
    description = "Runs many labs one after another, and sets results beside each other.",
    subcommands = {RunLabs.class, CompareResults.class, ShowHistory.class})
public final class LabsCommand extends Program {
  @Override
  public Integer call() {
    throw wrong("say what to do: run, compare or history");
  }
}

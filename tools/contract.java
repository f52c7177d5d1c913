///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN contract
//DESCRIPTION compile the contracts anew and compare with what is committed, or replace it
//SOURCES package-info.java
//SOURCES ../environment/chain/package-info.java

import chain.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Program;

/// Rebuilds ABI and bytecode of the contracts from their sources.
@Command(
    name = "./jbang contract",
    description = {
      "Compiles the contracts with the solc that environment/chain/package.json names, and"
          + " compares",
      "ABI and bytecode with the committed ones. Status 1 if they differ."
    })
class contract extends Program {
  @Option(names = "--write", description = "replace what is committed")
  private boolean write;

  public static void main(String... args) {
    new contract().run(args);
  }

  @Override
  public Integer call() throws IOException {
    String compiled = Artifact.compiled();
    if (write) {
      Files.writeString(Artifact.file(), compiled);
    } else if (!compiled.equals(Artifact.committed())) {
      System.err.println("error: the sources give other code; ./jbang contract --write takes it");
      return ExitStatus.FAILED.code();
    }
    System.out.println(Artifact.file());
    return ExitStatus.DONE.code();
  }
}

///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION start one system alone in the foreground, for any client to talk to
//SOURCES package-info.java
//SOURCES ../environment/agents/package-info.java
//SOURCES ../environment/batcher/package-info.java
//SOURCES ../environment/chain/package-info.java
//SOURCES ../environment/ledger/package-info.java
//SOURCES ../environment/ledgerserver/package-info.java
//SOURCES ../environment/market/package-info.java
//SOURCES ../environment/merchant/package-info.java
//SOURCES ../environment/sequencer/package-info.java
//SOURCES ../environment/sequencerpostgres/package-info.java
//SOURCES ../environment/sinkkafka/package-info.java
//SOURCES ../environment/sinkpostgres/package-info.java
//SOURCES ../environment/sinkredis/package-info.java
//SOURCES ../environment/sinkwebsocket/package-info.java
//SOURCES ../environment/transport/package-info.java
//SOURCES ../environment/websocket/package-info.java

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.DataFolder;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Program;
import runtime.Project;
import runtime.RunningSystem;
import runtime.RuntimeUnavailable;
import runtime.Runtimes;
import runtime.Served;
import runtime.StartFailure;
import runtime.SystemRuntime;
import tools.ServedSystems;

/// Serves until Ctrl-C or until the system ends by itself.
@Command(
    name = "./jbang serve",
    sortOptions = false,
    description = {
      "Starts one system in the foreground and prints 'listening on <address>' as its",
      "first line. Ctrl-C stops it and removes its data, unless --data says where to keep them."
    })
class serve extends Program {
  private static final long LOOK_INTERVAL_MS = 200;
  private static final int LINES = 5;

  private static final Map<String, Served> SYSTEMS = ServedSystems.with(serve.class);

  @Parameters(
      index = "0",
      paramLabel = "SYSTEM",
      description = "one of: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private String name;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "after --, for the system itself; --help shows its own")
  private String[] more = {};

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "the system's first if absent: ${COMPLETION-CANDIDATES}",
      completionCandidates = Engines.class)
  private String engine;

  @Option(names = "--port", description = "the document's if absent, 0 for any free one")
  private Integer port;

  @Option(
      names = "--runtime",
      description = "process, container or auto (default: ${DEFAULT-VALUE})")
  private String runtime = "auto";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "keeps its data here, and finds here what an earlier start kept")
  private Path data;

  static void main(String[] args) {
    new serve().run(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Launch launch = launch();
    try (SystemRuntime where = runtime()) {
      DataFolder folder =
          data == null ? where.newData(name) : where.keptData(name, Files.createDirectories(data));
      RunningSystem system = where.start(launch, folder);
      // what it says of itself begins with its name
      system.lastLogLines(LINES).stream()
          .filter(line -> line.startsWith(name + ": "))
          .forEach(err()::println);
      err().flush();
      listening(system.address().getHostString(), system.address().getPort());
      while (system.alive()) {
        Thread.sleep(LOOK_INTERVAL_MS);
      }
      if (ending()) {
        return ExitStatus.INTERRUPTED.code();
      }
      err()
          .printf(
              "error: the %s ended by itself with status %s%n",
              name, system.exitStatus().orElseThrow());
      system.lastLogLines(LINES).forEach(line -> err().println("  " + line));
      return ExitStatus.FAILED.code();
    } catch (StartFailure e) {
      return notStarted(e);
    } catch (RuntimeUnavailable e) {
      err().println("error: " + e.getMessage());
      e.tried().forEach(line -> err().println("  tried     " + line));
      err().println("  do        " + e.advice());
      return e.exitStatus().code();
    }
  }

  /// A system that ends with 0 has been asked for its help, one that ends with 2 has said what is
  /// wrong with its arguments: that is passed on as it stands.
  private int notStarted(StartFailure failure) {
    if (ending()) {
      return ExitStatus.INTERRUPTED.code();
    }
    int status = failure.exitStatus().orElse(ExitStatus.ENVIRONMENT_LACKS.code());
    if (status == 0 || status == ExitStatus.WRONG_ARGUMENTS.code()) {
      PrintWriter reader = status == 0 ? out() : err();
      failure.said().forEach(reader::println);
      return status;
    }
    err().println("error: " + failure.getMessage());
    failure.lastLogLines().forEach(line -> err().println("  log       " + line));
    if (failure.getMessage().startsWith("port ")) {
      err().printf("  do        ./jbang serve %s --port 0   takes a free one%n", name);
    }
    return ExitStatus.ENVIRONMENT_LACKS.code();
  }

  private Launch launch() {
    Served served = SYSTEMS.get(name);
    if (served == null) {
      throw wrong("no system is called '%s'; there are %s", name, String.join(", ", new Names()));
    }
    String chosen = engine == null ? served.engines().getFirst() : engine;
    if (!served.engines().contains(chosen.replaceFirst("=.*", ""))) {
      throw wrong(
          "the %s has no engine '%s'; it has %s",
          name, chosen, String.join(", ", served.engines()));
    }
    try {
      Launch launch = served.launch(chosen, more).port(port == null ? served.port() : port);
      if (data != null && launch.arguments().stream().noneMatch(it -> it.contains("{data}"))) {
        throw wrong("the %s keeps nothing on the disk, so --data is of no use", name);
      }
      return launch;
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  private SystemRuntime runtime() throws RuntimeUnavailable {
    try {
      return Runtimes.choose(runtime, Project.home(), System.err::println);
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  static final class Names implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return SYSTEMS.keySet().iterator();
    }
  }

  static final class Engines implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return SYSTEMS.entrySet().stream()
          .map(each -> each.getKey() + ": " + String.join(", ", each.getValue().engines()))
          .iterator();
    }
  }
}

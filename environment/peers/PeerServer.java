package peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Program;

/// A program that nobody here wrote as a server that a runtime starts: the child of a JVM that ends
/// with it. The program itself says `listening on HOST:PORT`, in a line of its own.
@Command(name = "peer-server")
public final class PeerServer extends Program {
  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "the program, its arguments")
  private List<String> command;

  private PeerServer() {}

  /// Runs until the program ends or the process is told to end.
  public static void main(String... arguments) {
    new PeerServer().run(arguments);
  }

  /// How a runtime starts one; in a container it is a copy, which brings no libraries along.
  ///
  /// @param name of the launch
  /// @param arguments which may hold what those of any [Launch] may
  public static Launch launch(String name, Path program, String... arguments) {
    return launch(name, Stream.of("{file:" + name + "}"), arguments).file(name, program);
  }

  /// How a runtime starts one that needs an interpreter, which only this machine has.
  public static Launch launch(String name, Peer peer, String... arguments) {
    return launch(name, peer.command().stream(), arguments);
  }

  private static Launch launch(String name, Stream<String> program, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--"));
    program.forEach(all::add);
    all.addAll(List.of(arguments));
    return Launch.of(name, PeerServer.class.getName())
        .arguments(all.toArray(String[]::new))
        .jvmFlags("-XX:+UseSerialGC");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String name = Path.of(command.getFirst()).getFileName().toString();
    try (Peer.Server server = new Peer(name, command).serve()) {
      listening(server.address().getHostString(), server.address().getPort());
      server.process().awaitEnd();
      err().println(name + " has ended: " + server.process().lastLines());
      return ExitStatus.FAILED.code();
    }
  }
}

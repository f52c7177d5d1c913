package labs.transport.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import kit.lab.Profile;
import labs.transport.peer.flupke.FlupkePeer;
import peers.BuiltPrograms;
import peers.Packages;
import peers.Peer;
import peers.PythonPackages;
import runtime.ChildProcess;
import runtime.Ports;
import runtime.Project;
import transport.quic.Identity;

/// WebTransport as other people made it: a library at an exact version, and in a folder beside this
/// file the few lines that make of it the benchmark's server, a client of the document's cycles and
/// either end of an interoperation case. All take the commands that `webtransport-go/main.go`
/// names.
///
/// @param peer its name and how it is run
/// @param version of the library
/// @param packages that bring it; none if it is on this JVM's class path
public record TransportPeer(Peer peer, String version, Optional<Packages> packages) {
  private static final Path FOLDER = Project.home().resolve("labs/transport/peer");

  /// The cycles that a client knows, as `webtransport-go/cycles.go` has them.
  static final List<String> CYCLES =
      List.of(
          "handshake",
          "request-64",
          "request-1024",
          "datagram",
          "upload",
          "upload-told",
          "download",
          "duplex",
          "duplex-told",
          "streams",
          "streams-told",
          "streams-two-way",
          "connections",
          "connections-at-once",
          "requests",
          "datagrams",
          "datagrams-told");

  /// Draft 15 and later demand RESET_STREAM_AT of both ends, and quiche has none.
  private static final Pattern NO_PARTIAL_RESET =
      Pattern.compile("server didn't enable QUIC stream reset partial delivery");

  /// pywebtransport 0.9.0 writes the types of its two QPACK streams onto its control stream: it
  /// asks aioquic for three streams before it uses the first, and gets that one three times
  /// (webtransport_engine.py, lines 681 to 683). Whoever keeps to RFC 9114 closes the connection,
  /// at times before its client knows that there was one.
  private static final Pattern FRAME_ON_CONTROL_STREAM =
      Pattern.compile("frame 2 must not come here on a CONTROL stream|timeout");

  /// Nor does its server announce WebTransport in any of the ways that drafts 02 to 16 have.
  private static final Pattern NOT_ANNOUNCED =
      Pattern.compile("the server must announce WebTransport|frame 2 must not come here");

  /// wtransport knows no sub-protocols, and when it closes, that may overtake its answer.
  private static final Pattern NO_PROTOCOL =
      Pattern.compile("the server says that they speak|the peer closed the connection");

  /// Flupke announces no datagrams, which all drafts demand of both ends.
  private static final Pattern NO_DATAGRAMS =
      Pattern.compile("must announce|CONNECT request failed|Stream (reset|closed)|end of stream");

  /// Of pywebtransport 0.9.0: what its server writes on a one-way stream that it opens does not
  /// reach its client, and of 50 sessions that are asked for at once some are not answered.
  private static final List<String> UNFINISHED =
      List.of("upload-told", "streams-told", "connections-at-once");

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The document's own software at the version that it measured.
  public static final TransportPeer DOCUMENTED =
      python("pywebtransport-0.9", "0.9.0", "pywebtransport-0.9");

  /// The same software as it is now.
  public static final TransportPeer NEWEST = python("pywebtransport", "0.21.1", "pywebtransport");

  /// All that there are.
  public static final List<TransportPeer> ALL =
      List.of(
          DOCUMENTED,
          NEWEST,
          python("aioquic", "1.7.2", "pywebtransport-0.9"),
          built("webtransport-go", "0.13.0", BuiltPrograms.go(FOLDER.resolve("webtransport-go"))),
          built("wtransport", "0.7.2", BuiltPrograms.rust(FOLDER.resolve("wtransport"))),
          java("flupke", "0.9.4", FlupkePeer.class));

  /// CPython 3.12 is what the document was measured on, and the least that its software takes.
  ///
  /// @param folder of its packages; pywebtransport 0.9 stands on aioquic
  private static TransportPeer python(String name, String version, String folder) {
    PythonPackages packages = PythonPackages.of(FOLDER.resolve(folder)).python("3.12");
    String script = FOLDER.resolve("peer.py").toString();
    Peer peer = Peer.of(name, packages.python().toString(), "-OB", script, name);
    return new TransportPeer(peer, version, Optional.of(packages));
  }

  private static TransportPeer built(String name, String version, Packages packages) {
    Peer peer = Peer.of(name, packages.program(name).toString());
    return new TransportPeer(peer, version, Optional.of(packages));
  }

  /// With the memory of our own JVMs.
  private static TransportPeer java(String name, String version, Class<?> program) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Peer peer = Peer.of(name, java, "-Xms512m", "-Xmx512m", "-cp", classPath, program.getName());
    return new TransportPeer(peer, version, Optional.empty());
  }

  /// For `--peers` and tables.
  public String name() {
    return peer.name();
  }

  /// Why a run goes without it, as a sentence: what this machine lacks; in a test, what takes
  /// minutes to build and is not built yet; in a quick run, all but the document's own software and
  /// what became of it. Empty if it takes part.
  public Optional<String> absence(Profile profile) {
    return why(profile).map(sentence -> name() + ": " + sentence);
  }

  private Optional<String> why(Profile profile) {
    if (profile == Profile.QUICK && !name().startsWith("pywebtransport")) {
      return Optional.of("not in a quick run");
    }
    boolean unbuilt =
        packages.filter(bring -> bring instanceof BuiltPrograms && !bring.isReady()).isPresent();
    return profile == Profile.TEST && unbuilt
        ? Optional.of("not built yet; ./jbang transport-interop --only " + name() + ".server")
        : packages.flatMap(Packages::absence);
  }

  private void install() throws IOException {
    if (packages.isPresent()) packages.get().install();
  }

  /// What is known to be wrong where it meets ours, as the case tells it; empty where all is right.
  ///
  /// @param asks whether it is the client
  public Optional<Pattern> knownFault(InteropCase what, boolean asks) {
    return Optional.ofNullable(
        switch (name()) {
          case "pywebtransport-0.9" -> asks ? FRAME_ON_CONTROL_STREAM : NOT_ANNOUNCED;
          case "webtransport-go" -> asks ? NO_PARTIAL_RESET : null;
          case "flupke" -> NO_DATAGRAMS;
          case "wtransport" -> what == InteropCase.HANDSHAKE ? NO_PROTOCOL : null;
          default -> null;
        });
  }

  /// Whether it comes to the end of a cycle on its own server, and soon. aioquic leaves it to
  /// pywebtransport 0.9.0, which stands on it, to show what many streams cost it. Flupke has no
  /// datagrams, and on a busy machine it gives up what takes it long.
  public boolean finishes(String cycle) {
    return switch (name()) {
      case "pywebtransport-0.9" -> !UNFINISHED.contains(cycle);
      case "aioquic" -> !isSlowAt(cycle);
      case "flupke" -> cycle.matches("handshake|request-.*|upload.*|connections");
      default -> true;
    };
  }

  /// Whether a cycle of many streams at once takes it seconds: each packet costs aioquic, and what
  /// stands on it, a look at all of them.
  public boolean isSlowAt(String cycle) {
    return List.of("pywebtransport-0.9", "aioquic").contains(name())
        && (cycle.startsWith("streams") || cycle.equals("requests"));
  }

  /// Starts the benchmark's server of it: /datagrams, /discard, /duplex, /echo, /latency, /produce,
  /// /sink and /stats, as [transport.bench.BenchRoutes] describes them. /stats knows `streams`,
  /// `stream_bytes` and `datagrams`.
  public Peer.Server serve(Identity identity) throws IOException {
    return serve("server", identity);
  }

  private Peer.Server serve(String command, Identity identity, String... more) throws IOException {
    install();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "127.0.0.1",
                String.valueOf(Ports.free()), // two of them do not take 0
                identity.certificates().toString(),
                identity.key().toString()));
    arguments.addAll(List.of(more));
    return peer.serve(arguments.toArray(String[]::new));
  }

  /// What came to a server since it began.
  ///
  /// @param streams that clients opened
  /// @param streamBytes that were read of them
  /// @param datagrams that came
  public record Counted(long streams, long streamBytes, long datagrams) {
    static final Counted NOTHING = new Counted(0, 0, 0);

    Counted since(Counted before) {
      return new Counted(
          streams - before.streams, streamBytes - before.streamBytes, datagrams - before.datagrams);
    }
  }

  /// Asks a server's /stats by a client of its own kind: of one there is no other that it answers.
  public Counted counted(InetSocketAddress server) throws IOException {
    JsonNode said = JSON.readTree(peer.output("", "stats", at(server)));
    return new Counted(
        said.required("streams").asLong() - 1, // that of this question
        said.required("stream_bytes").asLong(),
        said.required("datagrams").asLong());
  }

  /// What a client saw of its cycles.
  ///
  /// @param warmUps unmeasured ones before
  /// @param cpuNs that its process used meanwhile
  /// @param latenciesNs of each
  /// @param heard datagrams that the server had heard when it was asked, in all of them
  /// @param waitedNs for more that did not come
  /// @param outsideNs from the word to begin to the last word, by the clock of this process
  public record Cycles(
      int warmUps, long cpuNs, long[] latenciesNs, long heard, long waitedNs, long outsideNs) {
    /// How many there were, without warm-ups.
    public int many() {
      return latenciesNs.length;
    }

    /// Over all of them, by the client's own clock.
    public long elapsedNs() {
      return LongStream.of(latenciesNs).sum();
    }
  }

  /// Lets a client of it go through a cycle again and again: each time a new connection, the work
  /// and the close, with whatever its program needs for that; `requests` alone is done in a session
  /// that stays open.
  ///
  /// @param cycle one of those that `webtransport-go/cycles.go` lists
  /// @param warmUpMs for so long before, unmeasured
  /// @param ms no cycle is begun after that
  public Cycles run(String cycle, InetSocketAddress server, int warmUpMs, int ms)
      throws IOException {
    install();
    Peer.Seen seen =
        peer.timed("client", cycle, at(server), String.valueOf(warmUpMs), String.valueOf(ms));
    JsonNode said = JSON.readTree(seen.json());
    return new Cycles(
        said.required("warmUps").asInt(),
        said.required("cpuNs").asLong(),
        JSON.convertValue(said.required("latenciesNs"), long[].class),
        said.required("heard").asLong(),
        said.required("waitedNs").asLong(),
        seen.outsideNs());
  }

  /// Starts a client that opens as many idle sessions as each line says there shall be, and then
  /// says `open`.
  public ChildProcess idle(InetSocketAddress server) throws IOException {
    install();
    return peer.start("idle", at(server));
  }

  /// Whether its client does that. One of Flupke is no client for many connections.
  public boolean idles() {
    return !name().equals("flupke");
  }

  private static String at(InetSocketAddress server) {
    return server.getHostString() + ":" + server.getPort();
  }

  /// Either end of an interoperation case as a process.
  public End end() {
    return new End() {
      @Override
      public String name() {
        return TransportPeer.this.name();
      }

      @Override
      public Listening serve(Identity identity, FileWork work) throws IOException {
        Peer.Server server =
            TransportPeer.this.serve("files", identity, JSON.writeValueAsString(work));
        return new Listening(server.address(), server);
      }

      @Override
      public void fetch(InetSocketAddress server, FileWork work) throws IOException {
        install();
        peer.output("", "fetch", at(server), JSON.writeValueAsString(work));
      }
    };
  }
}

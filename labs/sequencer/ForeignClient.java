package labs.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import runtime.CleanEnvironment;
import runtime.Project;
import runtime.Temporary;

/// A client whose signatures and HTTP are other people's: eth-account and httpx for Python, ethers
/// and fetch for Node.js. The few lines that put them together are `clients/pay.py` and
/// `clients/pay.mjs`, which take the same commands.
///
/// @param name for tables and messages
/// @param command the interpreter and the script
public record ForeignClient(String name, List<String> command) {
  private static final JsonFactory JSON = new JsonFactory();

  /// eth-account and httpx.
  public static ForeignClient python(PythonPackages packages) {
    return new ForeignClient("Python", List.of(packages.python().toString(), script("pay.py")));
  }

  /// ethers and fetch. The chain's packages must be there.
  public static ForeignClient node() {
    return new ForeignClient("Node.js", List.of("node", script("pay.mjs")));
  }

  private static String script(String name) {
    return Project.home().resolve("labs/sequencer/clients").resolve(name).toString();
  }

  /// What a client saw.
  ///
  /// @param accepted payments answered with a right 200
  /// @param elapsedNs by its own clock, over all payments
  /// @param cpuNs that its process used meanwhile
  /// @param latenciesNs of each payment
  /// @param signingNs spent in signing, by its own clock
  /// @param outsideNs from the word to begin to the last word, by the clock of this process
  public record Seen(
      long accepted,
      long elapsedNs,
      long cpuNs,
      long[] latenciesNs,
      long signingNs,
      long outsideNs) {
    public int sent() {
      return latenciesNs.length;
    }

    public double throughputPerSecond() {
      return accepted * 1e9 / elapsedNs;
    }
  }

  /// Signs the payments of `job`: a body of `/settle` a line.
  ///
  /// @param job JSON, as `pay.py` describes it
  public String sign(String job) throws IOException {
    return output("", "sign", job);
  }

  /// Signs vouchers and tells who signed them before.
  ///
  /// @param vouchers a JSON array, as in `datasets/workloads/sequencer-vectors.json`
  /// @return for each `digest`, `signature` and `signedBy`
  public List<Map<String, String>> vouch(String vouchers) throws IOException {
    List<Map<String, String>> answers = new ArrayList<>();
    try (JsonParser json = JSON.createParser(output(vouchers, "vouch"))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          answers.add(new TreeMap<>());
        } else if (token == JsonToken.VALUE_STRING) {
          answers.getLast().put(json.currentName(), json.getText());
        }
      }
    }
    return answers;
  }

  /// Sends signed payments, each after the answer to the last.
  ///
  /// @param bodies one a line
  public Seen burst(InetSocketAddress server, Path bodies) throws IOException {
    return send("burst", url(server), bodies.toString());
  }

  /// Signs and sends in turns.
  public Seen live(InetSocketAddress server, String job, double seconds) throws IOException {
    return send("live", url(server), job, Double.toString(seconds));
  }

  private static String url(InetSocketAddress server) {
    return "http://%s:%s".formatted(server.getHostString(), server.getPort());
  }

  private Seen send(String... arguments) throws IOException {
    File said = Temporary.file("client", ".log").toFile();
    Process client = start(said, arguments);
    try (BufferedReader out = client.inputReader(UTF_8);
        var in = client.outputWriter(UTF_8)) {
      String ready = out.readLine();
      if (!"ready".equals(ready)) {
        throw failure(client, said, "it was not ready: " + ready);
      }
      long begun = System.nanoTime();
      in.write("go\n");
      in.flush();
      String done = out.readLine();
      long outsideNs = System.nanoTime() - begun;
      String seen = out.readLine();
      if (!"done".equals(done) || seen == null) {
        throw failure(client, said, "it ended without a result");
      }
      return seen(seen, outsideNs);
    } finally {
      client.destroy();
      Files.deleteIfExists(said.toPath());
    }
  }

  String output(String input, String... arguments) throws IOException {
    File said = Temporary.file("client", ".log").toFile();
    Process client = start(said, arguments);
    try {
      try (var in = client.outputWriter(UTF_8)) {
        in.write(input);
      }
      String output = new String(client.getInputStream().readAllBytes(), UTF_8);
      if (client.waitFor() != 0) {
        throw failure(client, said, "status " + client.exitValue());
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    } finally {
      client.destroy();
      Files.deleteIfExists(said.toPath());
    }
  }

  private Process start(File said, String... arguments) throws IOException {
    List<String> all = Stream.concat(command.stream(), Stream.of(arguments)).toList();
    return CleanEnvironment.of(new ProcessBuilder(all)).redirectError(said).start();
  }

  private IOException failure(Process client, File said, String what) throws IOException {
    client.destroy();
    return new IOException(
        "the client of %s failed, %s: %s"
            .formatted(name, what, Files.readString(said.toPath()).strip()));
  }

  private static Seen seen(String text, long outsideNs) throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    List<Long> latencies = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
          if (json.currentName() == null) {
            latencies.add(json.getLongValue());
          } else {
            numbers.put(json.currentName(), json.getLongValue());
          }
        }
      }
    }
    return new Seen(
        numbers.get("accepted"),
        numbers.get("elapsedNs"),
        numbers.get("cpuNs"),
        latencies.stream().mapToLong(Long::longValue).toArray(),
        numbers.get("signingNs"),
        outsideNs);
  }
}

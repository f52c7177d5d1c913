package batcher;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.sink.AckLevel;
import batcher.wire.IngestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// The server as a process of its own.
class ServerTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path errors;

  @AfterEach
  void killAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String... arguments) throws IOException {
    errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder server = ChildJvm.of(BatcherServer.class, arguments);
    if (!server.command().contains("--port")) {
      server.command().addAll(List.of("--port", "0"));
    }
    Process process = server.redirectError(errors.toFile()).start();
    started.add(process);
    return process;
  }

  private InetSocketAddress address(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertTrue(
        line != null && line.startsWith("listening on 127.0.0.1:"),
        line + "; " + Files.readString(errors));
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(line.substring(23)));
  }

  private static List<Event> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> sent("torrent-" + i % 5, i)).toList();
  }

  @Test
  void terminatedItDeliversWhatItHasAndSaysSo() throws Exception {
    Process server = start("--mode", "document");
    try (IngestClient client = new IngestClient(address(server), 1)) {
      client.send(events(0, 125), AckLevel.ACCEPTED);
      assertTrue(client.await(AckLevel.ACCEPTED, 125, LONG));
      server.toHandle().destroy();
      server.waitFor();
    }
    assertEquals(
        "accepted 125, delivered 125, pending 0, refused 0 {}\n", Files.readString(errors));
  }

  @Test
  void killedWithAJournalItStillDeliversWhatItCalledDurable() throws Exception {
    String data = folder.resolve("data").toString();
    Process server = start("--mode", "adaptive", "--journal", "--data", data);
    try (IngestClient client = new IngestClient(address(server), 1)) {
      long last = client.send(events(0, 1_000), AckLevel.DURABLE);
      assertTrue(client.await(AckLevel.DURABLE, last, LONG));
    }
    server.destroyForcibly().waitFor();
    Process again = start("--mode", "adaptive", "--journal", "--data", data);
    address(again);
    again.toHandle().destroy();
    again.waitFor();
    String end = Files.readString(errors);
    assertTrue(end.matches("accepted (\\d+), delivered \\1, pending 0, refused 0 \\{}\n"), end);
  }

  @Test
  void wrongArgumentsAreStatusTwoAndASentence() throws Exception {
    assertEquals(2, start("--mode", "fast").waitFor());
    String said = Files.readString(errors);
    assertTrue(
        said.contains(
            "no mode is called \"fast\"; there are document, original-optimized, adaptive"),
        said);
    assertEquals(2, start("--journal").waitFor());
    assertTrue(Files.readString(errors).contains("--journal needs --data FOLDER"));
    assertEquals(2, start("--sink", "carrier-pigeon").waitFor());
    assertTrue(Files.readString(errors).contains("no sink is called 'carrier-pigeon'"));
  }

  @Test
  void takenPortIsStatusThreeAndASentence() throws Exception {
    int port = address(start()).getPort();
    Process second = start("--port", String.valueOf(port));
    assertEquals(3, second.waitFor());
    assertTrue(Files.readString(errors).contains("cannot be bound"), Files.readString(errors));
  }
}

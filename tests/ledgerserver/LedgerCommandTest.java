package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Programs;
import sequencer.http.RawClient;

class LedgerCommandTest {
  @TempDir Path folder;

  @Test
  void itsTokenIsTaken() throws Exception {
    String token =
        run(0, "TOKEN", "--data", folder.toString(), "--scope", "READ,TRANSFER", "--to", "9");
    assertTrue(token.startsWith("lt1.operator.read+transfer.1-9."), token);
    ServerConfig config = ServerConfig.in(folder);
    try (LedgerNode node = LedgerNode.start(config);
        RawClient client = new RawClient(node.address())) {
      String request = "GET /accounts/2 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ";
      assertEquals(404, client.send(request + token.strip() + "\r\n\r\n").read().status());
    }
  }

  @Test
  void itFindsAChangedByte() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.found();
    }
    String said = run(0, "VERIFY", "--data", folder.toString());
    assertTrue(said.startsWith("requests decided   4\n"), said);
    String head = said.lines().filter(line -> line.startsWith("head")).findFirst().orElseThrow();
    run(0, "VERIFY", "--data", folder.toString(), "--head", head.substring(4).strip());
    run(1, "VERIFY", "--data", folder.toString(), "--head", "0".repeat(64));
    Path journal = folder.resolve(LedgerNode.BOOKS).resolve("journal");
    try (Stream<Path> files = Files.list(journal)) {
      Path segment = files.filter(file -> size(file) > 1_000).sorted().findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[4_200] ^= 1;
      Files.write(segment, bytes);
    }
    run(1, "VERIFY", "--data", folder.toString());
  }

  @Test
  void itTellsWhoAskedForWhat() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.found();
    }
    String said = run(0, "TRAIL", "--data", folder.toString());
    String line = said.substring(said.indexOf("  "));
    assertEquals("  bank  batches  4 requests  allowed\n", line);
    assertTrue(Instant.parse(said.substring(0, said.indexOf("  "))).isAfter(Instant.EPOCH), said);
  }

  @Test
  void wrongArgumentsAreStatus2() {
    String data = folder.toString();
    Programs.assertFails(
        new LedgerCommand(), 2, "there is no ledger in " + data, "VERIFY", "--data", data);
    Programs.assertFails(
        new LedgerCommand(), 2, "a subject is", "TOKEN", "--data", data, "--subject", "A.B");
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static String run(int status, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int actual =
        new LedgerCommand()
            .commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    assertEquals(status, actual, err + " " + out);
    assertTrue(status == 0 || err.toString().startsWith("error: "), err.toString());
    return out.toString();
  }
}

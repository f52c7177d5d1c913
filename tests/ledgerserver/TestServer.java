package ledgerserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import ledger.Batch;
import sequencer.http.RawClient;

/// A server of a ledger by a clock that a test moves, and clients of it.
final class TestServer implements AutoCloseable {
  static final String BANK = "bank";

  final LedgerNode node;
  final Tokens tokens;
  final String all;
  Instant now = Instant.ofEpochSecond(1_000_000);

  TestServer(Path folder) throws Exception {
    this(ServerConfig.in(folder));
  }

  TestServer(ServerConfig config) throws Exception {
    node = LedgerNode.start(config.clock(() -> now));
    tokens = Tokens.in(config.data());
    all = token(EnumSet.allOf(Scope.class), 1, Long.MAX_VALUE);
  }

  String token(Set<Scope> scopes, long from, long to) {
    return tokens.sign(new Grant(BANK, scopes, from, to, 1_000_060));
  }

  RawClient client() throws IOException {
    return new RawClient(node.address());
  }

  /// Opens account 1, the system's, then 2 with 100 and 3 with nothing.
  void found() throws IOException {
    Batch batch = new Batch(4).open(500, 1, 1, 0, true).open(500, 2, 2, 0, false);
    send(
        binary(
            all, "/batches", bytes(batch.open(500, 3, 3, 0, false).transfer(500, 4, 1, 2, 100))));
  }

  RawClient.Answer send(String request) throws IOException {
    try (RawClient client = client()) {
      return client.send(request).read();
    }
  }

  RawClient.Answer get(String path) throws IOException {
    return send(
        "GET " + path + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + all + "\r\n\r\n");
  }

  RawClient.Answer transfer(int key, String json) throws IOException {
    return send(json(all, "/transfers", key, json));
  }

  static String json(String token, String path, int key, String json) {
    return json(token, path, "%032x".formatted(key), json);
  }

  static String json(String token, String path, String key, String json) {
    String head = "authorization: Bearer " + token + "\r\nidempotency-key: " + key + "\r\n";
    return RawClient.request(path, json).replace("host: test\r\n", "host: test\r\n" + head);
  }

  static String binary(String token, String path, byte[] body) {
    return json(token, path, 1, new String(body, ISO_8859_1))
        .replace("application/json", "application/octet-stream");
  }

  static byte[] bytes(Batch batch) {
    ByteBuffer out =
        ByteBuffer.allocate(batch.count() * ledger.Request.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    batch.write(out);
    return out.array();
  }

  static ByteBuffer words(RawClient.Answer answer) {
    return ByteBuffer.wrap(answer.body().getBytes(ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    node.close();
  }
}

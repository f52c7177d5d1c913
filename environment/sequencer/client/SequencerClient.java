package sequencer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import sequencer.channel.Change;
import sequencer.channel.StreamFormat;

/// Each call waits for its answer; threads that call at once have a connection each. For tests,
/// set-up and checks; it is no load generator.
public final class SequencerClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Longer than a sequencer waits for its chain.
  private static final Duration BLOCKS = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final URI server;

  public SequencerClient(InetSocketAddress server) {
    this.server = URI.create("http://%s:%s".formatted(server.getHostString(), server.getPort()));
  }

  /// An answer of any kind.
  ///
  /// @param body as it came, in UTF-8
  public record Answer(int status, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }

    /// The channel that it shows.
    ///
    /// @throws IOException with the answer, if it shows none
    public ChannelSnapshot channel() throws IOException {
      if (status != 200) {
        throw new IOException("the sequencer answered %s: %s".formatted(status, text()));
      }
      return ChannelSnapshot.parse(body);
    }
  }

  public Answer seed(ChannelSeed seed) throws IOException, InterruptedException {
    return post("/channel/seed", seed.json());
  }

  public Answer settle(Voucher voucher) throws IOException, InterruptedException {
    return post("/settle", voucher.json());
  }

  public Answer validate(Voucher voucher) throws IOException, InterruptedException {
    return post("/validate", voucher.json());
  }

  public Answer channel(Object channelId) throws IOException, InterruptedException {
    return send(request("/channel/" + channelId).GET());
  }

  /// The channel as it was after one of its vouchers.
  ///
  /// @param number unsigned
  public Answer voucher(Object channelId, long number) throws IOException, InterruptedException {
    return send(
        request("/channel/%s/vouchers/%s".formatted(channelId, Long.toUnsignedString(number)))
            .GET());
  }

  /// Closes a channel on the chain; waits for its blocks.
  public Answer finalizeChannel(Object channelId) throws IOException, InterruptedException {
    String json = "{\"channelId\":\"" + channelId + "\"}";
    return send(
        request("/channel/finalize")
            .timeout(BLOCKS)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /// `POST /stream` in the binary form.
  public Answer stream(Change.Streamed streamed) throws IOException, InterruptedException {
    ByteBuffer body = ByteBuffer.allocate(StreamFormat.bytes(streamed));
    StreamFormat.write(streamed, body);
    return send(
        request("/stream")
            .header("content-type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.array())));
  }

  /// The channel's streams from number `from` on, one after the other as they were sent, as many as
  /// one answer takes.
  public Answer streams(Object channelId, long from) throws IOException, InterruptedException {
    String number = Long.toUnsignedString(from);
    return send(request("/channel/" + channelId + "/streams/" + number).GET());
  }

  public Answer health() throws IOException, InterruptedException {
    return send(request("/health").GET());
  }

  /// `POST` with any JSON body, well formed or not.
  public Answer post(String path, byte[] json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}

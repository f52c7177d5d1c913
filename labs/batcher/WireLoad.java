package labs.batcher;

import batcher.event.EventLayout;
import batcher.sink.AckLevel;
import batcher.wire.IngestClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kit.load.Target;
import labs.batcher.work.Records;

/// Producers of a batcher that runs as a server. Each operation is a message of [#EVENTS] signed
/// payments, which has succeeded once the sink has every one of them; [#WINDOW] lanes share a
/// connection, so that as many messages are under way on it.
public final class WireLoad implements AutoCloseable {
  /// Events in a message.
  public static final int EVENTS = 512;

  /// Messages under way on a connection.
  public static final int WINDOW = 16;

  /// Longer than any pause of this machine: a message without an answer by then is lost.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final Records records;
  private final List<IngestClient> clients = new ArrayList<>();
  private final long[] last;

  /// Opens the connections.
  ///
  /// @param records whose payments are sent, again and again
  public WireLoad(InetSocketAddress server, int connections, Records records) throws IOException {
    this.records = records;
    this.last = new long[connections];
    for (int i = 0; i < connections; i++) {
      clients.add(new IngestClient(server, i + 1L));
      last[i] = clients.getLast().acceptedBefore();
    }
  }

  /// Lanes that a load on it has.
  public int lanes() {
    return WINDOW * clients.size();
  }

  /// Sends on all connections; it fails where an event was refused or no answer came.
  public Target target() {
    long[][] messages = messages();
    return Target.blocking(
        (lane, index) -> {
          int connection = lane % clients.size();
          IngestClient client = clients.get(connection);
          long number;
          synchronized (client) {
            long[] message = messages[(int) (index % messages.length)];
            number = client.send(last[connection] + 1, message, EVENTS, AckLevel.DELIVERED);
            last[connection] = number;
          }
          if (!client.await(AckLevel.DELIVERED, number, ANSWER_MAX)) {
            throw new IOException("no answer to a message");
          }
          if (!client.refused().isEmpty()) {
            throw new IOException("refused: " + client.refused());
          }
        });
  }

  private long[][] messages() {
    int words = EVENTS * EventLayout.WORDS;
    long[][] messages = new long[records.count() / EVENTS][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = Arrays.copyOfRange(records.words(), i * words, (i + 1) * words);
    }
    return messages;
  }

  @Override
  public void close() throws IOException {
    for (IngestClient client : clients) {
      client.close();
    }
  }
}

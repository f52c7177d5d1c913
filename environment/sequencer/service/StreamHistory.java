package sequencer.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sequencer.channel.Change;
import sequencer.channel.Refusal;
import sequencer.channel.StreamFormat;
import sequencer.crypto.ChannelId;
import sequencer.engine.Engine;
import sequencer.engine.History;

/// Shows the streams of a channel, each as it was sent, payment by payment.
///
/// Memory holds none of them: the store is read again, by one thread, from the first that is asked
/// for where the engine can find it, else from the beginning or from where that thread last left
/// the same channel. So whoever asks for a channel's streams from the first to the last has the
/// store read once.
public final class StreamHistory implements AutoCloseable {
  /// An answer ends with the stream that passes this many bytes.
  public static final int ANSWER_BYTES = 1 << 20;

  private static final int WAITING_MAX = 100;

  private final ChannelTable channels;
  private final Optional<History> history;
  private final BoundedExecutor executor = new BoundedExecutor("streams", 1, WAITING_MAX);

  /// Where the reading thread left channels; that thread's own.
  private final Bookmarks<Bookmark> bookmarks = new Bookmarks<>();

  /// A stream's number, and the place behind it.
  private record Bookmark(long number, long place) {}

  public StreamHistory(ChannelTable channels, Engine engine) {
    this.channels = channels;
    this.history = engine.history();
  }

  /// The channel's durable streams from number `from` on, as many as one answer takes and at least
  /// one. The answer never completes exceptionally.
  ///
  /// @param id as it stood in the path; what is no id names no channel
  /// @param from as it stood in the path; what is no number names no stream
  public CompletableFuture<Outcome> streams(String id, String from) {
    ChannelId channelId = ChannelId.parse(id);
    Channel channel = channelId == null ? null : channels.find(channelId);
    if (channel == null) {
      return refused(Refusal.channelNotFound(id));
    }
    if (history.isEmpty()) {
      return refused(new Refusal(501, "this engine keeps no streams to be read back"));
    }
    long number = VoucherHistory.number(from);
    long last = channel.current().state().sequenceNumber();
    if (number == 0 || Long.compareUnsigned(number, last) > 0) {
      return refused(notFound(from));
    }
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    executor.run(() -> read(new Search(channelId, number, last), from), answer);
    return answer;
  }

  private Outcome read(Search search, String from) {
    Bookmark bookmark = bookmarks.find(search.id);
    boolean helps = bookmark != null && Long.compareUnsigned(bookmark.number(), search.first) < 0;
    long place = helps ? bookmark.place() : History.BEGINNING;
    try {
      history.orElseThrow().read(search.id, place, search.first, search);
    } catch (IOException e) {
      return BoundedExecutor.unavailable("the streams cannot be read: " + e.getMessage());
    }
    if (search.found.isEmpty()) {
      return new Outcome.Refused(notFound(from), 0);
    }
    bookmarks.leave(search.id, search.end);
    return new Outcome.Streams(search.found, 0);
  }

  /// Collects streams of one channel, up to what an answer takes.
  private static final class Search implements History.Visitor {
    private final ChannelId id;
    private final long first;
    private final long last;
    private final List<Change.Streamed> found = new ArrayList<>();
    private long bytes;
    private Bookmark end;

    Search(ChannelId id, long first, long last) {
      this.id = id;
      this.first = first;
      this.last = last;
    }

    @Override
    public boolean visit(Change change, long place) {
      return switch (change) {
        case Change.Paid paid when paid.channelId().equals(id) ->
            Long.compareUnsigned(paid.sequenceNumber(), last) < 0;
        case Change.Streamed streamed when streamed.voucher().channelId().equals(id) ->
            take(streamed, place);
        default -> true;
      };
    }

    private boolean take(Change.Streamed streamed, long place) {
      long number = streamed.voucher().sequenceNumber();
      if (Long.compareUnsigned(number, first) >= 0) {
        found.add(streamed);
        bytes += StreamFormat.bytes(streamed);
        end = new Bookmark(number, place);
      }
      return bytes < ANSWER_BYTES && Long.compareUnsigned(number, last) < 0;
    }
  }

  private static Refusal notFound(String from) {
    return new Refusal(404, "Stream not found: " + from);
  }

  private static CompletableFuture<Outcome> refused(Refusal refusal) {
    return CompletableFuture.completedFuture(new Outcome.Refused(refusal, 0));
  }

  /// Ends. Who still waits is told to ask again.
  @Override
  public void close() {
    executor.close();
  }
}

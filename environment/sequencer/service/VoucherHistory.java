package sequencer.service;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Refusal;
import sequencer.crypto.ChannelId;
import sequencer.engine.Engine;
import sequencer.engine.History;

/// Shows a channel as it was after one of its vouchers, with both signatures.
///
/// Memory holds no voucher but the last of each channel: the store is read again, by one thread,
/// from the channel's beginning or from where that thread last left it. So a million old vouchers
/// take no heap, and whoever asks for one after the other has the store read once.
public final class VoucherHistory implements AutoCloseable {
  private static final int WAITING_MAX = 100;

  /// A state is what all vouchers from here on add up to.
  private static final long FIRST = 1;

  private final ChannelTable channels;
  private final CoSigner coSigner;
  private final Optional<History> history;
  private final BoundedExecutor executor = new BoundedExecutor("history", 1, WAITING_MAX);

  /// Where the reading thread left channels; that thread's own.
  private final Bookmarks<Bookmark> bookmarks = new Bookmarks<>();

  /// A channel's state, and the place behind the change that led to it.
  private record Bookmark(ChannelState state, long place) {}

  public VoucherHistory(ChannelTable channels, Engine engine, CoSigner coSigner) {
    this.channels = channels;
    this.coSigner = coSigner;
    this.history = engine.history();
  }

  /// The channel after its voucher `number`. The answer never completes exceptionally.
  ///
  /// @param id as it stood in the path; what is no id names no channel
  /// @param number as it stood in the path; what is no number of a voucher names none
  public CompletableFuture<Outcome> voucher(String id, String number) {
    ChannelId channelId = ChannelId.parse(id);
    Channel channel = channelId == null ? null : channels.find(channelId);
    if (channel == null) {
      return refused(Refusal.channelNotFound(id), 0);
    }
    Version current = channel.current();
    long last = current.state().sequenceNumber();
    long wanted = number(number);
    if (wanted == 0 || Long.compareUnsigned(wanted, last) > 0) {
      return refused(new Refusal(404, "Voucher not found: " + number), current.position());
    }
    if (wanted == last) {
      return CompletableFuture.completedFuture(
          new Outcome.Shown(current.state(), current.coSignature(coSigner), current.position()));
    }
    if (history.isEmpty()) {
      return refused(
          new Refusal(501, "this engine keeps the last voucher of a channel only"),
          current.position());
    }
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    executor.run(() -> read(channelId, wanted), answer);
    return answer;
  }

  private Outcome read(ChannelId id, long wanted) {
    Bookmark bookmark = bookmarks.find(id);
    boolean helps =
        bookmark != null && Long.compareUnsigned(bookmark.state().sequenceNumber(), wanted) <= 0;
    Search search =
        new Search(id, wanted, helps ? bookmark : new Bookmark(null, History.BEGINNING));
    try {
      if (!search.isDone()) {
        history.orElseThrow().read(id, search.found.place(), FIRST, search);
      }
    } catch (IOException e) {
      return BoundedExecutor.unavailable("the history cannot be read: " + e.getMessage());
    }
    if (!search.isDone()) {
      return BoundedExecutor.unavailable("the voucher is not written yet");
    }
    bookmarks.leave(id, search.found);
    ChannelState state = search.found.state();
    return new Outcome.Shown(state, coSigner.sign(state), 0);
  }

  /// Follows one channel through the store up to one of its vouchers.
  private static final class Search implements History.Visitor {
    private final ChannelId id;
    private final long wanted;
    private Bookmark found;

    Search(ChannelId id, long wanted, Bookmark from) {
      this.id = id;
      this.wanted = wanted;
      this.found = from;
    }

    boolean isDone() {
      return found.state() != null && found.state().sequenceNumber() == wanted;
    }

    @Override
    public boolean visit(Change change, long place) {
      switch (change) {
        case Change.Seeded seeded when seeded.channelId().equals(id) ->
            found = new Bookmark(ChannelState.opened(seeded), place);
        case Change.Paid paid when paid.channelId().equals(id) ->
            found = new Bookmark(ChannelTable.after(found.state(), paid), place);
        case Change.Streamed streamed when streamed.voucher().channelId().equals(id) ->
            found = new Bookmark(ChannelTable.after(found.state(), streamed), place);
        default -> {
          // another channel's, or no payment
        }
      }
      return !isDone();
    }
  }

  /// An unsigned decimal number, or 0.
  static long number(String text) {
    try {
      return text.startsWith("+") ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static CompletableFuture<Outcome> refused(Refusal refusal, long position) {
    return CompletableFuture.completedFuture(new Outcome.Refused(refusal, position));
  }

  /// Ends. Who still waits is told to ask again.
  @Override
  public void close() {
    executor.close();
  }
}

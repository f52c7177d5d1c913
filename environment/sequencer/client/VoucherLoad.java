package sequencer.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import sequencer.crypto.Uint256;

/// Signed vouchers for a load generator: each lane pays on a channel of its own, one voucher after
/// the other, and every answer is judged.
///
/// Vouchers come from a store that was signed beforehand. A lane whose store is empty signs on the
/// spot; [#unprepared] counts those, so that a measurement can tell whether signing got into it.
/// Everything follows from the seed, so another server can be given the very same vouchers.
///
/// One lane is used by one thread at a time; different lanes may be used at once.
///
/// @param <P> what a lane is
public abstract class VoucherLoad<P extends VoucherLoad.Payer<?>> {
  private static final long EXPIRY_SECONDS = 24 * 3600;

  /// Lanes whose channels are opened or read at once.
  private static final int AT_ONCE = 16;

  final List<P> payers;
  final long timestamp;
  final SettleExchange exchange;

  /// In each voucher.
  protected final int payments;

  private final Uint256 balance;

  /// One lane: a payer with its channel, what it has signed, and how far the server has come with
  /// that. Its fields are plain, because they are read and written at every request.
  ///
  /// @param <S> what is kept of a signed voucher
  static class Payer<S> {
    final Agent agent;

    /// The vouchers from number 1 on.
    final List<S> signed = new ArrayList<>();

    int sent;
    int acknowledged;

    /// How many had to be signed when they were due.
    int onTheSpot;

    Payer(Agent agent) {
      this.agent = agent;
    }

    /// How many are signed and not sent yet.
    int ahead() {
      return signed.size() - sent;
    }

    /// Goes on with the voucher after this number, the last one that the server has.
    void goOnAfter(int number) {
      sent = number;
      acknowledged = number;
    }
  }

  /// @param payer makes the payer of a lane
  /// @param balance of each channel; it expires a day after `timestamp`
  /// @param payments in each voucher
  /// @param timestamp of all vouchers, seconds since 1970
  VoucherLoad(
      int lanes,
      IntFunction<P> payer,
      Uint256 balance,
      int payments,
      SettleExchange exchange,
      long timestamp) {
    this.payers = IntStream.range(0, lanes).mapToObj(payer).toList();
    this.balance = balance;
    this.payments = payments;
    this.exchange = exchange;
    this.timestamp = timestamp;
  }

  /// How many lanes it has.
  public int lanes() {
    return payers.size();
  }

  /// Begins with the first voucher, at a server that has seen none of them.
  ///
  /// @throws IOException if a channel is refused
  public void begin(InetSocketAddress server) throws IOException, InterruptedException {
    rewind();
    open(server);
  }

  void rewind() {
    for (P payer : payers) {
      payer.goOnAfter(0);
      payer.onTheSpot = 0;
    }
  }

  void open(InetSocketAddress server) throws IOException, InterruptedException {
    long expiry = timestamp + EXPIRY_SECONDS;
    each(
        server,
        (payer, client) -> client.seed(payer.agent.seed(balance, expiry, timestamp)).channel());
  }

  /// Asks a server about one lane.
  private interface Question<P, T> {
    T ask(P payer, SequencerClient client) throws IOException, InterruptedException;
  }

  /// Asks about every lane, some at once: while one waits for the disk, others are answered.
  ///
  /// @return the answers in the order of the lanes
  private <T> List<T> each(InetSocketAddress server, Question<P, T> question)
      throws IOException, InterruptedException {
    List<T> answers = new ArrayList<>();
    try (SequencerClient client = new SequencerClient(server);
        ExecutorService some = Executors.newFixedThreadPool(Math.min(AT_ONCE, payers.size()))) {
      List<Callable<T>> questions =
          payers.stream().map(payer -> (Callable<T>) () -> question.ask(payer, client)).toList();
      for (Future<T> answer : some.invokeAll(questions)) {
        answers.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
    return answers;
  }

  /// Signs vouchers until every lane has this many that it has not sent yet.
  public void prepare(int each) {
    for (P payer : payers) {
      while (payer.ahead() < each) {
        sign(payer);
      }
    }
  }

  /// Signs the lane's next voucher.
  abstract void sign(P payer);

  /// Vouchers that had to be signed when they were due.
  public long unprepared() {
    return sum(payer -> payer.onTheSpot);
  }

  /// Appends the lane's next voucher to `out` as a whole HTTP request, or nothing of it.
  ///
  /// @throws BufferOverflowException if there may be no room
  public abstract void write(int lane, long index, ByteBuffer out);

  /// Judges the answer to the lane's last voucher: it must be a 200 that carries the signature of
  /// that very voucher.
  ///
  /// @return null if it is right, else the kind of failure
  public String judge(int lane, long index, int status, ByteBuffer body) {
    if (status != 200) {
      return "status " + status;
    }
    P payer = payers.get(lane);
    if (!acknowledges(payer, body)) {
      return "an answer to another voucher";
    }
    payer.acknowledged++;
    return null;
  }

  /// Whether an answer carries the signature of the first voucher without one.
  abstract boolean acknowledges(P payer, ByteBuffer body);

  /// Payments whose vouchers were answered with a right 200.
  public long acknowledged() {
    return payments * sum(payer -> payer.acknowledged);
  }

  private long sum(ToLongFunction<P> count) {
    return payers.stream().mapToLong(count).sum();
  }

  /// What a server shows of this load.
  ///
  /// @param confirmed acknowledged payments that its channels contain
  /// @param acknowledged payments that it had answered with 200
  /// @param channelsExact channels that stand exactly where their last answer left them or one
  ///     voucher in flight further on, with sums that equal what was paid and a valid co-signature
  /// @param channels channels looked at
  /// @param fault the first thing that was wrong, or empty
  public record Audit(
      long confirmed, long acknowledged, long channelsExact, long channels, String fault) {}

  /// Reads every channel from a server and holds it against what was acknowledged.
  public Audit audit(InetSocketAddress server) throws IOException, InterruptedException {
    long confirmed = 0;
    long exact = 0;
    String fault = "";
    List<Found> all = each(server, this::find);
    for (int lane = 0; lane < all.size(); lane++) {
      Found found = all.get(lane);
      confirmed += payments * Math.min(found.vouchers, payers.get(lane).acknowledged);
      if (found.fault.isEmpty()) {
        exact++;
      } else if (fault.isEmpty()) {
        fault = found.fault;
      }
    }
    return new Audit(confirmed, acknowledged(), exact, payers.size(), fault);
  }

  /// What a server has of one lane.
  ///
  /// @param fault what is wrong with them, or empty
  record Found(long vouchers, String fault) {}

  /// Lanes are looked for at once.
  abstract Found find(P payer, SequencerClient client) throws IOException, InterruptedException;
}

package labs.ledger;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Arrivals;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import ledger.Books;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;
import market.Answer;
import market.Book;
import market.Market;
import market.Orders;
import market.Settlement;

/// Measures the market: its book in memory, then the whole of it on a ledger, many orders at once
/// and one by one by a clock. The orders are the same in memory and on the ledger, and so must the
/// book be that they leave.
public final class MarketRun implements ForkedMeasurement {
  /// What must be found.
  public static final String TAKEN = "every order is taken";

  /// The same.
  public static final String SAME = "memory, the ledger and the ledger reopened hold the same book";

  /// The same.
  public static final String HOLD = "the sum is zero, nobody is overdrawn, what is held is pending";

  private static final int TRADERS = 1_000;
  private static final int MOST = 1 << 18;
  private static final int AT_ONCE = 1_000;
  private static final int AHEAD = 4;
  private static final int LANES = 64;
  private static final int WARMINGS = 3;

  private MarketFlow flow;

  /// Arguments: orders in memory; orders on the ledger, in thousands; milliseconds by the clock;
  /// orders a second by the clock; seed.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    int inMemory = Integer.parseInt(arguments.get(0));
    int onLedger = Integer.parseInt(arguments.get(1)) * AT_ONCE;
    Duration clocked = Duration.ofMillis(Long.parseLong(arguments.get(2)));
    double rate = Double.parseDouble(arguments.get(3));
    long seed = Long.parseLong(arguments.get(4));
    flow = new MarketFlow(Math.max(inMemory, onLedger), TRADERS, seed);
    report.phase("in memory");
    for (int i = 0; i < WARMINGS; i++) {
      inMemory(inMemory, report);
    }
    double most = report.measured(() -> inMemory(inMemory, report));
    report.number("memory", most);
    long expected = book(onLedger).hash();
    report.phase("durable");
    try (Ledger ledger = Ledger.open(given.data().resolve("warm"), LedgerOptions.DEFAULT)) {
      durable(open(ledger), onLedger, report);
    }
    long hash;
    try (Ledger ledger = Ledger.open(given.data().resolve("ledger"), LedgerOptions.DEFAULT)) {
      Market market = open(ledger);
      report.number("durable", report.measured(() -> durable(market, onLedger, report)));
      report.check(SAME, market.hash() == expected ? 1 : 0, 1, "books", "durable");
      report.phase("by the clock");
      clocked(market, rate, clocked, seed, report);
      hash = market.hash();
      Lookup<Books.Totals> totals = new Lookup<>(Books::totals);
      ledger.submit(totals);
      totals.await();
      report.check(HOLD, totals.found().hold() ? 1 : 0, 1, "ledgers", totals.found().toString());
    }
    try (Ledger ledger = Ledger.open(given.data().resolve("ledger"), LedgerOptions.DEFAULT)) {
      long found = Market.open(ledger, TRADERS, MOST).hash();
      report.check(SAME, found == hash ? 1 : 0, 1, "books", "reopened");
    }
  }

  /// Matches a second.
  private double inMemory(int count, ForkReport report) {
    Book book = book(0);
    long startNs = System.nanoTime();
    long matches = run(book, count);
    double seconds = (System.nanoTime() - startNs) / 1e9;
    report.check(TAKEN, taken, count, "orders", "in memory");
    return matches / seconds;
  }

  private long taken;

  private Book book(int count) {
    Book book = new Book(TRADERS, MOST, new Unsettled());
    for (int trader = 1; trader <= TRADERS; trader++) {
      book.deposit(trader, true, MarketFlow.MONEY);
      book.deposit(trader, false, MarketFlow.GOODS);
    }
    run(book, count);
    return book;
  }

  private long run(Book book, int count) {
    long matches = 0;
    long refused = 0;
    for (int i = 0; i < count; i++) {
      Answer answer = book.limit(flow.trader(i), flow.buys(i), flow.price(i), flow.quantity(i));
      refused += isTaken(answer) ? 0 : 1;
      matches += book.matches();
    }
    taken = count - refused;
    return matches;
  }

  private static boolean isTaken(Answer answer) {
    return answer == Answer.RESTS || answer == Answer.FILLED;
  }

  private static Market open(Ledger ledger) throws InterruptedException {
    Market market = Market.open(ledger, TRADERS, MOST);
    Orders orders = new Orders(2 * TRADERS);
    for (int trader = 1; trader <= TRADERS; trader++) {
      orders.deposit(trader, true, MarketFlow.MONEY);
      orders.deposit(trader, false, MarketFlow.GOODS);
    }
    market.execute(orders);
    orders.await();
    return market;
  }

  /// Matches a second, each settled and durable.
  private double durable(Market market, int count, ForkReport report) throws Exception {
    Orders[] ring = new Orders[AHEAD];
    for (int i = 0; i < AHEAD; i++) {
      ring[i] = new Orders(AT_ONCE);
    }
    long[] seen = new long[2];
    long startNs = System.nanoTime();
    for (int at = 0; at < count + AHEAD * AT_ONCE; at += AT_ONCE) {
      Orders orders = ring[at / AT_ONCE % AHEAD];
      orders.await();
      seen[0] += orders.matches();
      seen[1] += LongStream.range(0, orders.count()).filter(i -> took(orders, (int) i)).count();
      orders.clear();
      if (at < count) {
        for (int i = at; i < at + AT_ONCE; i++) {
          orders.limit(flow.trader(i), flow.buys(i), flow.price(i), flow.quantity(i));
        }
        market.execute(orders);
      }
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    report.check(TAKEN, seen[1], count, "orders", "durable");
    return seen[0] / seconds;
  }

  private static boolean took(Orders orders, int i) {
    return isTaken(orders.answer(i));
  }

  private void clocked(Market market, double rate, Duration length, long seed, ForkReport report)
      throws Exception {
    Orders[] each = new Orders[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      each[lane] = new Orders(1);
    }
    OpenLoop load = new OpenLoop(Arrivals.poisson(rate, seed), LANES, Plan.lasting(length));
    try (Target target =
        Target.blocking(
            (lane, index) -> {
              Orders orders = each[lane];
              orders.clear();
              int i = flow.at(index);
              orders.limit(flow.trader(i), flow.buys(i), flow.price(i), flow.quantity(i));
              market.execute(orders);
              orders.await();
              if (!took(orders, 0)) {
                throw new IllegalStateException(orders.answer(0).name());
              }
            })) {
      load.with(Plan.lasting(length.dividedBy(2))).run(target);
      Recording seen = report.measured(() -> load.run(target));
      report.step("clocked", seen);
      report.latencies("latency.clocked", seen.latencies());
      report.check(TAKEN, seen.succeeded(), seen.operations(), "orders", "by the clock");
      report.number("p50", seen.latencyNs(50) / 1e6);
      report.number("p99", seen.latencyNs(99) / 1e6);
    }
  }

  /// Settles nothing: the book alone.
  private static final class Unsettled implements Settlement {
    @Override
    public void release(long id, int part, int price) {}

    @Override
    public void trade(int buyer, int seller, int price, long quantity) {}

    @Override
    public void hold(long id, int part, int price, boolean buys, int trader, long quantity) {}

    @Override
    public void deposit(int trader, boolean money, long amount) {}
  }
}

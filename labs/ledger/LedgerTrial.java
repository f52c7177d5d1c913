package labs.ledger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import kit.lab.ServedTrial;
import kit.lab.Trial;
import kit.lab.Workload;
import kit.load.HttpTarget;
import kit.load.Load;
import kit.load.Recording;
import ledger.Batch;
import ledger.Outcome;
import ledger.Request;
import ledgerserver.Grant;
import ledgerserver.Scope;
import ledgerserver.ServedLedger;
import ledgerserver.Tokens;
import runtime.StartFailure;

/// A trial's ledger behind HTTP: fresh, with accounts that hold enough, and what each must hold by
/// the answers.
public final class LedgerTrial extends ServedTrial {
  /// What must be found when all is done.
  public static final String BALANCED = "every account holds what the answers say";

  /// The same.
  public static final String HOLD = "the sum of all accounts is zero and none is overdrawn";

  /// Of five requests one is a transfer, the others read an account.
  private static final int READS = 4;

  private static final long FUNDS = 1L << 40;
  private static final int AMOUNT_MAX = 100;
  private static final int SYSTEM = Transfers.SYSTEM;
  private static final String BINARY = "application/octet-stream";
  private static final Duration TOKEN = Duration.ofDays(2);
  private static final byte[] DONE = "{\"outcome\":\"DONE\"".getBytes(StandardCharsets.US_ASCII);

  private final int accounts;
  private final String host;
  private final AtomicLong keys = new AtomicLong();
  private final AtomicLongArray moved;

  private LedgerTrial(Trial trial, int accounts, Path key) throws StartFailure, IOException {
    super(
        trial,
        new ServedLedger().launch("own", "--key", "{file:token.key}").file("token.key", key));
    this.accounts = accounts;
    this.moved = new AtomicLongArray(accounts + 1);
    Grant all =
        new Grant(
            "lab",
            EnumSet.allOf(Scope.class),
            1,
            Long.MAX_VALUE,
            Instant.now().plus(TOKEN).getEpochSecond());
    this.host = "ledger\r\nAuthorization: Bearer " + Tokens.of(key).sign(all);
  }

  /// Starts one, opens so many accounts, and loads it until it is warm.
  public static LedgerTrial start(Trial trial, int accounts)
      throws StartFailure, IOException, InterruptedException {
    Path key = trial.temporary().resolve("token-" + trial.seed() + ".key");
    Tokens.of(key);
    LedgerTrial started = new LedgerTrial(trial, accounts, key);
    started.open();
    started.warmUp(started.new Calls(64, READS), 0);
    started.warmUp(started.new Batches(2), 0);
    return started;
  }

  /// Requests of so many users: four reads of an account for each transfer.
  public Recording users(String phase, int users, Load load)
      throws IOException, InterruptedException {
    return sendUnprepared(phase, new Calls(users, READS), load);
  }

  /// Transfers alone, one a request.
  public Recording singles(int connections, Load load) throws IOException, InterruptedException {
    return sendUnprepared("transfers one at a time", new Calls(connections, 0), load);
  }

  /// Batches of 8,190 transfers.
  public Recording batches(int connections, Load load) throws IOException, InterruptedException {
    return sendUnprepared("transfers in batches", new Batches(connections), load);
  }

  /// What its server has counted under a name.
  public double counted(String name) throws IOException {
    byte[] metrics = HttpTarget.request("GET", "/metrics", host, "", new byte[0]);
    String text = StandardCharsets.UTF_8.decode(Once.send(system().address(), metrics)).toString();
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("the server counts no " + name));
  }

  /// Reads all accounts.
  public void check() throws IOException, InterruptedException {
    int same = 0;
    for (int first = 1; first <= accounts; first += Batch.REQUESTS_MAX) {
      int count = Math.min(Batch.REQUESTS_MAX, accounts - first + 1);
      ByteBuffer numbers = little(count * Long.BYTES);
      for (int i = 0; i < count; i++) {
        numbers.putLong(first + i);
      }
      ByteBuffer found = ask("/accounts/lookup", numbers.array());
      for (int i = 0; i < count; i++) {
        long balance = found.getLong() - found.getLong();
        same += -balance == FUNDS + moved.get(first + i) ? 1 : 0;
        found.position(found.position() + 3 * Long.BYTES);
      }
    }
    trial.check(BALANCED, same, accounts, "accounts");
    byte[] totals = HttpTarget.request("GET", "/totals", host, "", new byte[0]);
    String text = StandardCharsets.UTF_8.decode(Once.send(system().address(), totals)).toString();
    trial.check(HOLD, text.endsWith("\"hold\":true}") ? 1 : 0, 1, "ledgers", text);
  }

  private void open() throws IOException, InterruptedException {
    Batch batch = new Batch(Batch.REQUESTS_MAX);
    batch.open(1, 1, SYSTEM, 0, true);
    for (int account = 1; account <= accounts; account++) {
      batch.open(2, account, account, 0, false);
      batch.transfer(3, account, SYSTEM, account, FUNDS);
      if (batch.count() > Batch.REQUESTS_MAX - 2 || account == accounts) {
        ByteBuffer answers = ask("/batches", bytes(batch));
        for (int i = 0; i < batch.count(); i++) {
          if (Outcome.of(answers.getLong()) != Outcome.DONE) {
            throw new IOException("an account could not be opened");
          }
        }
        batch.clear();
      }
    }
  }

  private ByteBuffer ask(String path, byte[] body) throws IOException {
    byte[] request = HttpTarget.request("POST", path, host, BINARY, body);
    return Once.send(system().address(), request).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(Batch batch) {
    ByteBuffer bytes = little(batch.count() * Request.BYTES);
    batch.write(bytes);
    return bytes.array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Numbers that look drawn: the same for the same key.
  private static long draw(long key) {
    long x = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return (x ^ x >>> 31) >>> 1;
  }

  private int debit(long key) {
    return 1 + (int) (draw(2 * key) % accounts);
  }

  private int credit(long key) {
    return 1 + (debit(key) + (int) (draw(2 * key + 1) % (accounts - 1))) % accounts;
  }

  private static int amount(long key) {
    return 1 + (int) (key % AMOUNT_MAX);
  }

  private void moved(long key) {
    moved.addAndGet(debit(key), -amount(key));
    moved.addAndGet(credit(key), amount(key));
  }

  /// Requests one by one. A lane's key says what its request is.
  private final class Calls implements Workload.Http {
    private final int lanes;
    private final int reads;
    private final long[] sent;
    private final byte[] read;
    private final byte[] write;

    Calls(int lanes, int reads) {
      this.lanes = lanes;
      this.reads = reads;
      this.sent = new long[lanes];
      this.read = "GET /accounts/".getBytes(StandardCharsets.US_ASCII);
      this.write =
          ("POST /transfers HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n")
              .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int lanes() {
      return lanes;
    }

    @Override
    public String noun() {
      return "requests";
    }

    private boolean isRead(long key) {
      return key % (reads + 1) != 0;
    }

    @Override
    public void write(int lane, long index, ByteBuffer out) {
      long key = keys.incrementAndGet();
      sent[lane] = key;
      if (isRead(key)) {
        out.put(read).put(ascii(debit(key) + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
        return;
      }
      String body =
          "{\"debit\":%s,\"credit\":%s,\"amount\":%s}"
              .formatted(debit(key), credit(key), amount(key));
      out.put(write)
          .put(
              ascii(
                  "Idempotency-Key: %032x\r\nContent-Length: %s\r\n\r\n%s"
                      .formatted(key, body.length(), body)));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String judge(int lane, long index, int status, ByteBuffer body) {
      if (status != 200) {
        return "status " + status;
      }
      long key = sent[lane];
      if (isRead(key)) {
        return null;
      }
      boolean isDone =
          body.remaining() > DONE.length
              && body.slice(body.position(), DONE.length).equals(ByteBuffer.wrap(DONE));
      if (isDone) {
        moved(key);
      }
      return isDone ? null : "another answer";
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial) {}
  }

  /// Requests of 8,190 transfers each.
  private final class Batches implements Workload.Http {
    private final long[] sent;
    private final byte[] head;

    Batches(int lanes) {
      this.sent = new long[lanes];
      byte[] empty = HttpTarget.request("POST", "/batches", host, BINARY, new byte[0]);
      String start = new String(empty, 0, empty.length - 2, StandardCharsets.US_ASCII);
      this.head =
          (start
                  + "Content-Type: application/octet-stream\r\nContent-Length: "
                  + Batch.REQUESTS_MAX * Request.BYTES
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int lanes() {
      return sent.length;
    }

    @Override
    public String noun() {
      return "batches";
    }

    @Override
    public void write(int lane, long index, ByteBuffer out) {
      long first = keys.getAndAdd(Batch.REQUESTS_MAX) + 1;
      sent[lane] = first;
      Batch batch = new Batch(Batch.REQUESTS_MAX);
      for (long key = first; key < first + Batch.REQUESTS_MAX; key++) {
        batch.transfer(0, key, debit(key), credit(key), amount(key));
      }
      out.put(head);
      ByteOrder before = out.order();
      batch.write(out.order(ByteOrder.LITTLE_ENDIAN));
      out.order(before);
    }

    @Override
    public String judge(int lane, long index, int status, ByteBuffer body) {
      if (status != 200 || body.remaining() != Batch.REQUESTS_MAX * Long.BYTES) {
        return "status " + status;
      }
      ByteBuffer answers = body.slice().order(ByteOrder.LITTLE_ENDIAN);
      int done = 0;
      for (int i = 0; i < Batch.REQUESTS_MAX; i++) {
        if (Outcome.of(answers.getLong()) == Outcome.DONE) {
          moved(sent[lane] + i);
          done++;
        }
      }
      return done == Batch.REQUESTS_MAX ? null : "a transfer was refused";
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial) {}
  }
}

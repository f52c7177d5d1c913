package ledgerserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import bench.Verified;
import http.Answer;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import ledger.Batch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What does a request cost before the ledger sees it: to find out who sends it, whether that one
/// may, and whether it is a transfer at all? And what does it cost to be counted?
///
/// Each call takes the next of many tokens, accounts or bodies. The set-up requires that every
/// token and body that is right passes and every other one is refused with its status; the last
/// answer of each iteration is required again.
///
/// Run by `labs/ledger-security.java` and `labs/ledger-observability.java`.
@State(org.openjdk.jmh.annotations.Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {
  private static final int MANY = 256;
  private static final long NOW_S = 1_000_000;
  private static final Key KEY = new Key(1, 1);

  /// Bodies that are no transfer, each wrong in another way.
  private static final String[] HOSTILE = {
    "",
    "{",
    "[]",
    "{}",
    "{\"debit\":2,\"credit\":3,\"amount\":-1}",
    "{\"debit\":2,\"credit\":3,\"amount\":1.5}",
    "{\"debit\":2,\"credit\":3,\"amount\":99999999999999999999999999}",
    "{\"debit\":2,\"credit\":3,\"amount\":1,\"amount\":2}",
    "{\"debit\":2,\"credit\":3,\"amount\":1}{}",
    "{\"debit\":\"2; DROP TABLE account\",\"credit\":3,\"amount\":1}",
    "{\"debit\":2,\"credit\":3,\"amount\":1,\"__proto__\":1}",
    "{\"debit\":[[[[[[[[2]]]]]]]],\"credit\":3,\"amount\":1}",
    "{\"debit\":2,\"credit\":3,\"post\":\"" + "a".repeat(1_000) + "\"}",
    "\u0000\u0001\u0002{\"debit\":2}",
    "{\"debit\":2,\"credit\":3,\"amount\":\ud83d\ude00}",
    "<transfer debit='2'/>",
  };

  private final String[] tokens = new String[MANY];
  private final byte[][] bodies = new byte[MANY][];
  private final byte[][] hostile = new byte[HOSTILE.length][];
  private final Metrics metrics = new Metrics(true, System::nanoTime);
  private final Consumer<Answer> unsent = answer -> counted = answer;
  private final Answer answer = Answer.json(200, "{}");
  private Tokens signer;
  private Grant grant;
  private int next;
  private Object last;
  private Answer counted;

  @Setup
  public void make() {
    signer = Tokens.of(new byte[32]);
    Set<Scope> scopes = EnumSet.of(Scope.READ, Scope.TRANSFER);
    for (int i = 0; i < MANY; i++) {
      Grant each = new Grant("payer-" + i, scopes, 1, 1_000_000, NOW_S + 1 + i);
      tokens[i] = "Bearer " + signer.sign(each);
      bodies[i] =
          "{\"debit\":%s,\"credit\":%s,\"amount\":%s}"
              .formatted(i + 1, i + 2, 7 * i + 1)
              .getBytes(UTF_8);
      grant = each;
    }
    for (int i = 0; i < HOSTILE.length; i++) {
      hostile[i] = HOSTILE[i].getBytes(UTF_8);
    }
    for (int i = 0; i < MANY; i++) {
      require(authenticate());
      require(authorize());
      require(sanitize());
      require(forged());
      if (refuse() == null) {
        throw new IllegalStateException("taken: " + HOSTILE[next % HOSTILE.length]);
      }
    }
    next = 0;
  }

  private static void require(Object found) {
    if (found == null) {
      throw new IllegalStateException("a wrong answer");
    }
  }

  /// Who sends a request: an HMAC over the token, compared, and the token read.
  @Benchmark
  public Object authenticate() {
    int i = ++next % MANY;
    try {
      last = signer.check(tokens[i], NOW_S).subject().equals("payer-" + i) ? tokens[i] : null;
    } catch (Refused refused) {
      last = null;
    }
    return last;
  }

  /// The same with one character of the signature changed.
  @Benchmark
  public Object forged() {
    String token = tokens[++next % MANY];
    int at = token.length() - 1 - next % 40;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    try {
      signer.check(token.substring(0, at) + other + token.substring(at + 1), NOW_S);
      last = null;
    } catch (Refused refused) {
      last = refused.status() == 401 ? refused : null;
    }
    return last;
  }

  /// Whether that one may do it with this account; one time in eight not.
  @Benchmark
  public Object authorize() {
    boolean isBeyond = ++next % 8 == 0;
    try {
      Permits.require(grant, Scope.TRANSFER, isBeyond ? 1_000_001 + next % MANY : 1 + next % MANY);
      last = isBeyond ? null : grant;
    } catch (Refused refused) {
      last = isBeyond && refused.status() == 403 ? refused : null;
    }
    return last;
  }

  /// A body that is a transfer.
  @Benchmark
  public Object sanitize() {
    try {
      Batch batch = TransferBody.read(bodies[++next % MANY], KEY, grant);
      last = batch.count() == 1 ? batch : null;
    } catch (Refused refused) {
      last = null;
    }
    return last;
  }

  /// A body that is none.
  @Benchmark
  public Object refuse() {
    try {
      TransferBody.read(hostile[++next % HOSTILE.length], KEY, grant);
      last = null;
    } catch (Refused refused) {
      last = refused.status() == 400 ? refused : null;
    }
    return last;
  }

  /// An answer on its way through the counters.
  @Benchmark
  public Object count() {
    counted = null;
    metrics.counting(Route.TRANSFERS, unsent).accept(answer);
    last = counted;
    return last;
  }

  /// Counts the iteration if its last answer is right.
  @TearDown(Level.Iteration)
  public void verify(Verified count) {
    count.verified += last == null ? 0 : 1;
  }
}

package labs.batcher.fault;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import kit.fork.Mortal;
import kit.lab.Trial;
import runtime.DataFolder;
import runtime.StartFailure;

/// Kills a [Victim] again and again at random moments, and then looks for every event that it had
/// called durable.
public final class Kills {
  /// The same, counted in kills.
  public static final String SURVIVED = "no kill cost an event that was durable before it";

  /// Nothing durable is lost.
  public static final String FOUND = "every durable event is with the sink after the kills";

  /// Nothing comes twice.
  public static final String ONCE = "no event is with the sink twice";

  /// Order holds over all lives.
  public static final String ORDER = "events of a key are with the sink in their order";

  private static final int LIFE = 10_000_000;
  private static final int LIFE_MS_MAX = 250;

  private final Trial trial;
  private final DataFolder data;
  private final BitSet durable = new BitSet();

  private Kills(Trial trial) {
    this.trial = trial;
    this.data = trial.data("victim");
  }

  /// What the kills cost.
  public record Seen(long durable, long lost) {}

  /// Kills this many times, and audits.
  public static Seen run(Trial trial, int kills) throws StartFailure, IOException {
    Kills run = new Kills(trial);
    SplittableRandom random = trial.random();
    for (int life = 0; life < kills; life++) {
      trial.phase("kill " + (life + 1) + " of " + kills);
      run.liveAndDie(first(life), 1_000_000L * random.nextInt(5, LIFE_MS_MAX));
    }
    return run.audit(kills);
  }

  /// The number of a life's first event.
  private static int first(int life) {
    return 1 + life * LIFE;
  }

  private void liveAndDie(int first, long ns) throws StartFailure, IOException {
    int last = first - 1;
    try (Mortal victim = Mortal.start(trial, data, Victim.class, "live", first)) {
      DataInputStream in = victim.in();
      last = in.readInt(); // it has begun
      long endNs = System.nanoTime() + ns;
      while (System.nanoTime() - endNs < 0) {
        while (in.available() >= Integer.BYTES) {
          last = in.readInt();
        }
        LockSupport.parkNanos(200_000);
      }
      victim.kill();
      while (true) {
        last = in.readInt(); // what it had said before it died
      }
    } catch (EOFException | SocketException dead) {
      durable.set(first, last + 1);
    }
  }

  private Seen audit(int kills) throws StartFailure, IOException {
    trial.phase("looking for what was durable");
    try (Mortal auditor = Mortal.start(trial, data, Victim.class, "audit", 0)) {
      DataInputStream in = auditor.in();
      long pending = in.readLong();
      long twice = in.readLong();
      long disordered = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      BitSet seen = BitSet.valueOf(bytes);
      BitSet lost = (BitSet) durable.clone();
      lost.andNot(seen);
      trial.check(SURVIVED, kills - livesThatLost(lost, kills), kills, "kills");
      long of = durable.cardinality();
      String first = lost.isEmpty() ? "" : "the first that is lost is number " + lost.nextSetBit(0);
      trial.check(FOUND, of - lost.cardinality() - pending, of, "events", first);
      trial.check(ONCE, seen.cardinality(), seen.cardinality() + twice, "events");
      trial.check(ORDER, seen.cardinality() - disordered, seen.cardinality(), "events");
      return new Seen(of, lost.cardinality() + pending);
    }
  }

  private static int livesThatLost(BitSet lost, int kills) {
    int lives = 0;
    for (int life = 0; life < kills; life++) {
      int first = lost.nextSetBit(first(life));
      lives += first >= 0 && first < first(life + 1) ? 1 : 0;
    }
    return lives;
  }
}

package labs.ledger.fault;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import kit.fork.Mortal;
import kit.lab.Trial;
import runtime.DataFolder;
import runtime.StartFailure;

/// Kills a [LedgerLife] again and again at random moments, on the data of all lives before, and
/// then looks for every transfer that was answered.
public final class Kills {
  /// Nothing that was answered is lost.
  public static final String FOUND = "every answered transfer is there after the kills";

  /// Nothing is half done, twice, or from nowhere.
  public static final String EXACT = "every account holds what its transfers come to, in a replay";

  /// Repeats change nothing.
  public static final String REPEATED = "every repeated or late batch gets the answer it had";

  /// Nothing is there that was not sent.
  public static final String SENT = "no lane has a transfer that it never sent";

  private static final int LIFE_MS_MIN = 5;
  private static final int LIFE_MS_MAX = 250;

  private final Trial trial;
  private final DataFolder data;
  private final int[][] answered;
  private long repliesSame;
  private long replies;
  private long longestNs;

  private Kills(Trial trial, int kills) {
    this.trial = trial;
    this.data = trial.data("ledger");
    this.answered = new int[kills][LifeWork.LANES];
  }

  /// What the kills cost.
  ///
  /// @param answered transfers
  /// @param found of them
  /// @param longestNs from a start of the process to its first answer
  public record Seen(long answered, long found, long longestNs) {}

  /// Kills this many times, and audits.
  public static Seen run(Trial trial, int kills) throws StartFailure, IOException {
    Kills run = new Kills(trial, kills);
    SplittableRandom random = trial.random();
    for (int life = 0; life < kills; life++) {
      trial.phase("kill " + (life + 1) + " of " + kills);
      run.liveAndDie(life, 1_000_000L * random.nextInt(LIFE_MS_MIN, LIFE_MS_MAX));
    }
    return run.audit();
  }

  private void liveAndDie(int life, long ns) throws StartFailure, IOException {
    long startNs = System.nanoTime();
    try (Mortal ledger = Mortal.start(trial, data, LedgerLife.class, life)) {
      DataInputStream in = ledger.in();
      in.readInt(); // it has begun
      longestNs = Math.max(longestNs, System.nanoTime() - startNs);
      long endNs = System.nanoTime() + ns;
      while (System.nanoTime() - endNs < 0) {
        while (in.available() >= Long.BYTES) {
          take(life, in);
        }
        LockSupport.parkNanos(200_000);
      }
      ledger.kill();
      while (true) {
        take(life, in); // what it had said before it died
      }
    } catch (EOFException | SocketException dead) {
      // All that it said is read.
    }
  }

  private void take(int life, DataInputStream in) throws IOException {
    int lane = in.readInt();
    int number = in.readInt();
    replies++;
    if (lane != LedgerLife.OTHERWISE) {
      repliesSame++;
      answered[life][lane] = Math.max(answered[life][lane], number + 1);
    }
  }

  private Seen audit() throws StartFailure, IOException {
    trial.phase("looking for what was answered");
    long known = 0;
    long done = 0;
    long apart = 0;
    try (Mortal auditor = Mortal.start(trial, data, LedgerLife.class, answered.length, "audit")) {
      DataInputStream in = auditor.in();
      DataOutputStream out = auditor.out();
      for (int[] life : answered) {
        for (int batches : life) {
          out.writeInt(batches);
          known += (long) batches * LifeWork.BATCH;
          done += in.readLong();
          apart += in.readLong();
        }
      }
      trial.check(FOUND, done, known, "transfers");
      int lanes = answered.length * LifeWork.LANES;
      trial.check(SENT, lanes - Math.min(lanes, apart), lanes, "lanes");
      trial.check(EXACT, in.readInt(), LifeWork.ACCOUNTS, "accounts");
      trial.check(REPEATED, repliesSame, replies, "answers");
      in.readLong(); // the chain came to the head of the audit before
    }
    return new Seen(known, done, longestNs);
  }
}

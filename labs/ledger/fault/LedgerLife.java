package labs.ledger.fault;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import kit.fork.Mortal;
import ledger.Audit;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;
import ledger.Outcome;
import ledger.Work;

/// A process with a ledger in it. It lives until it is killed and says which batch of which lane
/// was answered; every tenth batch or so is an earlier one, sent again, which must get the answer
/// that it had. Every fourth life writes snapshots meanwhile. Or it audits what all lives left.
public final class LedgerLife implements Mortal.Life {
  /// Says, in the place of a lane, that a repeated batch was answered otherwise.
  static final int OTHERWISE = -1;

  private static final int REPEATED = 10;
  private static final int SNAPSHOTS = 4;

  /// @param arguments the number of the life, or of lives to audit and `audit`
  @Override
  public void live(Path data, List<String> arguments, DataInputStream in, DataOutputStream out)
      throws Exception {
    int number = Integer.parseInt(arguments.getFirst());
    Path folder = data.resolve("ledger");
    if (arguments.size() > 1) {
      audit(folder, number, in, out);
      return;
    }
    Ledger ledger = Ledger.open(folder, LedgerOptions.DEFAULT);
    submit(ledger, LifeWork.opening());
    out.writeInt(0);
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < LifeWork.LANES; lane++) {
      int own = lane;
      lanes.add(Thread.ofPlatform().start(() -> send(ledger, number, own, out)));
    }
    while (number % SNAPSHOTS == SNAPSHOTS - 1) {
      ledger.snapshot();
    }
    new CountDownLatch(1).await();
  }

  private static void send(Ledger ledger, int life, int lane, DataOutputStream out) {
    Batch batch = new Batch(LifeWork.BATCH);
    SplittableRandom random = new SplittableRandom(LifeWork.keyHigh(life, lane));
    List<Long> answers = new ArrayList<>();
    try {
      for (int next = 0; ; ) {
        boolean again = next > 0 && random.nextInt(REPEATED) == 0;
        int number = again ? random.nextInt(next) : next++;
        LifeWork.fill(batch, life, lane, number);
        submit(ledger, batch);
        long answer = batch.answer(LifeWork.BATCH - 1);
        if (!again) {
          answers.add(answer);
        }
        synchronized (out) {
          out.writeInt(answers.get(number) == answer ? lane : OTHERWISE);
          out.writeInt(number);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// What was found of one lane of one life.
  ///
  /// @param done of the transfers that were answered
  /// @param apart of the others, those that nobody can have sent
  private record Found(long done, long apart) {}

  private static void audit(Path folder, int lives, DataInputStream in, DataOutputStream out)
      throws Exception {
    long[] expected = LifeWork.opened();
    Audit replayed = Audit.of(folder);
    try (Ledger ledger = Ledger.open(folder, LedgerOptions.DEFAULT)) {
      for (int life = 0; life < lives; life++) {
        for (int lane = 0; lane < LifeWork.LANES; lane++) {
          Found found = look(ledger, life, lane, in.readInt(), expected);
          out.writeLong(found.done);
          out.writeLong(found.apart);
        }
      }
      Lookup<Integer> balances =
          new Lookup<>(
              books -> {
                int same = 0;
                for (int account = 1; account <= LifeWork.ACCOUNTS; account++) {
                  long held = books.account(account).orElseThrow().balance();
                  same += held == expected[account] ? 1 : 0;
                }
                return books.totals().equals(replayed.totals()) && books.totals().hold() ? same : 0;
              });
      submit(ledger, balances);
      out.writeInt(balances.found());
    }
    out.writeLong(Audit.verify(folder, replayed.head()).decided() - replayed.decided());
    out.flush();
  }

  /// Adds up all that is there, answered or not.
  private static Found look(Ledger ledger, int life, int lane, int answered, long[] balances)
      throws InterruptedException {
    long known = (long) answered * LifeWork.BATCH;
    Lookup<Found> lookup =
        new Lookup<>(
            books -> {
              long done = 0;
              long apart = 0;
              for (long i = 0; i < known + 2 * LifeWork.BATCH; i++) {
                Outcome outcome = books.outcome(LifeWork.keyHigh(life, lane), LifeWork.keyLow(i));
                boolean there = outcome == Outcome.DONE;
                done += there && i < known ? 1 : 0;
                apart += outcome != Outcome.NONE && i >= known + LifeWork.BATCH ? 1 : 0;
                balances[LifeWork.debit(lane, i)] -= there ? LifeWork.amount(lane, i) : 0;
                balances[LifeWork.credit(lane, i)] += there ? LifeWork.amount(lane, i) : 0;
              }
              return new Found(done, apart);
            });
    submit(ledger, lookup);
    return lookup.found();
  }

  static void submit(Ledger ledger, Work work) throws InterruptedException {
    while (!ledger.submit(work)) {
      Thread.onSpinWait();
    }
    work.await();
  }
}

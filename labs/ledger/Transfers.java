package labs.ledger;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Transfers between accounts, drawn from a seed: the same for every store. Accounts have the
/// numbers from 1, and begin with [#OPENING] each, minted from [#SYSTEM].
public final class Transfers {
  /// Who takes part.
  public enum Kind {
    /// Both sides equally likely.
    UNIFORM("all accounts alike"),
    /// Both sides by Zipf's law with an exponent of 0.99.
    ZIPF("Zipf 0.99"),
    /// One side is one of ten accounts.
    HOT("ten hot accounts"),
    /// One side is always the same account.
    ONE("one hot account");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// For a row.
    public String label() {
      return label;
    }
  }

  static final long OPENING = 1_000;

  /// The account that mints, and may be overdrawn.
  static final int SYSTEM = 0x7FFF_FFFF;

  private static final double EXPONENT = 0.99;
  private static final int HOT = 10;
  private static final int AMOUNT_MAX = 100;

  private final int accounts;
  private final int[] debits;
  private final int[] credits;
  private final int[] amounts;

  Transfers(Kind kind, int accounts, int count, long seed) {
    this.accounts = accounts;
    debits = new int[count];
    credits = new int[count];
    amounts = new int[count];
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = kind == Kind.ZIPF ? shares(accounts) : new double[0];
    for (int i = 0; i < count; i++) {
      int first = draw(kind, shares, random);
      int second = first;
      while (second == first) {
        second = draw(kind == Kind.ZIPF ? kind : Kind.UNIFORM, shares, random);
      }
      boolean turned = random.nextBoolean();
      debits[i] = turned ? second : first;
      credits[i] = turned ? first : second;
      amounts[i] = 1 + random.nextInt(AMOUNT_MAX);
    }
  }

  int accounts() {
    return accounts;
  }

  int count() {
    return debits.length;
  }

  int debit(long key) {
    return debits[at(key)];
  }

  int credit(long key) {
    return credits[at(key)];
  }

  int amount(long key) {
    return amounts[at(key)];
  }

  /// Where the transfer of a key stands: behind the last the first comes again.
  int at(long key) {
    return (int) (key % debits.length);
  }

  /// What each account must hold after those that were done; the first is account 1.
  ///
  /// @param done 1 for each transfer that was
  long[] balances(byte[] done) {
    long[] balances = new long[accounts];
    Arrays.fill(balances, OPENING);
    for (int i = 0; i < done.length; i++) {
      balances[debits[i] - 1] -= done[i] * amounts[i];
      balances[credits[i] - 1] += done[i] * amounts[i];
    }
    return balances;
  }

  private int draw(Kind kind, double[] shares, SplittableRandom random) {
    return switch (kind) {
      case UNIFORM -> 1 + random.nextInt(accounts);
      case HOT -> 1 + random.nextInt(HOT);
      case ONE -> 1;
      case ZIPF -> {
        int found = Arrays.binarySearch(shares, random.nextDouble());
        yield 1 + Math.min(accounts - 1, found < 0 ? ~found : found);
      }
    };
  }

  /// The share of the first account, of the first two, and so on.
  private static double[] shares(int accounts) {
    double[] sums = new double[accounts];
    double sum = 0;
    for (int i = 0; i < accounts; i++) {
      sum += Math.pow(i + 1, -EXPONENT);
      sums[i] = sum;
    }
    for (int i = 0; i < accounts; i++) {
      sums[i] /= sum;
    }
    return sums;
  }
}

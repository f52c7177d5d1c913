package ledger;

import java.nio.ByteBuffer;

/// A request in eight words, 64 bytes, as it stands in a batch, in the journal and in a client's
/// message ([Batch#add]), little-endian.
///
/// | word | holds |
/// | --- | --- |
/// | 0, 1 | idempotency key, low and high half; not zero |
/// | 2 | account to debit; the account to open or close |
/// | 3 | account to credit; the currency of an account to open |
/// | 4 | amount in minor units |
/// | 5, 6 | key of the pending transfer to post or void, low and high half |
/// | 7 | bits 0-7 kind, 8-15 flags, 16-31 a code of the client's own, 32-63 timeout in seconds |
///
/// What a kind does not use is zero, so that the same request has the same 64 bytes.
public final class Request {
  /// Bytes of one.
  public static final int BYTES = 64;

  static final int WORDS = 8;

  static final int KEY_LOW = 0;
  static final int KEY_HIGH = 1;
  static final int DEBIT = 2;
  static final int CREDIT = 3;
  static final int AMOUNT = 4;
  static final int PENDING_LOW = 5;
  static final int PENDING_HIGH = 6;
  static final int META = 7;

  static final int TRANSFER = 1;
  static final int PENDING = 2;
  static final int POST = 3;
  static final int VOID = 4;
  static final int OPEN = 5;
  static final int CLOSE = 6;

  /// With the request behind it, all or nothing.
  static final int LINKED = 1 << 8;

  /// The account to open may be overdrawn: a system account that mints and burns.
  static final int MAY_OVERDRAW = 1 << 9;

  private static final long CODE = 0xFFFF_0000L;
  private static final long TIMEOUT = 0xFFFF_FFFFL << 32;

  private Request() {}

  /// What a request in a message wants.
  public enum Wish {
    /// From one account to another, at once or held.
    TRANSFER,
    /// What becomes of a held transfer.
    SETTLE,
    /// To open or close an account.
    OPERATE,
    /// No kind of request; a ledger refuses it.
    UNKNOWN
  }

  /// What the request at a place of a message wants.
  ///
  /// @param message little-endian
  public static Wish wish(ByteBuffer message, int at) {
    return switch (kind(message.getLong(at + META * Long.BYTES))) {
      case TRANSFER, PENDING -> Wish.TRANSFER;
      case POST, VOID -> Wish.SETTLE;
      case OPEN, CLOSE -> Wish.OPERATE;
      default -> Wish.UNKNOWN;
    };
  }

  /// The account that the request at a place of a message debits, opens or closes.
  ///
  /// @param message little-endian
  public static long account(ByteBuffer message, int at) {
    return message.getLong(at + DEBIT * Long.BYTES);
  }

  static int kind(long meta) {
    return (int) meta & 0xFF;
  }

  static boolean isLinked(long meta) {
    return (meta & LINKED) != 0;
  }

  static long timeoutSeconds(long meta) {
    return meta >>> 32;
  }

  /// Whether kind and flags are known and nothing is said that the kind does not use.
  static boolean isWellFormed(long[] words, int at) {
    long meta = words[at + META];
    long debit = words[at + DEBIT];
    long credit = words[at + CREDIT];
    long amount = words[at + AMOUNT];
    long pending = words[at + PENDING_LOW] | words[at + PENDING_HIGH];
    return switch (kind(meta)) {
      case TRANSFER -> pending == 0 && uses(meta, LINKED | CODE);
      case PENDING -> pending == 0 && uses(meta, LINKED | CODE | TIMEOUT);
      case POST -> (debit | credit) == 0 && uses(meta, LINKED | CODE);
      case VOID -> (debit | credit | amount) == 0 && uses(meta, LINKED | CODE);
      case OPEN ->
          debit != 0
              && credit == (credit & 0x7FFF_FFFF)
              && (amount | pending) == 0
              && uses(meta, MAY_OVERDRAW | CODE);
      case CLOSE -> debit != 0 && (credit | amount | pending) == 0 && uses(meta, CODE);
      default -> false;
    };
  }

  private static boolean uses(long meta, long bits) {
    return (meta & ~(bits | 0xFF)) == 0;
  }

  /// 64 bits that stand for all words but the key. Two requests of one key that differ get the same
  /// ones with a chance of 2^-64, and nobody can look for such a pair without the seed.
  static long fingerprint(long[] words, int at, long seed) {
    long print = seed;
    for (int word = DEBIT; word < WORDS; word++) {
      print = mix(print ^ words[at + word]);
    }
    return print;
  }

  /// A bijection in which every bit of the input reaches every bit of the output. Source: the
  /// finaliser of SplitMix64, variant 13 by David Stafford.
  static long mix(long word) {
    long x = word + 0x9E3779B97F4A7C15L;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }
}

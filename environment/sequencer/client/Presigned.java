package sequencer.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;

/// Vouchers signed ahead of time, as the document's burst protocol has it: their signing is not
/// part of what is measured.
public final class Presigned {
  private static final int PROGRESS_INTERVAL = 256;

  private Presigned() {}

  /// The next `count` vouchers of `agent`, each paying `amount` to `receiver`.
  ///
  /// @param timestamp of all of them, seconds since 1970
  /// @param progress hears now and then how many are signed, and once that all are
  public static List<Voucher> sign(
      Agent agent,
      Address receiver,
      Uint256 amount,
      long timestamp,
      int count,
      IntConsumer progress) {
    List<Voucher> vouchers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (i % PROGRESS_INTERVAL == 0) {
        progress.accept(i);
      }
      vouchers.add(agent.pay(receiver, amount, timestamp));
    }
    progress.accept(count);
    return vouchers;
  }
}

package batcher.payment;

import batcher.event.Bytes32;
import batcher.event.Direction;
import java.util.List;

/// Who pays whom for which chunk, in order.
///
/// @param name distinguishes data sets: letters, digits and hyphens
public record PaymentPlan(String name, List<Due> payments) {
  /// One payment to be made.
  ///
  /// @param peer the other side, 1 to 32 bytes
  public record Due(
      Bytes32 torrent, int piece, Direction direction, String peer, long satoshis, long timeMs) {}

  public PaymentPlan {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "plan \"" + name + "\"; a name has lower-case letters, digits and hyphens");
    }
    payments = List.copyOf(payments);
  }
}

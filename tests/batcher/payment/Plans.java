package batcher.payment;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import java.util.ArrayList;
import java.util.List;

/// Payments for tests.
public final class Plans {
  private Plans() {}

  /// Torrents in turn, each in both directions in turn, this many payments each.
  public static PaymentPlan torrents(int torrents, int each) {
    List<PaymentPlan.Due> dues = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      Direction direction = i % 2 == 0 ? Direction.SENT : Direction.RECEIVED;
      for (int torrent = 0; torrent < torrents; torrent++) {
        dues.add(
            new PaymentPlan.Due(
                Bytes32.named("torrent-" + torrent),
                i / 64,
                direction,
                "peer-" + i / 10,
                Event.SATOSHIS_PER_CHUNK,
                1_758_153_600_000L + dues.size()));
      }
    }
    return new PaymentPlan("torrents-" + torrents + "-" + each, dues);
  }
}

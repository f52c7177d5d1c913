package sequencer.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import sequencer.crypto.Uint256;

/// One lane of a load: a payer with its channel, what it has signed, and how far the server has
/// come with that. Its fields are plain, because they are read and written at every request; one
/// lane is used by one thread at a time.
///
/// @param <S> what is kept of a signed voucher
class PayerLane<S> {
  private static final long EXPIRY_SECONDS = 24 * 3600;

  final Agent agent;

  /// The vouchers from number 1 on.
  final List<S> signed = new ArrayList<>();

  int sent;
  int acknowledged;

  /// How many had to be signed when they were due.
  int onTheSpot;

  PayerLane(Agent agent) {
    this.agent = agent;
  }

  /// How many are signed and not sent yet.
  int ahead() {
    return signed.size() - sent;
  }

  /// Goes on with the voucher after this number, the last one that the server has.
  void goOnAfter(int number) {
    sent = number;
    acknowledged = number;
  }

  /// Begins again with the first voucher, for a server that has seen none of them.
  static void rewind(PayerLane<?>[] lanes) {
    for (PayerLane<?> lane : lanes) {
      lane.goOnAfter(0);
      lane.onTheSpot = 0;
    }
  }

  /// Opens the channels of all lanes.
  ///
  /// @param balance of each
  /// @param timestamp of the vouchers, seconds since 1970; the channels expire a day later
  /// @throws IOException if one is refused
  static void open(PayerLane<?>[] lanes, InetSocketAddress server, Uint256 balance, long timestamp)
      throws IOException, InterruptedException {
    try (SequencerClient client = new SequencerClient(server)) {
      for (PayerLane<?> lane : lanes) {
        client.seed(lane.agent.seed(balance, timestamp + EXPIRY_SECONDS, timestamp)).channel();
      }
    }
  }

  /// Vouchers of all lanes that were answered with a right 200.
  static long acknowledged(PayerLane<?>[] lanes) {
    long sum = 0;
    for (PayerLane<?> lane : lanes) {
      sum += lane.acknowledged;
    }
    return sum;
  }

  /// Vouchers of all lanes that had to be signed when they were due.
  static long onTheSpot(PayerLane<?>[] lanes) {
    long sum = 0;
    for (PayerLane<?> lane : lanes) {
      sum += lane.onTheSpot;
    }
    return sum;
  }
}

package labs.batchersinks;

import batcher.event.EventLayout;
import batcher.frame.FrameLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import kit.lab.Measure;
import kit.lab.Trial;
import runtime.RunningSystem;

/// The trials of the sinks' lab: each starts a server of its own, sends batches and then single
/// events, and looks for every one of them where it was put.
public final class SinkTrial {
  /// What the lab's check is called.
  public static final String FOUND = "every event is found once where its sink put it";

  /// Batches of 50.
  public static final Measure BATCHED = Measure.more("batched", "Throughput", "events/s");

  /// The same path with one event a batch, as many as there are sent in one go.
  public static final Measure SINGLE = Measure.more("single", "Throughput", "events/s");

  /// The one over the other.
  public static final Measure GAIN = Measure.more("gain", "Batched over single", "x");

  /// The client's own way, without the batcher.
  public static final Measure OWN = Measure.more("own", "Throughput", "events/s");

  private SinkTrial() {}

  /// `HOST:PORT` of a server that a trial has started.
  static String address(RunningSystem server) {
    InetSocketAddress address = server.address();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /// Records the two rates and their ratio.
  static void rates(Trial trial, SinkLoad.Seen batched, SinkLoad.Seen single) {
    trial.metric(BATCHED, batched.rate());
    trial.metric(SINGLE, single.rate());
    trial.metric(GAIN, batched.rate() / single.rate());
    account(trial, batched);
    account(trial, single);
  }

  /// Compares what was sent with what was found.
  static void found(Trial trial, long events, long satoshis, Arrived arrived) {
    boolean worth = arrived.satoshis() == satoshis;
    trial.check(
        FOUND,
        arrived.confirmed(events, satoshis),
        Math.max(events, arrived.events()),
        "events",
        worth ? "" : arrived.satoshis() + " satoshis are there, " + satoshis + " were sent");
  }

  static void account(Trial trial, SinkLoad.Seen seen) {
    boolean even =
        seen.end().delivered() == seen.events()
            && seen.end().pending() == 0
            && seen.end().refusedTotal() == 0;
    trial.check(SinkLoad.ACCOUNT, even ? 1 : 0, 1, "accounts", even ? "" : seen.end().toString());
  }

  /// Adds the events of a batch that begins at `from`.
  static Arrived add(Arrived arrived, byte[] bytes, int from) {
    ByteBuffer batch = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long satoshis = 0;
    int events = (bytes.length - from - FrameLayout.BATCH_HEADER_BYTES) / EventLayout.BYTES;
    for (int i = 0; i < events; i++) {
      int at = from + FrameLayout.BATCH_HEADER_BYTES + i * EventLayout.BYTES;
      satoshis += batch.getLong(at + EventLayout.SATOSHIS * Long.BYTES);
    }
    return arrived.plus(events, satoshis);
  }
}

package sequencer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import sequencer.crypto.ChannelData;
import sequencer.crypto.Signature;
import sequencer.settlement.Settlement;

/// A chain that is the test: each settlement waits until the test says how it ends.
public final class HeldChain implements Settlement {
  private final List<ChannelData> asked = new ArrayList<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  @Override
  public Outcome settle(ChannelData last, Signature signature) throws InterruptedException {
    synchronized (asked) {
      asked.add(last);
      asked.notifyAll();
    }
    return outcomes.take();
  }

  /// Ends the settlement that waits, or the next.
  public void end(Outcome outcome) {
    outcomes.add(outcome);
  }

  /// The vouchers that it was asked to settle, once there are this many.
  public List<ChannelData> asked(int count) throws InterruptedException {
    synchronized (asked) {
      while (asked.size() < count) {
        asked.wait();
      }
      return List.copyOf(asked);
    }
  }

  /// How often it was asked by now.
  public int asked() {
    synchronized (asked) {
      return asked.size();
    }
  }
}

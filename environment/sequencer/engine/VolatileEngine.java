package sequencer.engine;

import java.util.concurrent.atomic.AtomicLong;
import sequencer.channel.Change;

/// `none`: keeps nothing. Every change counts as durable at once and all of them are gone with the
/// process. It shows what durability costs; its rows are marked and never stand beside durable
/// ones.
public final class VolatileEngine implements Engine {
  private final AtomicLong position = new AtomicLong();

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public boolean takesStreams() {
    return true;
  }

  @Override
  public long append(Change change) {
    return position.incrementAndGet();
  }

  @Override
  public long durablePosition() {
    return position.get();
  }

  @Override
  public void subscribe(EngineListener listener) {
    // Nobody ever waits for this engine, so there is no news to give.
  }

  @Override
  public void close() {}
}

package sequencer.engine;

import java.io.IOException;
import sequencer.channel.Change;

/// Changes that an engine made durable, read back while it goes on.
public interface History {
  /// Shows the durable changes from `position` on, in order, until `visitor` has seen enough. It
  /// reads from the disk on the calling thread, for as long as there is something to read.
  void read(long position, Visitor visitor) throws IOException;

  /// Receives changes.
  @FunctionalInterface
  interface Visitor {
    /// One change, at the position that [Engine#append] returned for it.
    ///
    /// @return whether to go on to the next
    boolean visit(long position, Change change);
  }
}

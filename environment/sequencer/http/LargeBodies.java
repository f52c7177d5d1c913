package sequencer.http;

import java.util.concurrent.atomic.AtomicLong;

/// Keeps count of what bodies beyond the usual size take on all connections together, so that many
/// clients with large ones cannot fill the heap between them. Thread safe.
final class LargeBodies {
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();

  LargeBodies(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// Takes room for a body before any of it is kept; whoever does gives it back.
  ///
  /// @throws HttpError if there is none
  void take(int bodyBytes) throws HttpError {
    if (bytes.addAndGet(bodyBytes) > bytesMax) {
      bytes.addAndGet(-bodyBytes);
      throw new HttpError(503, "The server holds as many large bodies as it can; try again.");
    }
  }

  void giveBack(int bodyBytes) {
    bytes.addAndGet(-bodyBytes);
  }
}

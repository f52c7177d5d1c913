package runtime;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until a started system listens, dies, or has been silent for too long: whichever is first.
///
/// @param name of the system, for the message
/// @param exit completes with the exit status when the system is gone and its log complete
record Readiness(String name, SystemLog log, CompletableFuture<Integer> exit) {
  /// More than the help of any system.
  private static final int LINES_KEPT = 1_000;

  InetSocketAddress await(Duration limit) throws StartFailure {
    CompletableFuture<InetSocketAddress> listening = log.listening();
    try {
      CompletableFuture.anyOf(listening, exit).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failure(
          "the %s did not print 'listening on <host>:<port>' within %s s of its start"
              .formatted(name, limit.toSeconds()),
          OptionalInt.empty());
    } catch (ExecutionException e) {
      throw failure(
          "the %s cannot be watched: %s".formatted(name, e.getCause().getMessage()),
          OptionalInt.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("the start of the %s was interrupted".formatted(name), OptionalInt.empty());
    }
    if (!listening.isDone()) {
      int status = exit.join();
      throw failure(
          "the %s died before it listened (exit %s)".formatted(name, status),
          OptionalInt.of(status));
    }
    return listening.join();
  }

  private StartFailure failure(String sentence, OptionalInt status) {
    List<String> last = log.last(LINES_KEPT);
    String said = last.isEmpty() ? "; it printed nothing" : "; its last line: " + last.getLast();
    return new StartFailure(sentence + said, status, last);
  }
}

package labs.batcher.contract;

import batcher.Settings;
import batcher.rule.Mode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import kit.fork.Watching;
import labs.batcher.scene.Replay;
import labs.batcher.scene.ReplaySink;
import labs.batcher.scene.Scene;

/// One promise of the document's tests, stated again as what happens and what must be true then.
///
/// @param name the promise, as a sentence without a full stop
/// @param attempt tries it out and gives what was seen instead of what was promised; empty if the
///     promise was kept
public record Contract(String name, Callable<String> attempt) {
  /// A promise about a scene: all of it comes out, right and in order, and `more` is true.
  static Contract of(String name, Mode mode, Scene scene, Predicate<Replay.Outcome> more) {
    return new Contract(name, () -> fault(scene, run(mode, scene), more));
  }

  /// A promise about anything else, with what was seen in words.
  static String fault(boolean kept, Object seen) {
    return kept ? "" : seen.toString();
  }

  private static Replay.Outcome run(Mode mode, Scene scene) throws Exception {
    return new Replay(scene.unsigned(), scene.offsetsNs(), Settings.DEFAULT.withMode(mode))
        .run(Duration.ofMillis(scene.tailMs()), Watching.NOBODY);
  }

  private static String fault(Scene scene, Replay.Outcome seen, Predicate<Replay.Outcome> more) {
    ReplaySink sink = seen.sink();
    boolean kept =
        sink.events() == scene.offsetsNs().length
            && sink.satoshis() == scene.satoshis()
            && sink.wrong() == 0
            && sink.disordered() == 0
            && seen.end().pending() == 0
            && more.test(seen);
    return fault(
        kept,
        String.format(
            Locale.ROOT,
            "%d of %d events in %d batches of at most %d, %d wrong, %d out of order, %d pending,"
                + " after %.1f ms on average and %.1f at most",
            sink.events(),
            scene.offsetsNs().length,
            sink.batches(),
            sink.largest(),
            sink.wrong(),
            sink.disordered(),
            seen.end().pending(),
            sink.latencies().meanNs() / 1e6,
            sink.latencies().maxNs() / 1e6));
  }
}

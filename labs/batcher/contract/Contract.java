package labs.batcher.contract;

import batcher.Settings;
import batcher.rule.Mode;
import java.time.Duration;
import java.util.function.Predicate;
import labs.batcher.scene.Replay;
import labs.batcher.scene.Scene;

/// One promise of the document's tests, stated again as what happens and what must be true then.
///
/// @param name the promise, as a sentence without a full stop
/// @param holds tries it out
public record Contract(String name, Attempt holds) {
  /// Tries a promise out.
  @FunctionalInterface
  public interface Attempt {
    /// Whether it was kept.
    boolean run() throws Exception;
  }

  /// A promise about a scene: all of it comes out, right and in order, and `more` is true.
  static Contract of(String name, Mode mode, Scene scene, Predicate<Replay.Outcome> more) {
    return new Contract(name, () -> isSound(scene, run(mode, scene), more));
  }

  private static Replay.Outcome run(Mode mode, Scene scene) throws Exception {
    return new Replay(scene.unsigned(), scene.offsetsNs(), Settings.DEFAULT.withMode(mode))
        .run(Duration.ofMillis(scene.tailMs()));
  }

  private static boolean isSound(Scene scene, Replay.Outcome seen, Predicate<Replay.Outcome> more) {
    return seen.sink().events() == scene.offsetsNs().length
        && seen.sink().satoshis() == scene.satoshis()
        && seen.sink().wrong() == 0
        && seen.sink().disordered() == 0
        && seen.end().pending() == 0
        && more.test(seen);
  }
}

package sequencer.service;

import sequencer.channel.Change;
import sequencer.engine.Engine;

/// The engine has too much to write already; nothing was accepted.
final class EngineFull extends Exception {
  private EngineFull(String why) {
    super(why, null, false, false);
  }

  /// Appends `change`, or throws where [Engine#append] answers [Engine#FULL].
  static long append(Engine engine, Change change) throws EngineFull {
    long position = engine.append(change);
    if (position == Engine.FULL) {
      throw new EngineFull(engine.whyFull());
    }
    return position;
  }
}

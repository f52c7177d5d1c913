package labs.batcher.peer;

import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// Something that batches by key, up to 50 events or 250 ms, and gives batches to a [Ledger] on
/// one thread at a time.
public interface Contender extends AutoCloseable {
  /// Events in a batch at most: the document's.
  int SIZE = 50;

  /// How long a batch waits at most, in milliseconds: the document's.
  int LINGER_MS = 250;

  /// Events that may be inside at once: as many as the batcher's ring holds.
  int ROOM = 1 << 16;

  /// Takes the payment at `index`, after waiting for room if there is none. Each producer is one
  /// thread.
  void add(int producer, int index);

  /// Returns when the ledger has all that was added; nothing is added meanwhile.
  void drain() throws Exception;

  /// What it is called on the command line.
  static Contender named(String name, Workload work, Ledger ledger) throws Exception {
    return switch (name) {
      case "document", "adaptive" -> new OwnContender(name, work, ledger);
      case "hand-off" -> new HandoffContender(work, ledger);
      case "synchronized" -> new LockContender(work, ledger);
      case "Disruptor" -> new DisruptorContender(work, ledger);
      case "Reactor" -> new ReactorContender(work, ledger);
      case "RxJava" -> new RxContender(work, ledger);
      case "Pekko" -> new PekkoContender(work, ledger);
      default -> throw new IllegalArgumentException("no contender is called \"" + name + "\"");
    };
  }
}

package ledger;

import java.io.IOException;

/// A snapshot that was asked for, taken by the ledger's own thread.
final class Snapshotting extends Work {
  private IOException failure;

  /// What takes it.
  interface Taking {
    /// Returns when it is durable.
    void run() throws IOException;
  }

  /// @throws IOException if it could not be written; the ledger goes on
  void requireTaken() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  void take(Taking taking) {
    try {
      taking.run();
    } catch (IOException e) {
      failure = e;
    }
    answered();
  }
}

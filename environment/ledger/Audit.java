package ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import journal.Journal;
import journal.Replay;

/// An audit of a ledger that nobody has open: decides everything once more from its first record,
/// and changes nothing.
///
/// Whoever changes a byte without the key is found out. Who has the key can write another history,
/// and is found out by an auditor who holds an earlier [#head] against the chain ([#verify]).
///
/// @param decided requests
/// @param signed of them that a checkpoint covers
/// @param checkpoints that are signed by the ledger's key
/// @param events that say who asked for what
/// @param snapshots whose every row came out the same
/// @param closed whether the ledger was closed in order: else its last commit may have lost records
///     that were never answered, and damage to them cannot be told from that
/// @param head the hash that the chain ends with, and what an auditor may note
/// @param publicKey of the ledger, as X.509 has it, in hexadecimal digits
/// @param totals of the books
public record Audit(
    long decided,
    long signed,
    long checkpoints,
    long events,
    int snapshots,
    boolean closed,
    String head,
    String publicKey,
    Books.Totals totals) {

  /// Audits the ledger in a folder.
  ///
  /// @throws LedgerCorrupt if something is not as the ledger wrote it
  /// @throws journal.JournalCorrupt if records of its journal are damaged or missing
  public static Audit of(Path folder) throws IOException {
    return verify(folder, "");
  }

  /// Audits it, and requires a hash that was its head at an earlier audit.
  ///
  /// @param knownHead the hash, or an empty text
  /// @throws LedgerCorrupt if the chain never came to it, too
  public static Audit verify(Path folder, String knownHead) throws IOException {
    return verify(folder, knownHead, (_, _) -> {});
  }

  /// Audits it, requires such a hash, and tells meanwhile who asked for what.
  ///
  /// @param trail gets each event with the time of its block; void if this fails
  /// @throws LedgerCorrupt as the others
  public static Audit verify(Path folder, String knownHead, BiConsumer<Instant, AuditEvent> trail)
      throws IOException {
    Deque<Snapshot> snapshots = new ArrayDeque<>();
    try (Replayer replayer = new Replayer()) {
      replayer.tell(trail);
      for (Path file : Snapshot.in(folder)) {
        snapshots.add(Snapshot.read(file));
      }
      int of = snapshots.size();
      boolean[] known = {knownHead.isEmpty()};
      Replay replay =
          (sequence, payload) -> {
            replayer.record(sequence, payload);
            known[0] |= hex(replayer.chain().head()).equals(knownHead);
            if (!snapshots.isEmpty() && snapshots.peek().sequence() == sequence) {
              try (State copy = snapshots.remove().state()) {
                requireSame(sequence, copy, replayer.state());
              }
            }
          };
      boolean closed = Journal.inspect(folder.resolve(Writer.JOURNAL), replay);
      require(replayer.state() != null, "the journal in %s is empty", folder);
      require(snapshots.isEmpty(), "a snapshot was taken after more than there is", folder);
      require(known[0], "the chain never came to %s", knownHead);
      require(replayer.isKey(Signer.in(folder).publicKey()), "%s holds the key of another", folder);
      return new Audit(
          replayer.state().decided(),
          replayer.signed(),
          replayer.checkpoints(),
          replayer.events(),
          of,
          closed,
          hex(replayer.chain().head()),
          hex(replayer.publicKey()),
          replayer.state().totals());
    } finally {
      snapshots.forEach(snapshot -> snapshot.state().close());
    }
  }

  private static void requireSame(long sequence, State copy, State state) {
    boolean[] same = {
      copy.seed() == state.seed()
          && copy.decided() == state.decided()
          && copy.timeUs() == state.timeUs()
          && copy.keys.count() == state.keys.count()
          && copy.totals().equals(state.totals())
    };
    copy.keys.forEach(
        (low, high, print, value) -> {
          long entry = state.keys.find(low, high);
          same[0] &=
              entry >= 0 && state.keys.print(entry) == print && state.keys.value(entry) == value;
        });
    long[] lines = copy.accounts.words();
    for (int line = 0; line < lines.length; line += Accounts.LINE) {
      same[0] &= lines[line] == 0 || state.account(lines[line]).equals(copy.account(lines[line]));
    }
    long[] rows = copy.pendings.rows();
    for (int row = 0; row < rows.length; row += Pendings.ROW) {
      int itsRow = state.pendings.find(rows[row], rows[row + 1]);
      boolean isEmpty = (rows[row] | rows[row + 1]) == 0;
      same[0] &= isEmpty || itsRow >= 0 && state.pendings.isSame(itsRow, rows, row);
    }
    require(same[0], "the snapshot after record %d says otherwise than the journal", sequence);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void require(boolean holds, String sentence, Object... values) {
    if (!holds) {
      throw new LedgerCorrupt(sentence, values);
    }
  }
}

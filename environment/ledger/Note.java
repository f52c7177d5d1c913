package ledger;

/// Something to be written down in the chain and no more: what was refused before it came to the
/// ledger. It is answered once it is durable.
public final class Note extends Work {
  /// @param event what happened
  public Note(AuditEvent event) {
    write(event);
  }

  /// Says something else, to hand it in again.
  public void write(AuditEvent event) {
    requireMine();
    noted = event.bytes();
  }
}

package kit.result;

/// How the run ended, repeated in the file because a status alone is lost with the terminal.
///
/// @param status the exit status of the process
/// @param reason a few words: `measured`, `a check failed`, `regression`
public record ExitRow(int status, String reason) {
  public ExitRow {
    Required.of("reason", reason);
  }
}

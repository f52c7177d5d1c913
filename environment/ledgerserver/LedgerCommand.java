package ledgerserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import journal.JournalCorrupt;
import ledger.Audit;
import ledger.AuditEvent;
import ledger.LedgerCorrupt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// What whoever runs a ledger's server does beside it: signs tokens, and audits the books of one
/// that nobody has open.
@Command(
    name = "./jbang ledger",
    sortOptions = false,
    description = {
      "token   signs a token for a ledger's server and prints it",
      "verify  decides all of a ledger's journal once more, and tells whether a byte was changed:",
      "        status 1 if one was",
      "trail   verifies, and prints who asked for what: time, who, what, on what, outcome"
    })
public final class LedgerCommand extends Program {
  private static final long HOUR_S = 3_600;
  private static final String NOT_CLOSED =
      "no: it crashed, or what came last was changed; start and end the server, and verify again";

  /// What it does.
  enum Action {
    TOKEN,
    VERIFY,
    TRAIL
  }

  @Parameters(paramLabel = "token|verify|trail", description = "what to do")
  private Action action;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the server's folder (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("ledger-data");

  @Option(names = "--subject", description = "token: who gets it (default: ${DEFAULT-VALUE})")
  private String subject = "operator";

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      description = "token: ${COMPLETION-CANDIDATES}; all if absent")
  private Set<Scope> scopes = EnumSet.allOf(Scope.class);

  @Option(names = "--from", description = "token: its first account (default: ${DEFAULT-VALUE})")
  private long from = 1;

  @Option(names = "--to", description = "token: its last account (default: ${DEFAULT-VALUE})")
  private long to = Long.MAX_VALUE;

  @Option(names = "--hours", description = "token: how long it holds (default: ${DEFAULT-VALUE})")
  private int hours = 1;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "verify: one that an earlier audit has noted, to which the chain must come")
  private String head = "";

  /// Runs it and ends this JVM.
  public static void main(String... arguments) {
    LedgerCommand command = new LedgerCommand();
    run(command.commandLine().setCaseInsensitiveEnumValuesAllowed(true), arguments);
  }

  @Override
  public Integer call() throws IOException {
    return switch (action) {
      case TOKEN -> token();
      case VERIFY -> verify(this::tell, (_, _) -> {});
      case TRAIL -> verify(_ -> {}, this::tell);
    };
  }

  private int token() throws IOException {
    try {
      long expiresS = Instant.now().getEpochSecond() + hours * HOUR_S;
      Grant grant = new Grant(subject, scopes, from, to, expiresS);
      out().println(Tokens.in(data).sign(grant));
      out().flush();
      return ExitStatus.DONE.code();
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }

  private int verify(Consumer<Audit> told, BiConsumer<Instant, AuditEvent> trail)
      throws IOException {
    Path books = data.resolve(LedgerNode.BOOKS);
    if (!Files.isDirectory(books)) {
      throw wrong("there is no ledger in %s", data);
    }
    try {
      Audit audit = Audit.verify(books, head, trail);
      told.accept(audit);
      out().flush();
      return (audit.totals().hold() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    } catch (LedgerCorrupt | JournalCorrupt e) {
      out().flush();
      err().println("error: " + e.getMessage());
      err().flush();
      return ExitStatus.FAILED.code();
    }
  }

  private void tell(Audit audit) {
    out().println("requests decided   " + audit.decided());
    out().println("of them signed     " + audit.signed());
    out().println("events             " + audit.events());
    out().println("closed in order    " + (audit.closed() ? "yes" : NOT_CLOSED));
    out().println("sum of all         " + audit.totals().sum());
    out().println("overdrawn          " + audit.totals().overdrawn());
    out().println("head               " + audit.head());
    out().println("public key         " + audit.publicKey());
  }

  private void tell(Instant at, AuditEvent event) {
    out()
        .println(
            String.join(
                "  ",
                at.toString(),
                event.subject(),
                event.action(),
                event.object(),
                event.outcome()));
  }
}

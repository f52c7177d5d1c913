package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import ledger.Audit;
import ledger.AuditEvent;
import ledger.Batch;
import ledger.Images;
import ledger.Ledger;
import ledger.LedgerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the chain keeps of who asked for what.
class TrailTest {
  private static final String PAY = "{\"debit\":2,\"credit\":3,\"amount\":40}";

  @TempDir Path folder;

  @Test
  void everyChangeAndEveryRefusalOfARightIsWrittenDown() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.found();
      server.transfer(7, PAY);
      server.transfer(8, PAY.replace("40", "1000"));
      server.transfer(9, "{}");
      server.send(TestServer.json(server.all, "/accounts", 10, "{\"account\":4}"));
      server.send(TestServer.json(server.all, "/accounts/4", 11, "").replace("POST", "DELETE"));
      server.get("/accounts/2");
      server.get("/totals");
      String reader = server.token(EnumSet.of(Scope.READ), 3, 4);
      server.send(TestServer.json(reader, "/transfers", 12, PAY));
      server.send("GET /totals HTTP/1.1\r\nhost: x\r\nauthorization: Bearer lt1.x\r\n\r\n");
      server.send("GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n");
    }
    assertEquals(
        List.of(
            event("bank", "batches", "4 requests", "allowed"),
            event("bank", "transfers", "%032x".formatted(7), "allowed"),
            event("bank", "transfers", "%032x".formatted(8), "allowed"),
            event("bank", "accounts", "account 4", "allowed"),
            event("bank", "account", "account 4", "allowed"),
            event("bank", "transfers", "/transfers", "403 the token lacks the scope transfer"),
            event("-", "totals", "/totals", "401 the token was not signed by this ledger")),
        trail(folder.resolve(LedgerNode.BOOKS)));
  }

  @Test
  void aServerThatIsToldNotToWritesNothing() throws Exception {
    try (TestServer server = new TestServer(ServerConfig.in(folder).audit(false))) {
      server.found();
      server.transfer(7, PAY);
      server.send("GET /totals HTTP/1.1\r\nhost: x\r\n\r\n");
    }
    assertEquals(List.of(), trail(folder.resolve(LedgerNode.BOOKS)));
  }

  /// Or the disk would be anybody's to fill.
  @Test
  void aFloodOfRefusalsIsWrittenDownAsANumber() throws Exception {
    try (Ledger ledger = Ledger.open(folder, LedgerOptions.DEFAULT)) {
      Trail trail = new Trail(ledger, true);
      for (int i = 0; i < 1_000; i++) {
        trail.refused(null, Route.TOTALS, "/totals", new Refused(401, "no"), 5);
      }
      assertEquals(900, trail.leftOut());
      trail.refused(null, Route.TOTALS, "/totals", new Refused(401, "no"), 1_000_000_005);
      trail.refused(null, Route.TOTALS, "/totals", new Refused(400, "no"), 1_000_000_005);
      assertEquals(0, trail.leftOut());
    }
    List<AuditEvent> found = trail(folder);
    assertEquals(101, found.size());
    assertEquals("401 no", found.get(99).outcome());
    assertEquals("900 more before, then 401 no", found.getLast().outcome());
  }

  /// A change whose event could not be made durable was not answered either: they are one commit.
  @Test
  void anEventIsDurableBeforeItsAnswer() throws Exception {
    Path image = folder.resolve("image");
    try (Ledger ledger = Ledger.open(folder.resolve("live"), LedgerOptions.DEFAULT)) {
      Trail trail = new Trail(ledger, true);
      Grant grant = new Grant("bank", EnumSet.allOf(Scope.class), 1, 9, 1);
      Batch batch = new Batch(1).open(1, 1, 1, 0, true);
      trail.allowed(grant, Route.ACCOUNTS, "account 1", batch);
      assertTrue(ledger.submit(batch));
      batch.await();
      Images.copy(folder.resolve("live"), image);
    }
    assertEquals(List.of(event("bank", "accounts", "account 1", "allowed")), trail(image));
  }

  private static AuditEvent event(String subject, String action, String object, String outcome) {
    return new AuditEvent(subject, action, object, outcome);
  }

  private static List<AuditEvent> trail(Path books) throws Exception {
    List<AuditEvent> trail = new ArrayList<>();
    Audit.verify(books, "", (_, event) -> trail.add(event));
    return trail;
  }
}

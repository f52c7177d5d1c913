package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import postgres.Script;
import runtime.Project;

/// The schema keeps to the rules of a distributed database, and the rules find what breaks them.
class SchemaTest {
  private static final Path MODULE = Project.home().resolve("environment/sequencerpostgres");

  private static final Pattern BEYOND_ROWS =
      Pattern.compile("(?i)\"[^\"]*\\b(listen|notify|advisory|nextval|lock table)\\b");

  @Test
  void theSchemaKeepsToTheRules() {
    assertEquals(List.of(), SchemaRules.complaints(Script.read(Store.class, "schema.sql")));
  }

  @Test
  void theProgramRunsTheFileThatIsHere() throws Exception {
    for (String name : List.of("schema.sql", "documented.sql")) {
      assertEquals(
          Files.readString(Project.home().resolve(MODULE).resolve(name)),
          Script.read(Store.class, name));
    }
  }

  @Test
  void noStatementOfTheEngineReachesBeyondRows() throws Exception {
    try (Stream<Path> files = Files.list(MODULE)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        assertEquals(
            List.of(),
            BEYOND_ROWS.matcher(Files.readString(file)).results().map(r -> r.group()).toList());
      }
    }
  }

  @Test
  void keysThatBeginWithSomethingElseAreFound() {
    complains(
        "begins with opened", "PRIMARY KEY (channel_id),", "PRIMARY KEY (opened, channel_id),");
    complains(
        "begins with sequence_number",
        "PRIMARY KEY (channel_id, sequence_number)",
        "PRIMARY KEY (sequence_number, channel_id)");
    complains(
        "primary key of stream begins with sequence_number",
        "PRIMARY KEY (channel_id, sequence_number)",
        "PRIMARY KEY (sequence_number, channel_id)");
    complains(
        "unique of channel begins with owner",
        "owner bytea NOT NULL",
        "owner bytea NOT NULL UNIQUE");
    complains(
        "unique of channel begins with owner, channel_id",
        "CHECK (octet_length",
        "UNIQUE (owner, channel_id), CHECK (octet_length");
    complains(
        "foreign key of voucher begins with receiver",
        "CHECK (sequence_number > 0)",
        "FOREIGN KEY (receiver) REFERENCES channel (channel_id)");
    complains(
        "reference of voucher begins with owner",
        "CHECK (sequence_number > 0)",
        "FOREIGN KEY (channel_id) REFERENCES channel (owner)");
    complains(
        "references of voucher begins with receiver",
        "receiver bytea NOT NULL",
        "receiver bytea NOT NULL REFERENCES channel");
    complains(
        "primary key of channel begins with id",
        "channel_id bytea NOT NULL,\n  owner",
        "id bytea PRIMARY KEY,\n  owner");
    complains(
        "channel has no primary key", "PRIMARY KEY (channel_id),\n  CHECK (octet", "CHECK (octet");
    added("unique index of create", "CREATE UNIQUE INDEX one ON voucher (user_signature)");
  }

  @Test
  void whatCountsFiresNotifiesOrLocksIsFound() {
    complains("'bigserial'", "opened bigint", "opened bigserial");
    complains("'identity'", "opened bigint", "opened bigint GENERATED ALWAYS AS IDENTITY");
    complains("'unlogged'", "CREATE TABLE IF NOT EXISTS voucher", "CREATE UNLOGGED TABLE voucher");
    complains("'temp'", "CREATE TABLE IF NOT EXISTS voucher", "CREATE TEMP TABLE voucher");
    complains("'exclude'", "CHECK (sequence_number > 0)", "EXCLUDE (receiver WITH =)");
    added("'sequence'", "CREATE SEQUENCE numbers");
    added("'trigger'", "CREATE TRIGGER t BEFORE INSERT ON voucher EXECUTE FUNCTION f()");
    added("'listen'", "LISTEN vouchers");
    added("'notify'", "NOTIFY vouchers");
    added("'pg_advisory_lock'", "SELECT pg_advisory_lock(1)");
  }

  @Test
  void amountsAndSignaturesOfOtherTypesAreFound() {
    complains("voucher.amount is an amount", " amount numeric(78, 0)", " amount bigint");
    complains("voucher.fee_amount is an amount", "fee_amount numeric(78, 0)", "fee_amount text");
    complains("channel.balance is an amount", "balance numeric(78, 0)", "balance numeric(38, 0)");
    complains("list_signature must be bytea", "list_signature bytea", "list_signature text");
    complains("user_signature must be bytea", "user_signature bytea", "user_signature text");
    complains("channel_id must be bytea", "channel_id bytea", "channel_id text");
  }

  private static void complains(String sentence, String right, String wrong) {
    String schema = Script.read(Store.class, "schema.sql");
    assertTrue(schema.contains(right), right);
    found(sentence, schema.replace(right, wrong));
  }

  private static void added(String sentence, String statement) {
    found(sentence, Script.read(Store.class, "schema.sql") + statement + ";");
  }

  private static void found(String sentence, String sql) {
    List<String> complaints = SchemaRules.complaints(sql);
    assertTrue(
        complaints.stream().anyMatch(complaint -> complaint.contains(sentence)),
        sentence + " not among " + complaints);
  }
}

package sequencerpostgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a schema must keep to so that it can move unchanged to a distributed database that speaks
/// PostgreSQL's protocol: it spreads rows by the first column of a key, and has no cheap way to
/// count, to lock or to tell across all of its machines.
final class SchemaRules {
  private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
  private static final Pattern TABLE =
      Pattern.compile("create table (?:if not exists )?(\\w+) ?\\((.*)\\)");
  private static final Pattern UNIQUE_INDEX = Pattern.compile("create unique index .*?\\((.*)\\)");

  /// A key over several columns, and what it refers to.
  private static final Pattern KEY =
      Pattern.compile(
          "^(?:constraint \\w+ )?(primary key|unique|foreign key)"
              + " ?\\(([^)]*)\\)(?: references \\w+ ?\\(([^)]*)\\))?.*");

  private static final Pattern COLUMN_KEY =
      Pattern.compile("^(\\w+) .*\\b(primary key|unique|references)\\b.*");

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "\\b(\\w*serial|sequence|nextval|identity|trigger|listen|notify|\\w*advisory\\w*|unlogged"
              + "|temp|temporary|exclude|rule|lock table|language)\\b");

  private SchemaRules() {}

  /// What is wrong, a sentence each; empty if nothing is.
  static List<String> complaints(String sql) {
    List<String> complaints = new ArrayList<>();
    String text = COMMENT.matcher(sql).replaceAll("").toLowerCase(Locale.ROOT);
    for (String statement : text.split(";")) {
      check(statement.replaceAll("\\s+", " ").strip(), complaints);
    }
    return complaints;
  }

  private static void check(String statement, List<String> complaints) {
    FORBIDDEN
        .matcher(statement)
        .results()
        .map(MatchResult::group)
        .forEach(word -> complaints.add("'" + word + "' in: " + statement));
    Matcher table = TABLE.matcher(statement);
    if (table.matches()) {
      checkTable(table.group(1), parts(table.group(2)), complaints);
    }
    Matcher index = UNIQUE_INDEX.matcher(statement);
    if (index.find()) {
      requireChannelFirst("unique index", index.group(1), statement, complaints);
    }
  }

  private static void checkTable(String name, List<String> parts, List<String> complaints) {
    boolean hasPrimaryKey = false;
    for (String part : parts) {
      Matcher key = KEY.matcher(part);
      Matcher column = COLUMN_KEY.matcher(part);
      if (key.matches()) {
        hasPrimaryKey |= key.group(1).equals("primary key");
        requireChannelFirst(key.group(1), key.group(2), name, complaints);
        if (key.group(3) != null) {
          requireChannelFirst("reference", key.group(3), name, complaints);
        }
      } else if (column.matches()) {
        hasPrimaryKey |= column.group(2).equals("primary key");
        requireChannelFirst(column.group(2), column.group(1), name, complaints);
      }
      checkType(name, part, complaints);
    }
    if (!hasPrimaryKey) {
      complaints.add(name + " has no primary key");
    }
  }

  private static void checkType(String table, String part, List<String> complaints) {
    String[] words = part.split(" ", 2);
    String column = words[0];
    String type = words.length > 1 ? words[1] : "";
    boolean isAmount = column.endsWith("amount") || column.endsWith("balance");
    boolean isBytes = column.endsWith("signature") || column.equals("channel_id");
    if (isAmount && !type.startsWith("numeric(78, 0)")) {
      complaints.add(table + "." + column + " is an amount and must be numeric(78, 0)");
    }
    if (isBytes && !type.startsWith("bytea")) {
      complaints.add(table + "." + column + " must be bytea");
    }
  }

  private static void requireChannelFirst(
      String key, String columns, String where, List<String> complaints) {
    if (!columns.strip().split("[ ,]")[0].equals("channel_id")) {
      complaints.add(
          "a %s of %s begins with %s, not with channel_id".formatted(key, where, columns));
    }
  }

  /// The columns and constraints of a table: split at commas outside parentheses.
  private static List<String> parts(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(body.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(body.substring(start).strip());
    return parts;
  }
}

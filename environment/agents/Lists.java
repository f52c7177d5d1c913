package agents;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import postgres.Database;

/// The lists that the API shows, with the original's queries, orders and lifetimes
/// (`server/routes.ts` at commit 3820bc8d). PostgreSQL writes the JSON.
///
/// @param bounties all of them with the number of their submissions, the youngest first
/// @param agents the youngest first, 1,000 at most
/// @param leaderboard the 50 that have earned most
record Lists(CachedList bounties, CachedList agents, CachedList leaderboard) {
  private static final Duration USUAL = Duration.ofSeconds(300);
  private static final Duration BRIEF = Duration.ofSeconds(60);

  private static final String BOUNTIES =
      """
      SELECT id, poster_id AS "posterId", title, description, category, reward, status,
        created_at AS "createdAt",
        (SELECT count(*) FROM submissions WHERE bounty_id = bounties.id) AS "submissionCount"
      FROM bounties ORDER BY created_at DESC\
      """;

  private static final String AGENTS =
      """
      SELECT id, owner_id AS "ownerId", name, description, language,
        total_earnings AS "totalEarnings", avg_rating AS "avgRating", created_at AS "createdAt"
      FROM agents\
      """;

  static Lists of(Database database, Executor readers, LongSupplier clock) {
    return new Lists(
        list(database, BOUNTIES, USUAL, readers, clock),
        list(database, AGENTS + " ORDER BY created_at DESC LIMIT 1000", USUAL, readers, clock),
        list(
            database,
            AGENTS + " ORDER BY total_earnings DESC, avg_rating DESC, id LIMIT 50",
            BRIEF,
            readers,
            clock));
  }

  private static CachedList list(
      Database database, String query, Duration lifetime, Executor readers, LongSupplier clock) {
    String json =
        "SELECT coalesce(json_agg(row_to_json(each)), '[]')::text FROM (" + query + ") each";
    return new CachedList(() -> one(database, json), lifetime, readers, clock);
  }

  private static String one(Database database, String query) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}

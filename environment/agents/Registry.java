package agents;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import postgres.Database;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.RejectedCode;

/// The registered agents, compiled when the server starts; those with equal code share it. No route
/// registers or changes one.
final class Registry {
  private final Map<Integer, Registered> agents = new HashMap<>();

  /// @param isText whether its output is a text
  record Registered(Agent agent, boolean isText) {}

  private Registry() {}

  /// @param engines by language
  static Registry of(Database database, Map<String, Engine> engines)
      throws SQLException, RejectedCode {
    Registry registry = new Registry();
    record Code(String language, ByteBuffer bytes) {}
    Map<Code, Agent> compiled = new HashMap<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, language, code FROM agents")) {
      while (row.next()) {
        Code code = new Code(row.getString(2), ByteBuffer.wrap(row.getBytes(3)));
        Agent agent = compiled.get(code);
        if (agent == null) {
          agent = engines.get(code.language()).compile(code.bytes().array());
          compiled.put(code, agent);
        }
        boolean isText = code.language().equals("javascript");
        registry.agents.put(row.getInt(1), new Registered(agent, isText));
      }
    }
    return registry;
  }

  /// Null if there is none of this number.
  Registered find(int id) {
    return agents.get(id);
  }
}

package agents;

import http.Answer;
import http.Request;
import http.Service;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// The routes. `README.md` beside this file lists them and their answers.
///
/// @param connections how many are open
record Api(
    Probe probe,
    Lists lists,
    Tokens tokens,
    Executions executions,
    ExecutionRows rows,
    Metrics metrics,
    IntSupplier connections,
    LongSupplier clock)
    implements Service {
  private static final String PREFIX = "/api/";

  @Override
  public void serve(Request request, Consumer<Answer> answer) {
    long startNs = clock.getAsLong();
    String path = request.path();
    String route = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
    boolean known = serve(route, request, counted(route, startNs, answer));
    if (!known) {
      counted("none", startNs, answer).accept(Answer.refusal(404, "there is nothing at this path"));
    }
  }

  private Consumer<Answer> counted(String route, long startNs, Consumer<Answer> answer) {
    return said -> {
      metrics.answered(route, said.status(), clock.getAsLong() - startNs);
      answer.accept(said);
    };
  }

  private boolean serve(String route, Request request, Consumer<Answer> answer) {
    switch (route) {
      case "health" -> get(request, answer, () -> answer.accept(health()));
      case "ready" -> get(request, answer, () -> probe.ask(up -> answer.accept(ready(up))));
      case "metrics" -> get(request, answer, () -> answer.accept(prometheus()));
      case "bounties" -> list(lists.bounties(), request, answer);
      case "agents" -> list(lists.agents(), request, answer);
      case "leaderboard" -> list(lists.leaderboard(), request, answer);
      case "agents/execute" -> execute(request, answer);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void get(Request request, Consumer<Answer> answer, Runnable served) {
    if (request.method().equals("GET")) {
      served.run();
    } else {
      answer.accept(Answer.onlyTakes("GET"));
    }
  }

  private static void list(CachedList list, Request request, Consumer<Answer> answer) {
    get(
        request,
        answer,
        () -> {
          if (request.query().equals("nocache=1")) {
            list.read(answer);
          } else {
            list.get(answer);
          }
        });
  }

  /// This process answers, so it is healthy; what it knows of the database stands beside it.
  private Answer health() {
    return Answer.json(
        200,
        "{\"status\":\"ok\",\"database\":\"%s\",\"databaseSeenMs\":%s}"
            .formatted(probe.up() ? "up" : "down", probe.ageMs()));
  }

  private static Answer ready(boolean up) {
    return Answer.json(
        up ? 200 : 503, "{\"ready\":%s,\"database\":\"%s\"}".formatted(up, up ? "up" : "down"));
  }

  private Answer prometheus() {
    Map<String, Number> gauges = new TreeMap<>();
    gauges.put("agents_connections", connections.getAsInt());
    gauges.put("agents_database_up", probe.up() ? 1 : 0);
    gauges.put("agents_executions_waiting", executions.waiting());
    gauges.put("agents_sandboxes_open", executions.openSandboxes());
    Map<String, Number> counters = new TreeMap<>();
    counters.put("agents_rows_total", rows.rows.sum());
    counters.put("agents_commits_total", rows.commits.sum());
    counters.put("agents_write_seconds_total", rows.writtenNs.sum() / 1e9);
    return metrics.answer(gauges, counters);
  }

  private void execute(Request request, Consumer<Answer> answer) {
    if (!request.method().equals("POST")) {
      answer.accept(Answer.onlyTakes("POST"));
      return;
    }
    Integer userId = tokens.user(request.headers().get("authorization"));
    if (userId == null) {
      answer.accept(
          Answer.refusal(401, "this path needs the token of a user")
              .with("www-authenticate", "Bearer"));
    } else if (!request.isJson()) {
      answer.accept(Answer.refusal(415, "the content type must be application/json"));
    } else if (!probe.up()) {
      answer.accept(Answers.away());
    } else {
      try {
        executions.add(userId, ExecuteRequest.parse(request.body()), answer);
      } catch (ExecuteRequest.Wrong e) {
        answer.accept(Answer.refusal(e.status, e.getMessage()));
      }
    }
  }

  @Override
  public Answer refusal(int status, String sentence) {
    return Answer.refusal(status, sentence);
  }
}

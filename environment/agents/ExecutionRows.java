package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import http.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntFunction;
import postgres.Database;

/// Writes a row for every execution, durably, and then lets it be answered. All that wait when the
/// last commit has ended go into the next, so that many share one force of the disk.
final class ExecutionRows implements AutoCloseable {
  private static final int ROWS_MAX = 500;

  private static final String INSERT =
      """
      INSERT INTO executions (id, user_id, agent_id, status, output, reason, fuel, memory_bytes)
      SELECT * FROM unnest(
        ?::uuid[], ?::int[], ?::int[], ?::text[], ?::bytea[], ?::bytea[], ?::bigint[], ?::bigint[])\
      """;

  private final Database database;
  private final BlockingQueue<Execution> waiting;
  private final Thread writing = Thread.ofPlatform().name("rows").daemon().unstarted(this::write);

  /// Time spent in writing, and what was written.
  final LongAdder writtenNs = new LongAdder();

  final LongAdder rows = new LongAdder();
  final LongAdder commits = new LongAdder();

  private ExecutionRows(Database database, int room) {
    this.database = database;
    this.waiting = new ArrayBlockingQueue<>(room);
  }

  /// @param room executions that may wait for their row
  static ExecutionRows start(Database database, int room) {
    ExecutionRows rows = new ExecutionRows(database, room);
    rows.writing.start();
    return rows;
  }

  /// Takes an execution, and answers it by the time its row is durable.
  void add(Execution execution) {
    if (!waiting.offer(execution)) {
      execution
          .answer()
          .accept(Answer.refusal(503, "the execution ended, and there is no room for its row"));
    }
  }

  private void write() {
    List<Execution> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch, ROWS_MAX - 1);
        write(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      // It is closed.
    }
  }

  private void write(List<Execution> batch) {
    long startNs = System.nanoTime();
    Answer failure = null;
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      fill(connection, insert, batch);
      insert.executeUpdate();
      rows.add(batch.size());
      commits.increment();
    } catch (SQLException | RuntimeException e) {
      if (e instanceof RuntimeException) {
        writing.getUncaughtExceptionHandler().uncaughtException(writing, e);
      }
      failure =
          Answer.refusal(503, "the execution ended, and its row could not be stored for certain");
    }
    writtenNs.add(System.nanoTime() - startNs);
    for (Execution each : batch) {
      each.answer().accept(failure == null ? each.stored() : failure);
    }
  }

  private static void fill(Connection connection, PreparedStatement insert, List<Execution> batch)
      throws SQLException {
    record Column(String type, Function<Execution, Object> of, IntFunction<Object[]> array) {}
    List<Column> columns =
        List.of(
            new Column("uuid", Execution::id, UUID[]::new),
            new Column("int4", Execution::userId, Integer[]::new),
            new Column("int4", Execution::agentId, Integer[]::new),
            new Column("text", each -> each.outcome().status().name(), String[]::new),
            new Column("bytea", each -> each.outcome().output(), byte[][]::new),
            new Column("bytea", each -> each.outcome().reason().getBytes(UTF_8), byte[][]::new),
            new Column("int8", each -> each.outcome().fuel(), Long[]::new),
            new Column("int8", each -> each.outcome().memoryBytes(), Long[]::new));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Object[] values = batch.stream().map(column.of()).toArray(column.array());
      insert.setArray(i + 1, connection.createArrayOf(column.type(), values));
    }
  }

  @Override
  public void close() {
    writing.interrupt();
  }
}

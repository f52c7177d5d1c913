package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import http.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A list out of the database, kept for a while. The header `x-cache` says where an answer is from:
/// `hit`, `miss`, `uncached`, or `stale` where the database is away and what was kept is all there
/// is.
final class CachedList {
  /// Reads it: a JSON array.
  interface Reading {
    String json() throws SQLException;
  }

  private static final String CACHE = "x-cache";

  private record Kept(Answer fresh, Answer stale, long ns) {}

  private final Reading reading;
  private final long lifetimeNs;
  private final Executor readers;
  private final LongSupplier clock;
  private final List<Consumer<Answer>> waiting = new ArrayList<>();
  private volatile Kept kept;

  /// @param lifetime for which it is kept
  /// @param readers where it is read; they refuse what is too much
  CachedList(Reading reading, Duration lifetime, Executor readers, LongSupplier clock) {
    this.reading = reading;
    this.lifetimeNs = lifetime.toNanos();
    this.readers = readers;
    this.clock = clock;
  }

  /// Answers with what is kept, or with what is read now. All who come while it is read get what
  /// that brings.
  void get(Consumer<Answer> answer) {
    Kept now = kept;
    if (now != null && clock.getAsLong() - now.ns() < lifetimeNs) {
      answer.accept(now.fresh());
      return;
    }
    boolean first;
    synchronized (waiting) {
      first = waiting.isEmpty();
      waiting.add(answer);
    }
    if (first) {
      submit(this::renew, this::answerWaiting);
    }
  }

  /// Answers with what is read for this answer alone.
  void read(Consumer<Answer> answer) {
    submit(() -> answer.accept(read()), answer);
  }

  private void submit(Runnable task, Consumer<Answer> refused) {
    try {
      readers.execute(task);
    } catch (RejectedExecutionException e) {
      refused.accept(Answers.busy());
    }
  }

  private Answer read() {
    try {
      return body(reading.json()).with(CACHE, "uncached");
    } catch (SQLException | RuntimeException e) {
      return Answers.away();
    }
  }

  private void renew() {
    Answer answer;
    try {
      Answer body = body(reading.json());
      kept = new Kept(body.with(CACHE, "hit"), body.with(CACHE, "stale"), clock.getAsLong());
      answer = body.with(CACHE, "miss");
    } catch (SQLException | RuntimeException e) {
      // Whatever it was, nobody may wait for ever.
      answer = kept == null ? Answers.away() : kept.stale();
    }
    answerWaiting(answer);
  }

  private void answerWaiting(Answer answer) {
    List<Consumer<Answer>> all;
    synchronized (waiting) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(each -> each.accept(answer));
  }

  private static Answer body(String json) {
    return Answer.json(200, json.getBytes(UTF_8));
  }
}

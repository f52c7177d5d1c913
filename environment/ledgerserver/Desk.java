package ledgerserver;

import http.Answer;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ledger.Batch;
import ledger.Books;
import ledger.Ledger;
import ledger.LedgerStopped;
import ledger.Lookup;
import ledger.Work;

/// Hands work in at the ledger, as much as there is room for, and takes the answer back to the
/// event loop from which it came.
final class Desk {
  private static final Answer BUSY =
      Answer.refusal(429, "too many requests are under way; try again");
  private static final Answer STOPPED =
      Answer.refusal(
          503, "the ledger has stopped; send it again with the same key when it is back");

  private final Ledger ledger;
  private final int requestsMax;
  private final AtomicInteger underWay = new AtomicInteger();

  /// @param requestsMax in all work under way
  Desk(Ledger ledger, int requestsMax) {
    this.ledger = ledger;
    this.requestsMax = requestsMax;
  }

  /// Requests under way.
  int underWay() {
    return underWay.get();
  }

  /// Has requests decided.
  ///
  /// @param said what became of them, once that is durable
  void decide(Batch batch, EventLoop loop, Consumer<Answer> answer, Function<Batch, Answer> said) {
    submit(batch, batch.count(), loop, answer, () -> said.apply(batch));
  }

  /// Looks at the books.
  ///
  /// @param look what is to be said of them
  void look(EventLoop loop, Consumer<Answer> answer, Function<Books, Answer> look) {
    Lookup<Answer> lookup = new Lookup<>(look);
    submit(lookup, 1, loop, answer, lookup::found);
  }

  private void submit(
      Work work, int requests, EventLoop loop, Consumer<Answer> answer, Supplier<Answer> said) {
    if (underWay.addAndGet(requests) > requestsMax) {
      underWay.addAndGet(-requests);
      answer.accept(BUSY);
      return;
    }
    work.onAnswer(
        () -> {
          underWay.addAndGet(-requests);
          execute(loop, () -> answer.accept(work.isLost() ? STOPPED : said.get()));
        });
    boolean isTaken = false;
    try {
      isTaken = ledger.submit(work);
      if (!isTaken) {
        answer.accept(BUSY);
      }
    } catch (LedgerStopped e) {
      answer.accept(STOPPED);
    } finally {
      if (!isTaken) {
        underWay.addAndGet(-requests);
      }
    }
  }

  private static void execute(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has ended, and its connections with it.
    }
  }
}

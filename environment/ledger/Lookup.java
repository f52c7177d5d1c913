package ledger;

import java.util.function.Function;

/// A look at the books between two blocks. It is answered once everything that it saw is durable.
///
/// @param <T> what it finds
public final class Lookup<T> extends Work {
  private final Function<Books, T> look;
  private T found;

  /// @param look must be quick, must not keep the books, and must not throw
  public Lookup(Function<Books, T> look) {
    this.look = look;
  }

  /// What it found, once it is answered.
  public T found() {
    requireMine();
    return found;
  }

  void look(Books books) {
    found = look.apply(books);
  }
}

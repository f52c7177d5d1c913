package market;

import java.util.SplittableRandom;

/// An order in a history.
///
/// @param buys of a deposit: whether it is of money
/// @param earlier which step of the history a cancellation is about
record Step(Kind kind, int trader, boolean buys, int price, long quantity, int earlier) {
  enum Kind {
    LIMIT,
    MARKET,
    CANCEL,
    DEPOSIT
  }

  /// Few traders, few prices and small quantities, so that everything meets everything.
  static Step draw(SplittableRandom random, int number, int traders) {
    int dice = random.nextInt(20);
    Kind kind =
        dice < 12 ? Kind.LIMIT : dice < 15 ? Kind.MARKET : dice < 18 ? Kind.CANCEL : Kind.DEPOSIT;
    boolean odd = random.nextInt(40) == 0;
    long quantity = odd ? random.nextLong() : random.nextInt(kind == Kind.DEPOSIT ? 200 : 12);
    return new Step(
        kind,
        random.nextInt(odd ? -1 : 1, traders + (odd ? 3 : 1)),
        random.nextBoolean(),
        odd ? random.nextInt() : random.nextInt(1, 9),
        kind == Kind.DEPOSIT ? Math.min(quantity, 1_000) : quantity,
        number == 0 ? 0 : random.nextInt(number));
  }

  void into(Orders orders, long earlierId) {
    switch (kind) {
      case LIMIT -> orders.limit(trader, buys, price, quantity);
      case MARKET -> orders.market(trader, buys, quantity);
      case CANCEL -> orders.cancel(trader, earlierId);
      case DEPOSIT -> orders.deposit(trader, buys, quantity);
    }
  }

  Answer into(Book book, long earlierId) {
    return switch (kind) {
      case LIMIT -> book.limit(trader, buys, price, quantity);
      case MARKET -> book.market(trader, buys, quantity);
      case CANCEL -> book.cancel(trader, earlierId);
      case DEPOSIT -> book.deposit(trader, buys, quantity);
    };
  }
}

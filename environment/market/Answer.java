package market;

/// What became of an order.
public enum Answer {
  /// Nothing was decided yet.
  NONE,
  /// What was not filled at once rests in the book.
  RESTS,
  /// It was filled to the last unit.
  FILLED,
  /// What was not filled at once is given up; of a cancellation: the order is out of the book.
  CANCELLED,
  /// The deposit is made.
  DEPOSITED,
  /// There is no such trader.
  TRADER_UNKNOWN,
  /// The price is not from 1 to [Book#PRICE_MAX].
  PRICE_OUTSIDE,
  /// The quantity is not above zero, or it is worth more than [Book#VALUE_MAX].
  QUANTITY_OUTSIDE,
  /// The trader does not have at their disposal what the order may cost.
  NOT_COVERED,
  /// As many orders rest as can.
  BOOK_FULL,
  /// No order of this trader with this number rests.
  ORDER_UNKNOWN
}

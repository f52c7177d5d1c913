package market;

/// What a [Book] has moved, told in the order in which it is to be settled. All that one order
/// moves is settled together or not at all.
public interface Settlement {
  /// What was held for a part of an order is free again.
  ///
  /// @param id of the order
  /// @param part counts how often the order was filled in part before
  void release(long id, int part, int price);

  /// Goods go to the buyer, `price * quantity` of money to the seller.
  void trade(int buyer, int seller, int price, long quantity);

  /// What an order may cost is held while it rests: money if it buys, goods if it sells.
  void hold(long id, int part, int price, boolean buys, int trader, long quantity);

  /// A trader has brought money or goods.
  void deposit(int trader, boolean money, long amount);
}

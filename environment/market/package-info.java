//SOURCES Answer.java Book.java Market.java MarketStopped.java Orders.java Resting.java
//SOURCES Settlement.java Side.java
//SOURCES ../ledger/package-info.java
//IMPORTS ledger

/// A market for one kind of goods against one kind of money, kept on a ledger: limit, market and
/// cancel orders, matched by price, then time.
///
/// Start at [Market], then [Orders] and [Answer]. `README.md` beside this file has the rules.
///
/// Inside, [Book] decides in memory ([Side] has the prices, [Resting] the orders) and tells a
/// [Settlement] what moves; [Market] makes one linked set of transfers of what an order moved.
package market;

package market;

/// The market takes nothing any more: the ledger has stopped, or has refused what the book had
/// decided, which means that somebody else moved what the market holds. Opened again, it goes on
/// from what the ledger has.
public final class MarketStopped extends RuntimeException {
  MarketStopped(String why) {
    super("The market has stopped: " + why + ".");
  }
}

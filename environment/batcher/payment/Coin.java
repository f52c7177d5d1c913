package batcher.payment;

/// An unspent output: so much money, locked to the holder of one key.
public record Coin(long satoshis, PublicKeyHash owner) {
  public Coin {
    if (satoshis <= 0) {
      throw new IllegalArgumentException(
          "a coin of " + satoshis + " satoshis; it must be positive");
    }
  }
}

package batcher.payment;

import batcher.event.Bytes32;

/// One output of one transaction.
public record Outpoint(Bytes32 transactionId, int index) {
  public Outpoint {
    if (index < 0) {
      throw new IllegalArgumentException("output " + index + "; it must be 0 or more");
    }
  }
}

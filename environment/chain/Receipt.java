package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/// What became of a transaction that is in a block.
///
/// @param hash of the transaction, `0x` and 64 digits
/// @param blockHash tells the block from another of its number after a reorganisation
/// @param succeeded whether it did what it was sent for; a reverted one only cost gas
/// @param gasUsed what it cost
/// @param contract the address of the contract that it made, or empty
public record Receipt(
    String hash,
    long blockNumber,
    String blockHash,
    boolean succeeded,
    long gasUsed,
    String contract) {
  public Receipt {
    Objects.requireNonNull(hash, "a receipt names its transaction");
    Objects.requireNonNull(blockHash, "a receipt names its block");
  }

  static Receipt of(JsonNode json) {
    return new Receipt(
        json.path("transactionHash").asText(),
        JsonRpc.quantity(json.get("blockNumber")).longValueExact(),
        json.path("blockHash").asText(),
        json.path("status").asText().equals("0x1"),
        JsonRpc.quantity(json.get("gasUsed")).longValueExact(),
        json.path("contractAddress").asText("").replace("null", ""));
  }
}

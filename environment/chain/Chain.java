package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;

/// What a node is asked, in the words of this project. Thread safe.
public final class Chain implements AutoCloseable {
  /// As often as a receipt is looked for: a small part of the fastest transaction.
  private static final long POLL_NS = 500_000;

  private final JsonRpc rpc;

  public Chain(URI node, Duration patience) {
    this.rpc = new JsonRpc(node, patience);
  }

  /// For calls that only a development chain takes.
  public JsonRpc rpc() {
    return rpc;
  }

  public long chainId() throws IOException, InterruptedException {
    return rpc.number("eth_chainId").longValueExact();
  }

  /// The number of the newest block.
  public long blockNumber() throws IOException, InterruptedException {
    return rpc.number("eth_blockNumber").longValueExact();
  }

  /// The clock of the newest block, in seconds since 1970.
  public long timestamp() throws IOException, InterruptedException {
    JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
    return JsonRpc.quantity(block.get("timestamp")).longValueExact();
  }

  /// The next free nonce of an account, transactions that wait for a block included.
  public long nonce(String account) throws IOException, InterruptedException {
    return rpc.number("eth_getTransactionCount", account, "pending").longValueExact();
  }

  /// What a block asks for a unit of gas, in wei, before any tip.
  public BigInteger baseFee() throws IOException, InterruptedException {
    JsonNode block = rpc.call("eth_getBlockByNumber", "latest", false);
    return JsonRpc.quantity(block.get("baseFeePerGas"));
  }

  /// Asks a contract without changing anything.
  ///
  /// @throws JsonRpc.Refused if it reverts
  @SuppressWarnings("rawtypes")
  public List<Type> ask(String contract, Function function)
      throws IOException, InterruptedException {
    JsonNode answer =
        rpc.call(
            "eth_call",
            JsonRpc.object("to", contract, "data", FunctionEncoder.encode(function)),
            "latest");
    return FunctionReturnDecoder.decode(answer.asText(), function.getOutputParameters());
  }

  /// The gas that a transaction would take.
  ///
  /// @throws JsonRpc.Refused if it would revert
  public long estimateGas(String from, String to, String data)
      throws IOException, InterruptedException {
    return rpc.number("eth_estimateGas", JsonRpc.object("from", from, "to", to, "data", data))
        .longValueExact();
  }

  /// Hands a signed transaction in and returns its hash.
  public String send(String raw) throws IOException, InterruptedException {
    return rpc.call("eth_sendRawTransaction", raw).asText();
  }

  /// The receipt of a transaction, if it is in a block.
  public Optional<Receipt> receipt(String hash) throws IOException, InterruptedException {
    JsonNode json = rpc.call("eth_getTransactionReceipt", hash);
    return json.isNull() ? Optional.empty() : Optional.of(Receipt.of(json));
  }

  /// Whether the node has a transaction, in a block or waiting for one.
  public boolean knows(String hash) throws IOException, InterruptedException {
    return !rpc.call("eth_getTransactionByHash", hash).isNull();
  }

  /// The most gas that a transaction may use, if the node has it.
  Optional<Long> gasLimit(String hash) throws IOException, InterruptedException {
    JsonNode json = rpc.call("eth_getTransactionByHash", hash);
    return json.isNull()
        ? Optional.empty()
        : Optional.of(JsonRpc.quantity(json.get("gas")).longValueExact());
  }

  /// Waits for the receipt of a transaction; empty if it does not come in time.
  public Optional<Receipt> await(String hash, Duration patience)
      throws IOException, InterruptedException {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    Optional<Receipt> receipt = receipt(hash);
    while (receipt.isEmpty() && System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(POLL_NS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      receipt = receipt(hash);
    }
    return receipt;
  }

  /// The transaction that emitted an event with these topics at `contract`, if one did.
  public Optional<String> emitter(String contract, List<String> topics)
      throws IOException, InterruptedException {
    var filter = JsonRpc.object("fromBlock", "earliest", "toBlock", "latest", "address", contract);
    var list = filter.putArray("topics");
    topics.forEach(topic -> list.add(topic.isEmpty() ? null : topic));
    JsonNode logs = rpc.call("eth_getLogs", filter);
    return logs.isEmpty()
        ? Optional.empty()
        : Optional.of(logs.get(logs.size() - 1).path("transactionHash").asText());
  }

  @Override
  public void close() {
    rpc.close();
  }
}

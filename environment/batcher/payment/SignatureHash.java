package batcher.payment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a signature signs on the BSV network: the digest of BIP 143, with the fork's flag in the
/// hash type. Source: "Replay protected sighash" (bitcoin-sv specification, UAHF digest).
final class SignatureHash {
  /// All inputs and outputs (0x01) with the fork's digest (0x40): the only type in use for
  /// payments.
  static final int ALL_FORKID = 0x41;

  private SignatureHash() {}

  /// The 32 bytes that the owner of `coin` signs to spend it by input `index`.
  static byte[] of(Transaction transaction, int index, Coin coin) {
    Transaction.Input input = transaction.inputs().get(index);
    byte[] lock = P2pkh.lock(coin.owner());
    ByteBuffer image =
        ByteBuffer.allocate(4 + 32 + 32 + 36 + 1 + lock.length + 8 + 4 + 32 + 4 + 4)
            .order(ByteOrder.LITTLE_ENDIAN);
    image.putInt(Transaction.VERSION);
    image.put(Hashes.twice(outpoints(transaction)));
    image.put(Hashes.twice(sequences(transaction)));
    image.put(input.spent().transactionId().toBytes()).putInt(input.spent().index());
    Transaction.putScript(image, lock);
    image.putLong(coin.satoshis());
    image.putInt(input.sequence());
    image.put(Hashes.twice(outputs(transaction)));
    image.putInt(0);
    image.putInt(ALL_FORKID);
    return Hashes.twice(image.array());
  }

  private static byte[] outpoints(Transaction transaction) {
    ByteBuffer out =
        ByteBuffer.allocate(36 * transaction.inputs().size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Transaction.Input input : transaction.inputs()) {
      out.put(input.spent().transactionId().toBytes()).putInt(input.spent().index());
    }
    return out.array();
  }

  private static byte[] sequences(Transaction transaction) {
    ByteBuffer out =
        ByteBuffer.allocate(4 * transaction.inputs().size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Transaction.Input input : transaction.inputs()) {
      out.putInt(input.sequence());
    }
    return out.array();
  }

  private static byte[] outputs(Transaction transaction) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Transaction.Output output : transaction.outputs()) {
      ByteBuffer out = ByteBuffer.allocate(9 + output.lock().length).order(ByteOrder.LITTLE_ENDIAN);
      out.putLong(output.satoshis());
      Transaction.putScript(out, output.lock());
      all.writeBytes(out.array());
    }
    return all.toByteArray();
  }
}

package batcher.payment;

import batcher.event.Bytes32;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A transaction in the network's encoding, as far as payments for chunks need it: scripts shorter
/// than 253 bytes, fewer than 253 inputs and outputs, version 1, lock time 0.
record Transaction(List<Input> inputs, List<Output> outputs) {
  static final int VERSION = 1;
  static final int SEQUENCE_FINAL = -1;

  private static final int COUNT_MAX = 0xFC;
  private static final int INPUT_BYTES = 32 + 4 + 1 + 4;
  private static final int OUTPUT_BYTES = 8 + 1;

  record Input(Outpoint spent, byte[] unlock, int sequence) {
    Input withUnlock(byte[] script) {
      return new Input(spent, script, sequence);
    }
  }

  record Output(long satoshis, byte[] lock) {
    static Output to(PublicKeyHash owner, long satoshis) {
      return new Output(satoshis, P2pkh.lock(owner));
    }
  }

  Transaction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || inputs.size() > COUNT_MAX || outputs.size() > COUNT_MAX) {
      throw new IllegalArgumentException(
          "%s inputs and %s outputs; there must be 1 to 252 inputs and up to 252 outputs"
              .formatted(inputs.size(), outputs.size()));
    }
  }

  byte[] toBytes() {
    int bytes = 4 + 1 + 1 + 4;
    for (Input input : inputs) {
      bytes += INPUT_BYTES + input.unlock.length;
    }
    for (Output output : outputs) {
      bytes += OUTPUT_BYTES + output.lock.length;
    }
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(VERSION).put((byte) inputs.size());
    for (Input input : inputs) {
      out.put(input.spent.transactionId().toBytes()).putInt(input.spent.index());
      putScript(out, input.unlock);
      out.putInt(input.sequence);
    }
    out.put((byte) outputs.size());
    for (Output output : outputs) {
      out.putLong(output.satoshis);
      putScript(out, output.lock);
    }
    return out.putInt(0).array();
  }

  /// The transaction in `bytes`; empty unless they are one of this kind and nothing else.
  static Optional<Transaction> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (in.getInt() != VERSION) {
        return Optional.empty();
      }
      Input[] inputs = new Input[count(in)];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = new Input(outpoint(in), script(in), in.getInt());
      }
      Output[] outputs = new Output[count(in)];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = new Output(in.getLong(), script(in));
      }
      boolean whole = in.getInt() == 0 && !in.hasRemaining();
      return whole
          ? Optional.of(new Transaction(Arrays.asList(inputs), Arrays.asList(outputs)))
          : Optional.empty();
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static void putScript(ByteBuffer out, byte[] script) {
    if (script.length > COUNT_MAX) {
      throw new IllegalArgumentException("a script of " + script.length + " bytes; at most 252");
    }
    out.put((byte) script.length).put(script);
  }

  private static int count(ByteBuffer in) {
    int count = in.get() & 0xFF;
    if (count > COUNT_MAX) {
      throw new IllegalArgumentException("a count of more than one byte");
    }
    return count;
  }

  private static Outpoint outpoint(ByteBuffer in) {
    byte[] id = new byte[Bytes32.BYTES];
    in.get(id);
    return new Outpoint(Bytes32.of(id), in.getInt());
  }

  private static byte[] script(ByteBuffer in) {
    byte[] script = new byte[count(in)];
    in.get(script);
    return script;
  }
}

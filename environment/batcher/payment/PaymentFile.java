package batcher.payment;

import batcher.event.Bytes32;
import batcher.event.Event;
import batcher.event.EventLayout;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// Signed payments on disk, made once: `<folder>/<plan>-<seed>.payments`.
///
/// The file is a magic, coins, addresses, payments (event of 128 bytes, length and bytes of the
/// transaction) and a CRC-32C of all that. Numbers are big-endian, events as in [EventLayout]. A
/// damaged file is made again.
public final class PaymentFile {
  private static final long MAGIC = 0x42535650_41593031L; // BSVPAY01
  private static final int TRANSACTION_BYTES_MAX = 1_000;

  private PaymentFile() {}

  /// The payments of this plan and seed: read if they are there, else signed and kept.
  public static Payments of(Path folder, PaymentPlan plan, long seed) throws IOException {
    Path file = folder.resolve(plan.name() + "-" + seed + ".payments");
    if (Files.isRegularFile(file)) {
      try {
        Payments payments = read(file);
        if (payments.payments().size() == plan.payments().size()) {
          return payments;
        }
      } catch (EOFException | IllegalArgumentException damaged) {
        // made again below
      }
    }
    Payments payments = new PaymentSigner(seed).sign(plan);
    write(file, payments);
    return payments;
  }

  static void write(Path file, Payments payments) throws IOException {
    Files.createDirectories(file.getParent());
    Path half = Files.createTempFile(file.getParent(), ".half", ".tmp");
    try {
      CheckedOutputStream checked =
          new CheckedOutputStream(
              new BufferedOutputStream(Files.newOutputStream(half), 1 << 16), new CRC32C());
      try (DataOutputStream out = new DataOutputStream(checked)) {
        writeBody(out, payments);
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  /// The payments in `file`.
  ///
  /// @throws EOFException if the file ends early
  /// @throws IllegalArgumentException if it is damaged
  public static Payments read(Path file) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32C());
    try (DataInputStream in = new DataInputStream(checked)) {
      Payments payments = readBody(in, file);
      long crc = checked.getChecksum().getValue();
      if (in.readLong() != crc || in.read() != -1) {
        throw new IllegalArgumentException(file + " is damaged: its checksum differs");
      }
      return payments;
    }
  }

  private static void writeBody(DataOutputStream out, Payments payments) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(payments.coins().size());
    for (Map.Entry<Outpoint, Coin> entry : payments.coins().entrySet()) {
      out.write(entry.getKey().transactionId().toBytes());
      out.writeInt(entry.getKey().index());
      out.writeLong(entry.getValue().satoshis());
      out.write(entry.getValue().owner().toBytes());
    }
    out.writeInt(payments.addresses().size());
    for (Map.Entry<String, PublicKeyHash> entry : payments.addresses().entrySet()) {
      out.writeUTF(entry.getKey());
      out.write(entry.getValue().toBytes());
    }
    out.writeInt(payments.payments().size());
    long[] words = new long[EventLayout.WORDS];
    for (Payment payment : payments.payments()) {
      payment.event().write(words, 0);
      for (long word : words) {
        out.writeLong(Long.reverseBytes(word));
      }
      out.writeShort(payment.transaction().length);
      out.write(payment.transaction());
    }
  }

  private static Payments readBody(DataInputStream in, Path file) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IllegalArgumentException(file + " holds no payments");
    }
    Map<Outpoint, Coin> coins = new HashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      Outpoint outpoint = new Outpoint(Bytes32.of(bytes(in, 32)), in.readInt());
      coins.put(outpoint, new Coin(in.readLong(), PublicKeyHash.of(bytes(in, 20))));
    }
    Map<String, PublicKeyHash> addresses = new HashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      addresses.put(in.readUTF(), PublicKeyHash.of(bytes(in, 20)));
    }
    List<Payment> payments = new ArrayList<>();
    long[] words = new long[EventLayout.WORDS];
    for (int i = in.readInt(); i > 0; i--) {
      for (int word = 0; word < words.length; word++) {
        words[word] = Long.reverseBytes(in.readLong());
      }
      int length = in.readUnsignedShort();
      if (length > TRANSACTION_BYTES_MAX) {
        throw new IllegalArgumentException(file + " is damaged: a transaction of " + length);
      }
      payments.add(new Payment(Event.read(words, 0), bytes(in, length)));
    }
    return new Payments(payments, coins, addresses);
  }

  private static byte[] bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}

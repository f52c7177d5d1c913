package batcher.durability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a batcher has to remember beside its journal. The file is replaced whole and forced, so
/// that it is always the old one or the new one.
///
/// 48 bytes, big-endian: magic, epoch, delivered, hash seed, shards, CRC-32C of what precedes it.
///
/// @param epoch of the latest start
/// @param delivered the sink has every record of the journal up to this one
/// @param hashSeed from which keys are spread over shards: a key must meet its old frames
/// @param shards over which they were spread
record Checkpoint(long epoch, long delivered, long hashSeed, long shards) {
  static final String FILE = "checkpoint";

  private static final long MAGIC = 0x42415443_48435031L; // BATCHCP1
  private static final int BYTES = 6 * Long.BYTES;

  /// The checkpoint in `folder`; empty if there is none.
  ///
  /// @throws IOException if there is one and it is damaged
  static Optional<Checkpoint> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    if (in.remaining() != BYTES || in.getLong(BYTES - 8) != crc(in) || in.getLong() != MAGIC) {
      throw new IOException(
          file
              + " is damaged; without it nobody knows what the sink has. Restore it, or move the"
              + " whole folder away to begin anew");
    }
    return Optional.of(new Checkpoint(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
  }

  void write(Path folder) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putLong(MAGIC).putLong(epoch).putLong(delivered).putLong(hashSeed).putLong(shards);
    out.putLong(crc(out)).flip();
    Path half = folder.resolve(FILE + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.force(true);
    }
    Files.move(half, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  Checkpoint withDelivered(long sequence) {
    return new Checkpoint(epoch, sequence, hashSeed, shards);
  }

  private static long crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, BYTES - Long.BYTES);
    return crc.getValue();
  }
}

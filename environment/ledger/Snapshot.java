package ledger;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The books after a record of the journal, in a file: so that a start need not replay what came
/// before. Words of 64 bits, little-endian: magic, record, requests decided, time, seed, numbers of
/// accounts, keys and pending transfers; the chain's hash and the public key; the accounts, the
/// keys, the pending transfers; the SHA-256 of all that, and its signature.
///
/// @param sequence the record of the journal after which it was taken
/// @param hash of the chain there
record Snapshot(long sequence, byte[] hash, byte[] publicKey, State state) {
  private static final String PREFIX = "snapshot-";
  private static final String UNFINISHED = "snapshot.unfinished";
  private static final long MAGIC = 0x31_50_4E_53_4C_4D_52L; // "RMLSNP1"
  private static final int KEY_BYTES = 44;
  private static final int SIGNATURE_BYTES = 64;
  private static final int ACCOUNT_WORDS = 6;
  private static final int PENDING_WORDS = 6;

  /// The snapshots in a folder, oldest first.
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .sorted()
          .toList();
    }
  }

  /// Writes it durably, and removes those before it.
  void write(Path folder, Signer signer) throws IOException {
    Path unfinished = folder.resolve(UNFINISHED);
    try (Out out = new Out(unfinished)) {
      out.words(MAGIC, sequence, state.decided(), state.timeUs(), state.seed());
      out.words(state.accounts.count(), state.keys.count(), state.pendings.count());
      out.bytes(hash);
      out.bytes(publicKey);
      out.rows(state.accounts.words(), Accounts.LINE, ACCOUNT_WORDS);
      state.keys.forEach(out::words);
      out.rows(state.pendings.rows(), Pendings.ROW, PENDING_WORDS);
      byte[] sum = out.sum();
      out.bytes(sum);
      out.bytes(signer.sign(state.decided(), sum));
      out.force();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Path> former = in(folder);
    Path file = folder.resolve(PREFIX + String.format(Locale.ROOT, "%018d", sequence));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    for (Path old : former) {
      if (!old.equals(file)) {
        Files.delete(old);
      }
    }
  }

  /// Reads it back into the memory of the calling thread.
  ///
  /// @throws LedgerCorrupt if it is not as it was written
  static Snapshot read(Path file) throws IOException {
    State[] begun = {null};
    try (In in = new In(file)) {
      Snapshot snapshot = read(in, begun);
      byte[] sum = in.sum();
      boolean whole = Arrays.equals(sum, in.bytes(Chain.HASH));
      byte[] signature = in.bytes(SIGNATURE_BYTES);
      long decided = snapshot.state.decided();
      if (whole && in.ended() && Signer.isSigned(signature, snapshot.publicKey, decided, sum)) {
        begun[0] = null;
        return snapshot;
      }
    } catch (EOFException | ArithmeticException | OutOfMemoryError e) {
      // Its lengths were changed, or its end is gone.
    } finally {
      if (begun[0] != null) {
        begun[0].close();
      }
    }
    throw new LedgerCorrupt("%s is not as it was written; without it all is replayed", file);
  }

  private static Snapshot read(In in, State[] begun) throws IOException {
    if (in.word() != MAGIC) {
      throw new EOFException();
    }
    long sequence = in.word();
    long decided = in.word();
    long timeUs = in.word();
    State state = new State(in.word());
    begun[0] = state;
    long accounts = in.word();
    long keys = in.word();
    long pendings = in.word();
    byte[] hash = in.bytes(Chain.HASH);
    byte[] publicKey = in.bytes(KEY_BYTES);
    state.restore(timeUs, decided);
    for (; accounts > 0; accounts--) {
      long number = in.word();
      state.accounts.restore(number, in.word(), in.word(), in.word(), in.word(), in.word());
    }
    for (; keys > 0; keys--) {
      long low = in.word();
      long high = in.word();
      state.keys.restore(low, high, in.word(), in.word());
    }
    for (; pendings > 0; pendings--) {
      state.pendings.restore(in.word(), in.word(), in.word(), in.word(), in.word(), in.word());
    }
    return new Snapshot(sequence, hash, publicKey, state);
  }

  /// Counts and sums what goes out.
  private static final class Out implements AutoCloseable {
    private final FileChannel file;
    private final MessageDigest sha = Chain.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    Out(Path path) throws IOException {
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    }

    void words(long... words) {
      for (long word : words) {
        word(word);
      }
    }

    void words(long a, long b, long c, long d) {
      word(a);
      word(b);
      word(c);
      word(d);
    }

    /// The rows in use: those whose first two words are not both zero, or whose first is not.
    void rows(long[] table, int stride, int used) {
      for (int at = 0; at < table.length; at += stride) {
        boolean inUse = (table[at] | (stride == Pendings.ROW ? table[at + 1] : 0)) != 0;
        for (int i = 0; inUse && i < used; i++) {
          word(table[at + i]);
        }
      }
    }

    void word(long word) {
      room(Long.BYTES);
      buffer.putLong(word);
    }

    void bytes(byte[] bytes) {
      room(bytes.length);
      buffer.put(bytes);
    }

    byte[] sum() {
      flush();
      return sha.digest();
    }

    void force() throws IOException {
      flush();
      file.force(true);
    }

    private void room(int bytes) {
      if (buffer.remaining() < bytes) {
        flush();
      }
    }

    private void flush() {
      buffer.flip();
      sha.update(buffer.duplicate());
      try {
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      buffer.clear();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// Sums what comes in.
  private static final class In implements AutoCloseable {
    private final FileChannel file;
    private final MessageDigest sha = Chain.sha256();
    private final ByteBuffer buffer =
        ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private int summed;

    In(Path path) throws IOException {
      file = FileChannel.open(path, StandardOpenOption.READ);
    }

    long word() throws IOException {
      room(Long.BYTES);
      return buffer.getLong();
    }

    byte[] bytes(int length) throws IOException {
      room(length);
      byte[] bytes = new byte[length];
      buffer.get(bytes);
      return bytes;
    }

    /// The sum of everything up to here.
    byte[] sum() {
      summed();
      return sha.digest();
    }

    boolean ended() throws IOException {
      return !buffer.hasRemaining() && file.read(ByteBuffer.allocate(1)) < 0;
    }

    private void summed() {
      sha.update(buffer.array(), summed, buffer.position() - summed);
      summed = buffer.position();
    }

    private void room(int bytes) throws IOException {
      if (buffer.remaining() >= bytes) {
        return;
      }
      summed();
      buffer.compact();
      while (buffer.position() < bytes) {
        if (file.read(buffer) < 0) {
          throw new EOFException();
        }
      }
      buffer.flip();
      summed = 0;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

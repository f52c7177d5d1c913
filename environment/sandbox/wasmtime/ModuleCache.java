package sandbox.wasmtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Compiled modules on the disk. Such a file is machine code, which Wasmtime takes as it is: one
/// with a changed byte would run. So a file counts only if it has the hash that was written down
/// when it was made, in a folder apart, where none but this user writes. Any thread may use it, and
/// several processes.
public final class ModuleCache {
  private final Path modules;
  private final Path hashes;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  /// @param modules folder of the files
  /// @param hashes folder of what they must hash to; whoever may write there is trusted with what
  ///     this process may do
  /// @throws IOException if they cannot be made
  public ModuleCache(Path modules, Path hashes) throws IOException {
    if (modules.toAbsolutePath().normalize().equals(hashes.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "modules and their hashes are kept apart, not in one folder");
    }
    this.modules = Files.createDirectories(modules);
    this.hashes = Files.createDirectories(hashes);
  }

  /// How many modules were found.
  public long hits() {
    return hits.get();
  }

  /// How many files were found that are not what was written.
  public long refusals() {
    return refusals.get();
  }

  /// Of everything that a compiled module depends on, in hexadecimal digits.
  static String key(String settings, byte[] code) {
    MessageDigest digest = sha256();
    digest.update(settings.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return HexFormat.of().formatHex(digest.digest(code));
  }

  /// SHA-256, in hexadecimal digits.
  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /// A module that was kept. Its bytes are hashed after they were read, so that nobody changes them
  /// in between.
  Optional<byte[]> find(String key) {
    try {
      Path file = modules.resolve(key);
      Path hash = hashes.resolve(key);
      if (!Files.exists(file) || !Files.exists(hash)) {
        return Optional.empty();
      }
      byte[] module = Files.readAllBytes(file);
      if (!MessageDigest.isEqual(sha256().digest(module), Files.readAllBytes(hash))) {
        refusals.incrementAndGet();
        return Optional.empty();
      }
      hits.incrementAndGet();
      return Optional.of(module);
    } catch (IOException e) {
      throw new UncheckedIOException("a compiled module cannot be read", e);
    }
  }

  void keep(String key, byte[] module) {
    try {
      replace(modules.resolve(key), module);
      replace(hashes.resolve(key), sha256().digest(module));
    } catch (IOException e) {
      throw new UncheckedIOException("a compiled module cannot be kept", e);
    }
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.write(whole, bytes, StandardOpenOption.CREATE_NEW);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

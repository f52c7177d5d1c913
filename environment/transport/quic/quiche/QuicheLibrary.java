package transport.quic.quiche;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runtime.Temporary;

/// Where quiche's functions are found.
///
/// - The file that `QUICHE_LIBRARY` names: a shared library that exports quiche's C API.
/// - Else, on Linux x86-64, the native file of Netty's QUIC codec. It holds an optimised quiche but
///   does not export it: the file's symbol table says how far each function lies from one that it
///   does export. That is sound for one known file only, so its digest is checked first.
final class QuicheLibrary {
  static final String VARIABLE = "QUICHE_LIBRARY";

  static final String NETTY_RESOURCE = "/META-INF/native/libnetty_quiche42_linux_x86_64.so";
  static final String NETTY_SHA256 =
      "899cab8cb663abb8f7b145e8238418296c35992baffa1243fcf163e494455fbb";
  private static final String NETTY_EXPORTED = "JNI_OnLoad_netty_quiche";

  private QuicheLibrary() {}

  private static SymbolLookup library;

  /// Loads the library for this machine at the first call; it stays loaded.
  ///
  /// @throws UnsupportedOperationException if there is none
  static synchronized SymbolLookup load() {
    if (library == null) {
      library = find();
    }
    return library;
  }

  private static SymbolLookup find() {
    String own = System.getenv(VARIABLE);
    if (own != null && !own.isBlank()) {
      return exported(Path.of(own));
    }
    requireLinux(System.getProperty("os.name"), System.getProperty("os.arch"));
    try (InputStream in = QuicheLibrary.class.getResourceAsStream(NETTY_RESOURCE)) {
      if (in == null) {
        throw new UnsupportedOperationException("the class path has no " + NETTY_RESOURCE);
      }
      return hidden(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("quiche's library cannot be unpacked", e);
    }
  }

  /// @throws UnsupportedOperationException where Netty's file does not serve
  static void requireLinux(String system, String processor) {
    String known = processor.toLowerCase(Locale.ROOT);
    if (!system.startsWith("Linux") || !(known.equals("amd64") || known.equals("x86_64"))) {
      throw new UnsupportedOperationException(
          "the QUIC engine runs on Linux x86-64, and this is %s %s; elsewhere on Linux, %s may name"
                  .formatted(system, processor, VARIABLE)
              + " a shared library with quiche's C API");
    }
  }

  /// @throws UnsupportedOperationException if that is no library with quiche's functions
  static SymbolLookup exported(Path file) {
    try {
      SymbolLookup lookup = SymbolLookup.libraryLookup(file, Arena.global());
      if (lookup.find("quiche_version").isEmpty()) {
        throw new UnsupportedOperationException(
            "%s names %s, which exports no quiche_version".formatted(VARIABLE, file));
      }
      return lookup;
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperationException(
          "%s names %s, which cannot be loaded".formatted(VARIABLE, file), e);
    }
  }

  /// @throws UnsupportedOperationException if these are not the bytes whose functions are known
  static SymbolLookup hidden(byte[] content) throws IOException {
    String digest = sha256(content);
    if (!digest.equals(NETTY_SHA256)) {
      throw new UnsupportedOperationException(
          "the library in Netty's jar has SHA-256 %s; only the one with %s is known to fit"
              .formatted(digest, NETTY_SHA256));
    }
    Map<String, Long> values = ElfSymbols.read(content);
    MemorySegment anchor = loaded(content).findOrThrow(NETTY_EXPORTED);
    long base = anchor.address() - values.get(NETTY_EXPORTED);
    return name ->
        Optional.ofNullable(values.get(name)).map(value -> MemorySegment.ofAddress(base + value));
  }

  private static SymbolLookup loaded(byte[] content) throws IOException {
    Path file = Temporary.file("libquiche-", ".so");
    try {
      Files.write(file, content);
      return SymbolLookup.libraryLookup(file, Arena.global());
    } finally {
      // Linux keeps a mapped file's pages: nothing is left behind, even after a SIGKILL.
      Files.delete(file);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

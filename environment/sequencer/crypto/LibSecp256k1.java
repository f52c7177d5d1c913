package sequencer.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Locale;
import runtime.Temporary;

/// The functions of libsecp256k1 that the C API offers and secp256k1-kmp's Java API does not: the
/// shared library inside its jar exports both. Signatures as in `secp256k1.h` and
/// `secp256k1_recovery.h`, library version 0.7.
///
/// The handles are static finals so that the compiler can turn each call into a direct one.
final class LibSecp256k1 {
  static final long PUBLIC_KEY_BYTES = 64;
  static final long RECOVERABLE_SIGNATURE_BYTES = 65;
  static final int UNCOMPRESSED = 2;

  static final MethodHandle PUBKEY_CREATE;
  static final MethodHandle PUBKEY_SERIALIZE;
  static final MethodHandle SIGN_RECOVERABLE;
  static final MethodHandle SIGNATURE_SERIALIZE;
  static final MethodHandle SIGNATURE_PARSE;
  static final MethodHandle RECOVER;

  /// Created once, blinded against side channels, and from then on only read, by any thread.
  static final MemorySegment CONTEXT;

  private static final int CONTEXT_NONE = 1;

  static {
    SymbolLookup library = load();
    PUBKEY_CREATE = function(library, "secp256k1_ec_pubkey_create", ADDRESS, ADDRESS, ADDRESS);
    PUBKEY_SERIALIZE =
        function(
            library, "secp256k1_ec_pubkey_serialize", ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    SIGN_RECOVERABLE =
        function(
            library,
            "secp256k1_ecdsa_sign_recoverable",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    SIGNATURE_SERIALIZE =
        function(
            library,
            "secp256k1_ecdsa_recoverable_signature_serialize_compact",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    SIGNATURE_PARSE =
        function(
            library,
            "secp256k1_ecdsa_recoverable_signature_parse_compact",
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_INT);
    RECOVER = function(library, "secp256k1_ecdsa_recover", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    CONTEXT = context(library);
  }

  private LibSecp256k1() {}

  /// Where the jar keeps the library for this machine, as the jar's author named the folders.
  ///
  /// @throws UnsupportedOperationException if it has none for this machine
  static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String folder =
        switch (processor) {
          case "amd64", "x86_64" -> "linux-x86_64";
          case "aarch64", "arm64" -> "linux-aarch64";
          default -> null;
        };
    if (!system.startsWith("linux") || folder == null) {
      throw new UnsupportedOperationException(
          "libsecp256k1 is bundled for Linux on x86_64 and aarch64; this is %s on %s"
              .formatted(system, processor));
    }
    return "/fr/acinq/secp256k1/jni/native/" + folder + "/libsecp256k1-jni.so";
  }

  private static SymbolLookup load() {
    String resource = resource();
    try (InputStream in = LibSecp256k1.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new UnsupportedOperationException("the class path has no " + resource);
      }
      Path file = Temporary.file("libsecp256k1-", ".so");
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return SymbolLookup.libraryLookup(file, Arena.global());
      } finally {
        // Linux keeps a mapped file's pages: nothing is left behind, even after a SIGKILL.
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("libsecp256k1 cannot be unpacked", e);
    }
  }

  private static MethodHandle function(
      SymbolLookup library, String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MemorySegment context(SymbolLookup library) {
    MethodHandle create =
        Linker.nativeLinker()
            .downcallHandle(
                library.findOrThrow("secp256k1_context_create"),
                FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MethodHandle randomize = function(library, "secp256k1_context_randomize", ADDRESS, ADDRESS);
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment context = (MemorySegment) create.invokeExact(CONTEXT_NONE);
      if ((int) randomize.invokeExact(context, arena.allocateFrom(JAVA_BYTE, seed)) != 1) {
        throw new IllegalStateException("libsecp256k1 refused to blind its context");
      }
      return context;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("libsecp256k1 could not be called", e);
    }
  }
}

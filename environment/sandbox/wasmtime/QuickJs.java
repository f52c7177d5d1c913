package sandbox.wasmtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import peers.NodePackages;
import runtime.Project;
import sandbox.RejectedCode;

/// The interpreter of JavaScript: QuickJS-ng in WebAssembly, from the npm package that
/// `package.json` beside this file names, sealed by [Sealer]. Neither is in this project's
/// repository; the hashes of both are, and other bytes are refused.
public final class QuickJs {
  /// SHA-256 of `quickjs.wasm` in the package.
  static final String PACKAGED = "c0bd8f296e18cf074969f6401b9ecb72609a1323818ec2b9bf7a8f8d740d1363";

  /// SHA-256 of what is made of it.
  static final String SEALED = "d01e765e023af36aafc6f3c8040d62521d29598edf4ac80d226d1860e36ec929";

  private static final String FOLDER = "environment/sandbox/wasmtime";

  private QuickJs() {}

  /// What this machine lacks to have it, as a sentence; empty if it lacks nothing.
  public static Optional<String> absence() {
    return packages().isReady() ? Optional.empty() : packages().absence();
  }

  /// The package's file, which is brought first if it is not there.
  ///
  /// @throws IOException if it cannot be brought; the message says what is missing
  public static Path file() throws IOException {
    packages().install();
    return packages().program("quickjs-wasi/quickjs.wasm");
  }

  private static NodePackages packages() {
    return NodePackages.of(Project.home().resolve(FOLDER));
  }

  /// The sealed module, which is kept beside the package's file once it is made.
  ///
  /// @param file as [#file] has given it
  /// @param engine on which the module runs while it is sealed
  /// @throws IOException if a file cannot be read or written, or holds other bytes than it must
  static byte[] sealed(Path file, WasmtimeEngine engine) throws IOException {
    Path kept = file.resolveSibling("sealed.wasm");
    if (Files.exists(kept)) {
      byte[] sealed = Files.readAllBytes(kept);
      if (ModuleCache.hash(sealed).equals(SEALED)) {
        return sealed;
      }
    }
    byte[] packaged = Files.readAllBytes(file);
    require(packaged, PACKAGED, "the package's QuickJS");
    byte[] sealed =
        engine.onGuestThread(
            () -> {
              try {
                return Sealer.seal(packaged, engine);
              } catch (RejectedCode e) {
                throw new IllegalStateException("QuickJS cannot be sealed", e);
              }
            });
    require(sealed, SEALED, "the sealed QuickJS");
    Path whole = kept.resolveSibling("sealed." + UUID.randomUUID());
    Files.write(whole, sealed);
    Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
    return sealed;
  }

  private static void require(byte[] bytes, String hash, String what) throws IOException {
    String found = ModuleCache.hash(bytes);
    if (!found.equals(hash)) {
      throw new IOException(
          "%s has the SHA-256 %s, and %s is what is known to be good".formatted(what, found, hash));
    }
  }
}

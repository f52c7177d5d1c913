package chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import peers.NodePackages;
import peers.Peer;
import runtime.OperatingSystem;
import runtime.Project;

/// What npm brings for the chain: the development chain, the Solidity compiler and an Ethereum
/// client that nobody here wrote.
public final class ChainPackages {
  private ChainPackages() {}

  /// Those of `package.json`.
  public static NodePackages npm() {
    return NodePackages.of(Project.home().resolve("environment/chain"));
  }

  /// A script of this module's folder, run by Node.js with the packages at hand.
  ///
  /// @throws IOException if Node.js is absent or a package is not available
  static Peer script(String name) throws IOException {
    NodePackages packages = npm();
    packages.install();
    return packages.script(name);
  }

  /// The chain's own program, not its Node.js wrapper, which would be one process more to end.
  ///
  /// @throws IOException if npm cannot bring it, or there is none for this machine
  static Path anvil() throws IOException {
    NodePackages packages = npm();
    packages.install();
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean mac = system.startsWith("mac");
    String os = OperatingSystem.isWindows() ? "win32" : mac ? "darwin" : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path program =
        packages.program(
            "@foundry-rs/anvil-%s-%s/bin/%s"
                .formatted(os, processor, OperatingSystem.fileOf("anvil")));
    if (!Files.isRegularFile(program)) {
      throw new IOException("npm brought no anvil for %s %s".formatted(os, processor));
    }
    return program;
  }
}

package peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import runtime.OperatingSystem;

/// The npm packages that a folder's `package.json` names at exact versions (`node_modules`). No
/// package's install script is run.
public final class NodePackages extends Packages {
  private NodePackages(Path folder) {
    super(folder, "package.json", "npm", "node_modules");
  }

  /// Those that the folder's file names.
  public static NodePackages of(Path folder) {
    return new NodePackages(folder);
  }

  @Override
  public Optional<String> absence() {
    boolean there =
        OperatingSystem.program("node").isPresent() && OperatingSystem.program("npm").isPresent();
    return there
        ? Optional.empty()
        : Optional.of("no Node.js with npm here; apt-get install nodejs npm");
  }

  /// A program of a package: a file below `node_modules`.
  @Override
  public Path program(String name) {
    return target().resolve(name);
  }

  /// A script of the folder, run by Node.js, which finds the packages.
  ///
  /// @throws IOException if Node.js is absent
  public Peer script(String name) throws IOException {
    Path node =
        OperatingSystem.program("node")
            .orElseThrow(() -> new IOException(absence().orElse("no Node.js here")));
    return Peer.of(name, node.toString(), folder.resolve(name).toString());
  }

  /// `ready` might be a package.
  @Override
  Path mark() {
    return target().resolve(".ready");
  }

  @Override
  void make() throws IOException {
    run(
        OperatingSystem.program("npm").orElseThrow().toString(),
        "install",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--ignore-scripts",
        "--logs-max=0",
        "--loglevel=error");
  }
}

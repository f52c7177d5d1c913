package peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runtime.OperatingSystem;

/// The Python packages that a folder's `requirements.txt` names at exact versions, in an
/// environment of its own (`.venv`).
public final class PythonPackages extends Packages {
  private final String version;
  private final boolean whole;

  private PythonPackages(Path folder, String version, boolean whole) {
    super(folder, "requirements.txt", "pip", ".venv");
    this.version = version;
    this.whole = whole;
  }

  /// Those that the folder's file names, and no others: it names what they need as well. Any Python
  /// 3 will do.
  public static PythonPackages of(Path folder) {
    return new PythonPackages(folder, "3", true);
  }

  /// The same with this Python alone, such as `3.12`.
  public PythonPackages python(String required) {
    return new PythonPackages(folder, required, whole);
  }

  /// The same, with whatever those that are named need.
  public PythonPackages withDependencies() {
    return new PythonPackages(folder, version, false);
  }

  @Override
  public Optional<String> absence() {
    return Interpreter.find(version).isPresent()
        ? Optional.empty()
        : Optional.of(Interpreter.absence(version));
  }

  /// The interpreter that finds the packages.
  public Path python() {
    return program("python");
  }

  @Override
  public Path program(String name) {
    return target()
        .resolve(OperatingSystem.isWindows() ? "Scripts" : "bin")
        .resolve(OperatingSystem.fileOf(name));
  }

  @Override
  String pins() throws IOException {
    return (version.equals("3") ? "" : "# Python " + version + "\n") + super.pins();
  }

  @Override
  void make() throws IOException {
    String python = Interpreter.find(version).orElseThrow().toString();
    run(python, "-m", "venv", "--clear", target().toAbsolutePath().toString());
    List<String> pip = new ArrayList<>();
    pip.addAll(List.of(python().toAbsolutePath().toString(), "-m", "pip", "--quiet", "install"));
    if (whole) {
      pip.add("--no-deps");
    }
    pip.addAll(List.of("--requirement", "requirements.txt"));
    try {
      run(pip.toArray(String[]::new));
    } catch (IOException e) { // without a network pip says last that there is no such package
      if (!e.getMessage().contains("connection broken by")) {
        throw e;
      }
      throw new IOException(
          wording()
              + " failed: it does not reach the package index; once this machine does, the same"
              + " command goes on",
          e);
    }
  }
}

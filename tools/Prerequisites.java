package tools;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

/// What a full run uses besides Java. Nothing here is needed to run a lab: each is one kind of
/// measuring or showing more.
public final class Prerequisites {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final Path MAC_BROWSER =
      Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Commands commands;
  private final Installer installer;

  /// Looks at the machine whose programs these are.
  public Prerequisites(Commands commands) {
    this.commands = commands;
    this.installer = Installer.of(commands);
  }

  /// Looks for all of them.
  public List<Diagnosis> look() {
    return List.of(docker(), python(), browser(), fonts());
  }

  /// A Docker daemon that answers.
  public Diagnosis docker() {
    String without = "labs run as processes, not in containers";
    if (commands.find("docker").isEmpty()) {
      String remedy =
          installer.install(
              "docker.io", "moby-engine", "--cask docker", "Docker.DockerDesktop", "Docker");
      return absent("Docker", "not installed; " + without, remedy);
    }
    Optional<Commands.Answer> version =
        commands.ask(List.of("docker", "version", "--format", "{{.Server.Version}}"));
    if (version.isPresent() && version.get().status() == 0) {
      return new Ready("Docker", version.get().text());
    }
    return absent("Docker", "no daemon answers; " + without, startOfDocker());
  }

  private static Diagnosis absent(String name, String consequence, String remedy) {
    return new Note(name, consequence, List.of(remedy));
  }

  private String startOfDocker() {
    if (installer == Installer.BREW) return "open -a Docker";
    if (installer == Installer.WINGET) return "start Docker Desktop";
    return commands.find("systemctl").isPresent()
        ? "sudo systemctl start docker"
        : "sudo environment/runtime/dockerd.sh";
  }

  /// A Python 3 that can make an environment of its own.
  public Diagnosis python() {
    String probe = "import ensurepip, platform, venv; print(platform.python_version())";
    for (String name : List.of("python3", "python")) {
      Optional<Commands.Answer> version = commands.ask(List.of(name, "-c", probe));
      if (version.isPresent() && version.get().status() == 0) {
        return new Ready("Python", version.get().text());
      }
    }
    return absent(
        "Python",
        "no Python 3 with venv; notebooks need it",
        installer.install(
            "python3-venv", "python3", "python", "Python.Python.3.13", "Python 3 with venv"));
  }

  /// A browser that draws pages without a screen.
  public Diagnosis browser() {
    for (String name : BROWSERS) {
      Optional<Path> browser = commands.find(name);
      if (browser.isPresent()) return new Ready("Chromium", browser.get().toString());
    }
    if (Files.isExecutable(MAC_BROWSER)) return new Ready("Chromium", MAC_BROWSER.toString());
    return absent(
        "Chromium",
        "no Chromium or Chrome; the tests of pages are skipped",
        installer.install(
            "chromium", "chromium", "--cask chromium", "Google.Chrome", "Chromium or Chrome"));
  }

  /// Fonts with which Java can draw.
  public Diagnosis fonts() {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      double width =
          font.getStringBounds("1 432 µs", new FontRenderContext(null, true, true)).getWidth();
      if (width > 0) return new Ready("fonts", "charts can be drawn");
    } catch (RuntimeException | LinkageError | InternalError e) {
      // This is how Java says that the system has no fonts: it is what was found.
    }
    return absent(
        "fonts",
        "Java finds none; charts need one",
        installer.install(
            "fontconfig fonts-dejavu-core",
            "fontconfig dejavu-sans-fonts",
            "--cask font-dejavu",
            "a font",
            "fontconfig and a font"));
  }
}

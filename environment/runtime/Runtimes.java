package runtime;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where a lab gets its runtime.
public final class Runtimes {
  /// For a system that recovers from a kill on a busy disk; one that dies is told of at once.
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final String ASKED_FOR = "asked for";

  private final Path project;
  private final Map<String, String> environment;
  private final Consumer<String> says;

  Runtimes(Path project, Map<String, String> environment, Consumer<String> says) {
    this.project = project;
    this.environment = environment;
    this.says = says;
  }

  /// The runtime that the user asked for.
  ///
  /// @param kind `process`, `container`, or `auto`: a container when a Docker daemon answers and an
  ///     image is available, else a process; [SystemRuntime#reason] says why
  /// @param project the project's root; systems keep their data in its `.work` folder
  /// @param says told what is going on when it takes longer than a moment, as half a sentence
  /// @throws RuntimeUnavailable if that runtime is not available here
  public static SystemRuntime choose(String kind, Path project, Consumer<String> says)
      throws RuntimeUnavailable {
    return new Runtimes(project, System.getenv(), says).choose(kind);
  }

  /// As above, in silence.
  public static SystemRuntime choose(String kind, Path project) throws RuntimeUnavailable {
    return choose(kind, project, progress -> {});
  }

  /// Where a Docker daemon answers, as `DOCKER_HOST` would name it.
  ///
  /// @throws RuntimeUnavailable if none does, with what was tried
  public static String daemon() throws RuntimeUnavailable {
    return DockerHost.find(System.getenv()).uri().toString();
  }

  SystemRuntime choose(String kind) throws RuntimeUnavailable {
    return switch (kind) {
      case "process" -> process(WorkFolder.create(project), ASKED_FOR);
      case "container" -> container();
      case "auto" -> either();
      default ->
          throw new IllegalArgumentException(
              "a runtime is 'process', 'container' or 'auto', not '" + kind + "'");
    };
  }

  private SystemRuntime container() throws RuntimeUnavailable {
    WorkFolder work = WorkFolder.create(project);
    try {
      return container(DockerHost.find(environment), work, ASKED_FOR);
    } catch (RuntimeUnavailable e) {
      work.delete();
      throw new RuntimeUnavailable(
          "--runtime container, but " + e.getMessage(), e.tried(), e.advice());
    }
  }

  private SystemRuntime either() throws RuntimeUnavailable {
    WorkFolder work = WorkFolder.create(project);
    try {
      DockerHost host = DockerHost.find(environment);
      return container(host, work, "a Docker daemon answers at " + host.uri());
    } catch (RuntimeUnavailable e) {
      return process(work, e.getMessage());
    }
  }

  private static SystemRuntime process(WorkFolder work, String reason) {
    return new ProcessRuntime(work, new Session(work, List.of()), reason, START_LIMIT);
  }

  private SystemRuntime container(DockerHost host, WorkFolder work, String reason)
      throws RuntimeUnavailable {
    try {
      DockerDaemon daemon = DockerDaemon.connect(host);
      work.sweep(daemon);
      BaseImage base = BaseImage.obtain(daemon, work.temporary(), says);
      SystemImage image =
          SystemImage.obtain(daemon, base, ClassPath.ofThisJvm(), work.temporary(), says);
      Session session = new Session(work, List.of(host.uri().toString(), work.id()));
      return new ContainerRuntime(daemon, base, image, work, session, reason, START_LIMIT);
    } catch (DockerException | IOException e) {
      throw new RuntimeUnavailable(
          "the Docker daemon at " + host.uri() + " refuses: " + e.getMessage(),
          List.of(host.uri().toString()),
          "look at docker info, or leave the choice to the lab: --runtime auto");
    }
  }
}

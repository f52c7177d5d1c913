package runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The image with a Java 25 that every system's image stands on.
///
/// It is the public one if the daemon has it or can pull it. Where no registry answers, a stand-in
/// is made once from the JDK that runs the lab, under a name of this project: a public name never
/// stands for something else on the user's daemon.
///
/// @param name as a Dockerfile takes it
/// @param id the daemon's digest of its content
/// @param java the version of its JVM, `unknown` if the image does not say
record BaseImage(String name, String id, String java) {
  /// Moves with Java's updates; [#id] and [#java] say which one was used.
  static final String PUBLIC = "eclipse-temurin:25-jre";

  /// A registry that is there answers at once; one that is not may let a daemon wait for minutes.
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(5);

  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);

  /// Finds, pulls or makes the base image, whichever is possible first.
  ///
  /// @param temporary a folder on disk for the making
  /// @param says told of what takes longer than a moment
  /// @throws RuntimeUnavailable if neither a registry nor this machine has what it takes
  static BaseImage obtain(DockerDaemon daemon, Path temporary, Consumer<String> says)
      throws RuntimeUnavailable {
    Optional<BaseImage> present = present(daemon, PUBLIC).or(() -> present(daemon, StandIn.name()));
    if (present.isPresent()) {
      return present.get();
    }
    says.accept("pulling " + PUBLIC + ", once");
    if (pull(daemon)) {
      return present(daemon, PUBLIC).orElseThrow();
    }
    says.accept("no registry answers; making a base image from this JDK, a few seconds, once");
    try {
      StandIn.make(daemon, temporary);
    } catch (IOException e) {
      throw new RuntimeUnavailable(
          "no base image: "
              + PUBLIC
              + " cannot be pulled, and making one here failed: "
              + e.getMessage(),
          List.of(PUBLIC + " (no registry answers)", StandIn.name() + " (" + e.getMessage() + ")"),
          "docker pull " + PUBLIC + " where a registry can be reached, then docker save and load");
    }
    return present(daemon, StandIn.name()).orElseThrow();
  }

  private static Optional<BaseImage> present(DockerDaemon daemon, String name) {
    return daemon.image(name).map(image -> new BaseImage(name, image.getId(), java(image)));
  }

  private static String java(InspectImageResponse image) {
    String[] variables = image.getConfig() == null ? null : image.getConfig().getEnv();
    return Arrays.stream(variables == null ? new String[0] : variables)
        .filter(variable -> variable.startsWith("JAVA_VERSION="))
        .map(variable -> variable.substring(variable.indexOf('=') + 1))
        .findFirst()
        .orElse("unknown");
  }

  private static boolean pull(DockerDaemon daemon) {
    Pull pull = new Pull();
    String[] parts = PUBLIC.split(":");
    try (Pull running = daemon.client().pullImageCmd(parts[0]).withTag(parts[1]).exec(pull)) {
      return running.answered.await(REGISTRY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          && running.awaitCompletion(DOWNLOAD_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          && daemon.image(PUBLIC).isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (DockerException | IOException e) {
      return false;
    }
  }

  /// A download under way; its first item, or its failure, is the registry's answer.
  private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public void onNext(PullResponseItem item) {
      answered.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      answered.countDown();
    }

    @Override
    public void onComplete() {
      super.onComplete();
      answered.countDown();
    }
  }
}

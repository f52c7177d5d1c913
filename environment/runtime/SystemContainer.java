package runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.WaitContainerCondition;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// A container of Testcontainers as this project needs it: held by its standard input (see
/// [Leash]), its output copied to a [SystemLog], its end awaited from before its start, so that
/// nothing it says or does is missed.
final class SystemContainer extends GenericContainer<SystemContainer> {
  /// Where a system listens inside; outside it has another port.
  static final int PORT = 7000;

  /// Where its data are inside.
  static final String DATA = "/data";

  /// Where the files of a launch are inside.
  private static final String FILES = "/app/files/";

  private static final Duration LOG_DRAIN = Duration.ofSeconds(1);

  /// All may read and run them: what a launch brings is not secret.
  private static final int PROGRAM = 0755;

  private final SystemLog log;
  private final CountDownLatch leash = new CountDownLatch(1);
  private final Output output;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private String id = "";

  SystemContainer(String image, SystemLog log) {
    super(new RemoteDockerImage(DockerImageName.parse(image)).withImagePullPolicy(name -> false));
    this.log = log;
    this.output = new Output(log);
    withStartupCheckStrategy(new Unchecked());
    waitingFor(new Unwaited());
  }

  /// What to run, on what data, within how much memory, published where.
  ///
  /// @param publishedAt address of the daemon's machine to publish on
  /// @param port the port there, 0 for any
  SystemContainer running(
      List<String> javaArguments,
      Launch launch,
      DockerVolume data,
      String publishedAt,
      Map<String, String> labels) {
    String port = launch.port() == 0 ? "" : Integer.toString(launch.port());
    HostConfig host =
        HostConfig.newHostConfig()
            .withBinds(new Bind(data.volume(), new Volume(DATA)))
            .withMemory(launch.memoryBytes())
            .withMemorySwap(launch.memoryBytes())
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withPortBindings(
                PortBinding.parse(
                    "%s:%s:%s".formatted(publishedAt, port, exposed(launch.protocol()))));
    launch
        .files()
        .forEach(
            (name, file) ->
                withCopyFileToContainer(MountableFile.forHostPath(file, PROGRAM), FILES + name));
    return withLabels(labels)
        .withCreateContainerCmdModifier(command -> apply(command, host, launch, javaArguments));
  }

  /// [#PORT], as the daemon knows it. Testcontainers is not told of it, for it waits until it is
  /// published by TCP.
  static ExposedPort exposed(Launch.Protocol protocol) {
    return switch (protocol) {
      case TCP -> ExposedPort.tcp(PORT);
      case UDP -> ExposedPort.udp(PORT);
    };
  }

  private static void apply(
      CreateContainerCmd command, HostConfig host, Launch launch, List<String> arguments) {
    command
        .withEntrypoint("java")
        .withCmd(arguments)
        .withWorkingDir(DATA)
        .withExposedPorts(exposed(launch.protocol()))
        .withHostConfig(host)
        .withAttachStdin(true)
        .withStdinOpen(true)
        .withStdInOnce(true);
  }

  /// Where a container finds the files of a launch, by name.
  static Map<String, String> files(Launch launch) {
    return launch.files().keySet().stream()
        .collect(Collectors.toMap(name -> name, name -> FILES + name));
  }

  /// The daemon's name for it, empty before it was made.
  String id() {
    return id;
  }

  /// Completes with the exit status once the container has ended and its log is complete.
  CompletableFuture<Integer> exit() {
    return exit;
  }

  /// Lets go of its standard input and of the connections to the daemon.
  void letGo() {
    leash.countDown();
    output.closeQuietly();
  }

  /// Between its making and its start: from here on nothing can be missed.
  @Override
  protected void containerIsCreated(String containerId) {
    id = containerId;
    dockerClient
        .attachContainerCmd(containerId)
        .withStdIn(new Held(leash))
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(output);
    dockerClient
        .waitContainerCmd(containerId)
        .withCondition(WaitContainerCondition.NEXT_EXIT)
        .exec(new End());
    try {
      output.awaitStarted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asked for when a start fails; the daemon keeps no log of its own.
  @Override
  public String getLogs() {
    return String.join("\n", log.last(20));
  }

  private void ended(int status) {
    try {
      output.awaitCompletion(LOG_DRAIN.toMillis(), TimeUnit.MILLISECONDS);
      output.endLines();
      if (Boolean.TRUE.equals(
          dockerClient.inspectContainerCmd(id).exec().getState().getOOMKilled())) {
        log.line("killed for memory: the container has reached its limit");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | IOException e) {
      // it was removed meanwhile, and why it ended is not known
    }
    exit.complete(status);
  }

  private final class End extends ResultCallback.Adapter<WaitResponse> {
    @Override
    public void onNext(WaitResponse response) {
      Thread.startVirtualThread(() -> ended(response.getStatusCode()));
    }

    @Override
    public void onError(Throwable failure) {
      exit.completeExceptionally(failure);
    }
  }

  /// Standard output and standard error, cut into lines.
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final Lines standard;
    private final Lines error;

    Output(SystemLog log) {
      standard = new Lines(log);
      error = new Lines(log);
    }

    @Override
    public void onNext(Frame frame) {
      (frame.getStreamType() == StreamType.STDERR ? error : standard).add(frame.getPayload());
    }

    void endLines() {
      standard.close();
      error.close();
    }

    void closeQuietly() {
      try {
        close();
      } catch (IOException e) {
        // the connection is gone
      }
    }
  }

  /// Standard input of the container: never a byte, and no end until it is let go.
  private static final class Held extends InputStream {
    private final CountDownLatch leash;

    Held(CountDownLatch leash) {
      this.leash = leash;
    }

    @Override
    public int read() {
      try {
        leash.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return read();
    }
  }

  /// Testcontainers looks at most once a second whether a container runs; its first line tells.
  private static final class Unchecked extends StartupCheckStrategy {
    @Override
    public boolean waitUntilStartupSuccessful(DockerClient client, String containerId) {
      return true;
    }

    @Override
    public StartupStatus checkStartupState(DockerClient client, String containerId) {
      return StartupStatus.SUCCESSFUL;
    }
  }

  /// [Readiness] does the waiting, for both runtimes alike.
  private static final class Unwaited implements WaitStrategy {
    @Override
    public void waitUntilReady(WaitStrategyTarget container) {}

    @Override
    public WaitStrategy withStartupTimeout(Duration limit) {
      return this;
    }
  }
}

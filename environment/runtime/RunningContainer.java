package runtime;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A system in a container.
final class RunningContainer implements RunningSystem {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

  private final Launch launch;
  private final DockerDaemon daemon;
  private final SystemContainer container;
  private final SystemLog log;
  private final Consumer<RunningSystem> onClose;
  private InetSocketAddress address;
  private volatile boolean ended;
  private volatile ContainerFacts facts;
  private volatile long lastCpuNs;

  /// @param onClose told once the container is gone
  RunningContainer(
      Launch launch,
      DockerDaemon daemon,
      SystemContainer container,
      SystemLog log,
      Consumer<RunningSystem> onClose) {
    this.launch = launch;
    this.daemon = daemon;
    this.container = container;
    this.log = log;
    this.onClose = onClose;
  }

  /// Starts it and waits for its first line.
  void start(Duration limit) throws StartFailure {
    try {
      startContainer();
      new Readiness(launch.name(), log, container.exit()).await(limit);
      InspectContainerResponse seen = daemon.client().inspectContainerCmd(container.id()).exec();
      address = reachable(seen);
      facts = new ContainerFacts(daemon, container.id(), seen.getState().getPidLong());
    } catch (StartFailure e) {
      close();
      throw e;
    } catch (DockerException e) {
      close();
      throw new StartFailure(
          "the %s was lost while starting: %s".formatted(launch.name(), e.getMessage()));
    }
  }

  private void startContainer() throws StartFailure {
    try {
      container.start();
    } catch (RuntimeException e) {
      if (!ranAtAll()) {
        throw new StartFailure(
            "the container of the %s could not be started: %s"
                .formatted(launch.name(), rootCause(e).getMessage()));
      }
    }
  }

  /// A system that died at once makes the start of its container fail too, but what it said
  /// matters.
  private boolean ranAtAll() {
    try {
      container.exit().get(1, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Throwable rootCause(Throwable failure) {
    return failure.getCause() == null ? failure : rootCause(failure.getCause());
  }

  @Override
  public Launch launch() {
    return launch;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /// Whether the address is the container's own, and not one that the daemon forwards.
  boolean direct() {
    return address.getPort() == SystemContainer.PORT;
  }

  @Override
  public void kill() {
    ended = true;
    signal("SIGKILL");
    awaitEnd(END_LIMIT);
  }

  @Override
  public void stop() {
    ended = true;
    signal("SIGTERM");
    if (!awaitEnd(STOP_LIMIT)) {
      kill();
    }
  }

  @Override
  public boolean alive() {
    return !container.exit().isDone();
  }

  @Override
  public boolean died() {
    return !ended && !alive();
  }

  @Override
  public OptionalInt exitStatus() {
    return alive() || container.exit().isCompletedExceptionally()
        ? OptionalInt.empty()
        : OptionalInt.of(container.exit().join());
  }

  @Override
  public OptionalLong pid() {
    return alive() && facts != null && facts.here()
        ? OptionalLong.of(facts.pid())
        : OptionalLong.empty();
  }

  @Override
  public OptionalLong cpuNs() {
    return alive() && facts != null ? facts.cpuNs() : OptionalLong.empty();
  }

  /// What it has used so far, or had used when the lab ended it.
  long cpuNsToTheEnd() {
    lastCpuNs = cpuNs().orElse(lastCpuNs);
    return lastCpuNs;
  }

  @Override
  public OptionalLong residentBytes() {
    return alive() ? facts.residentBytes() : OptionalLong.empty();
  }

  @Override
  public Path log() {
    return log.file();
  }

  @Override
  public List<String> lastLogLines(int lines) {
    return log.last(lines);
  }

  @Override
  public void close() {
    ended = true;
    if (!container.id().isEmpty()) {
      cpuNsToTheEnd();
      daemon.removeContainer(container.id());
    }
    container.letGo();
    onClose.accept(this);
  }

  private void signal(String name) {
    cpuNsToTheEnd();
    try {
      daemon.client().killContainerCmd(container.id()).withSignal(name).exec();
    } catch (DockerException e) {
      if (e.getHttpStatus() != 404 && e.getHttpStatus() != 409) { // gone, or not running any more
        throw e;
      }
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      container.exit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The container's own address where this machine can reach it: the published port of a local
  /// daemon leads through a proxy process that copies every byte, and would be measured with the
  /// system. A port that was asked for is always the published one.
  private InetSocketAddress reachable(InspectContainerResponse seen) throws StartFailure {
    InetSocketAddress where = daemon.bridged() && launch.port() == 0 ? own(seen) : published(seen);
    // a UDP port takes what comes and says nothing
    if (launch.protocol() == Launch.Protocol.TCP && !answers(where)) {
      throw new StartFailure(
          "the %s listens in its container, but cannot be reached at %s:%s"
              .formatted(launch.name(), where.getHostString(), where.getPort()));
    }
    return where;
  }

  private static InetSocketAddress own(InspectContainerResponse seen) {
    ContainerNetwork network = seen.getNetworkSettings().getNetworks().values().iterator().next();
    return new InetSocketAddress(network.getIpAddress(), SystemContainer.PORT);
  }

  private InetSocketAddress published(InspectContainerResponse seen) {
    Binding[] published =
        seen.getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(SystemContainer.exposed(launch.protocol()));
    int port = Integer.parseInt(published[0].getHostPortSpec());
    return new InetSocketAddress(daemon.host().machine(), port);
  }

  private static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) CONNECT_LIMIT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

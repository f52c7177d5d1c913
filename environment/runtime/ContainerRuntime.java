package runtime;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Systems as containers of a Docker daemon, started by Testcontainers from an image of this JVM's
/// own jars.
public final class ContainerRuntime implements SystemRuntime {
  /// A daemon on another machine has to be reached from here; one on this machine from nowhere
  /// else.
  private static final String LOOPBACK = "127.0.0.1";

  private static final String EVERYWHERE = "0.0.0.0";

  private final DockerDaemon daemon;
  private final Map<ClassPath, SystemImage> images = new ConcurrentHashMap<>();
  private final BaseImage base;
  private final WorkFolder work;
  private final Session session;
  private final String reason;
  private final Duration startLimit;
  private final AtomicInteger volumes = new AtomicInteger();
  private final List<RunningContainer> started = new CopyOnWriteArrayList<>();
  private volatile String path = "unknown";

  ContainerRuntime(
      DockerDaemon daemon,
      BaseImage base,
      SystemImage image,
      WorkFolder work,
      Session session,
      String reason,
      Duration startLimit) {
    this.daemon = daemon;
    this.base = base;
    this.images.put(ClassPath.ofThisJvm(), image);
    this.work = work;
    this.session = session;
    this.reason = reason;
    this.startLimit = startLimit;
  }

  @Override
  public String kind() {
    return "container";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Map<String, String> details() {
    Info info = daemon.info();
    Map<String, String> details = new LinkedHashMap<>();
    details.put("java", base.java());
    details.put("image", images.get(ClassPath.ofThisJvm()).name());
    details.put("base", base.name());
    details.put("base_id", base.id());
    details.put("docker", info.getServerVersion());
    details.put("storage", info.getDriver());
    details.put("data", "volume on " + fileSystem(info));
    details.put("path", path);
    return details;
  }

  @Override
  public Path temporary() {
    return work.temporary();
  }

  @Override
  public DataFolder newData(String name) {
    Session.refuseName(name);
    String volume = "remeasure-%s-%s-%s".formatted(work.id(), name, volumes.incrementAndGet());
    daemon.client().createVolumeCmd().withName(volume).withLabels(labels()).exec();
    return session.add(new DockerVolume(name, volume, daemon));
  }

  @Override
  public DataFolder keptData(String name, Path folder) {
    if (!daemon.host().local()) {
      throw new IllegalArgumentException(
          "a folder of this machine cannot hold the data of a container on %s; use --runtime process"
              .formatted(daemon.host().machine()));
    }
    return new DockerVolume(name, folder.toAbsolutePath().normalize().toString(), daemon);
  }

  @Override
  public RunningSystem start(Launch wanted, DataFolder data) throws StartFailure {
    DockerVolume volume = (DockerVolume) data;
    volume.refuseGone();
    Launch launch = withPublishedPort(wanted);
    if (daemon.host().local()) {
      Ports.refuseTaken(LOOPBACK, launch);
    }
    SystemImage image = image(launch);
    SystemLog log = session.newLog(launch.name());
    JavaCommand java =
        new JavaCommand(
            image.classPath(),
            SystemContainer.DATA,
            "/tmp",
            EVERYWHERE,
            SystemContainer.PORT,
            launch.port() == 0 ? "" : daemon.host().machine() + ":" + launch.port(),
            SystemContainer.files(launch));
    SystemContainer container =
        new SystemContainer(image.name(), log)
            .running(
                java.of(launch),
                launch,
                volume,
                daemon.host().local() ? LOOPBACK : EVERYWHERE,
                labels());
    RunningContainer system =
        session.add(new RunningContainer(launch, daemon, container, log, session::remove));
    started.add(system);
    system.start(startLimit);
    path = system.direct() ? "bridge" : "published port";
    return system;
  }

  @Override
  public long cpuNsOutside() {
    return daemon.host().local()
        ? daemon.cpuNs() + started.stream().mapToLong(RunningContainer::cpuNsToTheEnd).sum()
        : 0;
  }

  @Override
  public void close() {
    session.close();
  }

  /// The daemon would choose a published port only as it starts the container: too late for a
  /// system that has to know it.
  private Launch withPublishedPort(Launch launch) throws StartFailure {
    boolean asks = launch.arguments().stream().anyMatch(a -> a.contains(JavaCommand.PUBLISHED));
    try {
      return asks && launch.port() == 0 && !daemon.bridged() ? launch.port(Ports.free()) : launch;
    } catch (IOException e) {
      throw new StartFailure("no port is free: " + e.getMessage());
    }
  }

  /// Another build has an image of its own.
  private SystemImage image(Launch launch) throws StartFailure {
    ClassPath jars = ClassPath.of(launch);
    SystemImage image = images.get(jars);
    if (image == null) {
      try {
        image = SystemImage.obtain(daemon, base, jars, work.temporary(), says -> {});
      } catch (IOException e) {
        throw new StartFailure("no image of its build can be made: " + e.getMessage());
      }
      images.put(jars, image);
    }
    return image;
  }

  private Map<String, String> labels() {
    return Map.of(DockerDaemon.RUN, work.id(), DockerDaemon.PROJECT, work.project());
  }

  /// The file system that volumes lie on, as the daemon says it; a driver that does not say is
  /// `unknown`.
  private static String fileSystem(Info info) {
    List<List<String>> status = info.getDriverStatuses();
    if (status == null) {
      return "unknown";
    }
    return status.stream()
        .filter(line -> line.getFirst().equals("Backing Filesystem"))
        .map(line -> line.get(1))
        .findFirst()
        .orElse("unknown");
  }
}

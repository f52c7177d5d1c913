package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Systems as processes of this machine: the JVM that runs the lab starts one more of its own kind
/// for each, bound to the loopback address.
public final class ProcessRuntime implements SystemRuntime {
  private static final String HOST = "127.0.0.1";

  private final WorkFolder work;
  private final Session session;
  private final String reason;
  private final Duration startLimit;
  private final LongAdder orphansCpuNs = new LongAdder();

  ProcessRuntime(WorkFolder work, Session session, String reason, Duration startLimit) {
    this.work = work;
    this.session = session;
    this.reason = reason;
    this.startLimit = startLimit;
  }

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("java", System.getProperty("java.vm.version"));
    details.put("data", work.fileSystem());
    return details;
  }

  @Override
  public Path temporary() {
    return work.temporary();
  }

  @Override
  public DataFolder newData(String name) {
    return session.newFolder(name);
  }

  @Override
  public DataFolder keptData(String name, Path folder) {
    return new DiskFolder(name, folder.toAbsolutePath().normalize(), true);
  }

  @Override
  public RunningSystem start(Launch launch, DataFolder data) throws StartFailure {
    Ports.refuseTaken(HOST, launch);
    SystemLog log = session.newLog(launch.name());
    JavaCommand java =
        new JavaCommand(
            ClassPath.of(launch).joined(),
            folder(data).toString(),
            work.temporary().toString(),
            HOST,
            launch.port(),
            "",
            files(launch));
    RunningProcess system =
        session.add(
            new RunningProcess(
                launch,
                process(java.of(launch), data, log),
                log,
                orphansCpuNs::add,
                session::remove));
    system.awaitListening(startLimit);
    return system;
  }

  @Override
  public long cpuNsOutside() {
    return orphansCpuNs.sum();
  }

  @Override
  public void close() {
    session.close();
  }

  private static Process process(List<String> arguments, DataFolder data, SystemLog log)
      throws StartFailure {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder(data).toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    try {
      return CleanEnvironment.of(builder).start();
    } catch (IOException e) {
      throw new StartFailure("no process could be started: " + e.getMessage());
    }
  }

  private static Map<String, String> files(Launch launch) {
    Map<String, String> files = new LinkedHashMap<>();
    launch.files().forEach((name, file) -> files.put(name, file.toAbsolutePath().toString()));
    return files;
  }

  private static Path folder(DataFolder data) {
    DiskFolder folder = (DiskFolder) data;
    if (!Files.isDirectory(folder.path())) {
      throw new IllegalStateException("the data '" + data.name() + "' have been deleted");
    }
    return folder.path();
  }
}

package sinkredis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Server;
import runtime.SharedLibraries;

/// Redis as a program that a runtime starts, in a process or a container: the machine's own
/// `redis-server` as the child of a JVM that ends with it.
///
/// In a container it is a copy, with the libraries that it is linked to: the same code runs in
/// both, whatever the image holds.
@Command(name = "redis")
public final class RedisServer extends Server {
  /// For Redis, which keeps everything in memory, and the cache of its log; the JVM beside it does
  /// nothing.
  private static final long MEMORY_BYTES = 2L << 30;

  /// It looks at the name that it is called by.
  private static final String PROGRAM = "redis-server";

  @Option(names = "--program", required = true, description = "redis-server")
  private Path program;

  @Option(names = "--loader", description = "starts a copy of it with the copied libraries")
  private Path loader;

  @Option(names = "--data", required = true, description = "where it keeps its data")
  private Path data;

  @Option(names = "--appendfsync", required = true, description = "always, everysec or no")
  private String appendFsync;

  private RedisServer() {
    super(0);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new RedisServer().run(arguments);
  }

  /// How a runtime starts one.
  ///
  /// @param appendFsync `always` (an answer means that it is on the disk), `everysec` or `no`
  /// @throws IOException if this machine has no `redis-server`
  public static Launch launch(String appendFsync) throws IOException {
    Path program = RedisProcess.neededProgram();
    SharedLibraries libraries = SharedLibraries.of(program);
    Launch launch = Launch.of("redis", RedisServer.class.getName()).file(PROGRAM, program);
    for (Path library : libraries.files()) {
      launch = launch.file(library.getFileName().toString(), library);
    }
    List<String> arguments = new ArrayList<>(List.of("--program", "{file:" + PROGRAM + "}"));
    if (libraries.loader().isPresent()) {
      String name = libraries.loader().get().getFileName().toString();
      arguments.addAll(List.of("--loader", "{file:" + name + "}"));
    }
    arguments.addAll(List.of("--data", "{data}/redis", "--host", "{host}", "--port", "{port}"));
    arguments.addAll(List.of("--appendfsync", appendFsync));
    return launch
        .arguments(arguments.toArray(String[]::new))
        .jvmFlags("-XX:+UseSerialGC")
        .memoryBytes(MEMORY_BYTES);
  }

  /// What runs `redis-server`. A copy has its libraries and their loader beside it, and is started
  /// by that one: the image's own loader may be too old for them.
  static List<String> command(Path program, Path loader) {
    Path folder = program.getParent();
    boolean copied = loader != null && folder.equals(loader.getParent());
    return copied
        ? List.of(loader.toString(), "--library-path", folder.toString(), program.toString())
        : List.of(program.toString());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RedisProcess redis =
        RedisProcess.start(command(program, loader), data, appendFsync, host, port);
    whenTold(redis);
    listening(host, redis.port());
    err().println("redis-server has ended: " + redis.awaitEnd());
    return ExitStatus.FAILED.code();
  }
}

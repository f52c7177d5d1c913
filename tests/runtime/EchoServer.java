package runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The smallest system that a runtime can start: it answers lines with lines, and remembers what it
/// was told to keep.
final class EchoServer {
  private final Path kept;
  private final Path file;

  private EchoServer(Path data, Path file) {
    this.kept = data.resolve("kept");
    this.file = file;
  }

  /// @param arguments data folder, host, port, and then what to do instead of serving: `die`,
  ///     `wait`, or a file
  static void main(String[] arguments) throws Exception {
    EchoServer server =
        new EchoServer(Path.of(arguments[0]), Path.of(arguments[arguments.length - 1]));
    if (List.of(arguments).contains("die")) {
      System.err.print("cannot map segment 41"); // as a JVM that is killed: no end of line
      System.err.flush();
      System.exit(7);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::sayBye));
    try (ServerSocket socket =
        new ServerSocket(Integer.parseInt(arguments[2]), 8, InetAddress.getByName(arguments[1]))) {
      System.out.println("a line before the one that counts");
      if (!List.of(arguments).contains("wait")) {
        System.out.println("listening on " + arguments[1] + ":" + socket.getLocalPort());
      }
      while (true) {
        Socket client = socket.accept();
        Thread.startVirtualThread(() -> server.serve(client));
      }
    }
  }

  /// Sends one line to a started server and returns its answer.
  static String ask(RunningSystem server, String line) throws IOException {
    return ask(server.address(), line);
  }

  /// Sends one line to the server at an address and returns its answer.
  static String ask(InetSocketAddress address, String line) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort());
        PrintWriter to = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader from = reader(socket)) {
      to.println(line);
      return from.readLine();
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader from = reader(client);
        PrintWriter to = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        to.println(answer(line));
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  private String answer(String line) throws IOException {
    return switch (line) {
      case "flags" -> String.join(" ", flags());
      case "all" -> Files.exists(kept) ? String.join(",", Files.readAllLines(kept)) : "";
      case "pid" -> Long.toString(ProcessHandle.current().pid());
      case "spin" -> spin();
      case "jvm" -> jvm();
      case "hog" -> hog();
      case "child" -> child();
      case "file" -> Files.readString(file) + (Files.isExecutable(file) ? ", to be run" : "");
      default -> line.startsWith("keep ") ? keep(line.substring(5)) : line;
    };
  }

  private String keep(String line) throws IOException {
    Files.writeString(
        kept,
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
    return "kept";
  }

  private void sayBye() {
    try {
      keep("bye");
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /// What a JVM may choose by itself, and what would make two of them incomparable.
  private static String jvm() {
    return "%s, heap %d of %d, %s, %d processors, %s"
        .formatted(
            System.getProperty("java.vm.version"),
            Runtime.getRuntime().totalMemory(),
            Runtime.getRuntime().maxMemory(),
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(MemoryManagerMXBean::getName)
                .toList(),
            Runtime.getRuntime().availableProcessors(),
            Charset.defaultCharset());
  }

  /// Has a child use some processor time and live on until this process ends.
  private static String child() throws IOException {
    String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; read -r _";
    return new ProcessBuilder("sh", "-c", work).start().inputReader().readLine();
  }

  /// Takes memory outside the heap until something stops it.
  private static String hog() {
    Linker linker = Linker.nativeLinker();
    MethodHandle calloc =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("calloc"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    try {
      while (true) {
        MemorySegment block = (MemorySegment) calloc.invokeExact(1L, 16L << 20);
        block.reinterpret(16L << 20).fill((byte) 1);
      }
    } catch (Throwable e) {
      return e.toString();
    }
  }

  /// Uses CPU until the process's own clock says that it has.
  private static String spin() {
    long startNs = cpuNs();
    while (cpuNs() - startNs < 200_000_000L) {
      Thread.onSpinWait();
    }
    return "spun";
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported()
        ? ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos()
        : Long.MAX_VALUE;
  }
}

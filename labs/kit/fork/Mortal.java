package kit.fork;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.lab.Trial;
import runtime.DataFolder;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;

/// A JVM that lives until it is killed, and says over a connection what it has done by then. What
/// it wrote there is read even after its death.
public final class Mortal implements AutoCloseable {
  private static final int SILENCE_MS_MAX = 120_000;
  private static final int FIRST_OWN = 4;

  /// What it lives for. It has a constructor without arguments.
  @FunctionalInterface
  public interface Life {
    /// Lives. If it returns, its JVM ends once the lab has read everything.
    ///
    /// @param data its folder, where earlier lives may have left something
    /// @param in from the lab
    /// @param out to the lab
    void live(Path data, List<String> arguments, DataInputStream in, DataOutputStream out)
        throws Exception;
  }

  private final RunningSystem system;
  private final Socket socket;

  private Mortal(RunningSystem system, Socket socket) {
    this.system = system;
    this.socket = socket;
  }

  /// Begins a life, on the data of earlier ones. Only the first of HotSpot's compilers works for
  /// it: most lives are short.
  public static Mortal start(
      Trial trial, DataFolder data, Class<? extends Life> life, Object... arguments)
      throws StartFailure, IOException {
    List<String> all = new ArrayList<>(List.of("{host}", "{port}", "{data}", life.getName()));
    for (Object argument : arguments) {
      all.add(String.valueOf(argument));
    }
    RunningSystem system =
        trial.start(
            Launch.of("mortal", Mortal.class.getName())
                .arguments(all.toArray(String[]::new))
                .jvmFlags("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            data);
    Socket socket = new Socket();
    socket.connect(system.address());
    socket.setSoTimeout(SILENCE_MS_MAX);
    socket.getOutputStream().write(1);
    return new Mortal(system, socket);
  }

  /// From it.
  public DataInputStream in() throws IOException {
    return new DataInputStream(socket.getInputStream());
  }

  /// To it.
  public DataOutputStream out() throws IOException {
    return new DataOutputStream(socket.getOutputStream());
  }

  /// Ends it, as `kill -9` does.
  public void kill() {
    system.kill();
  }

  /// Kills it if it lives.
  @Override
  public void close() throws IOException {
    kill();
    socket.close();
  }

  /// @param arguments host, port, data folder, the life's class, and what it gets
  public static void main(String[] arguments) throws Exception {
    Life life = (Life) Class.forName(arguments[3]).getDeclaredConstructor().newInstance();
    InetAddress host = InetAddress.getByName(arguments[0]);
    List<String> own = List.of(arguments).subList(FIRST_OWN, arguments.length);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[1]), 8, host)) {
      System.out.printf(Locale.ROOT, "listening on %s:%d%n", arguments[0], server.getLocalPort());
      System.out.flush();
      while (true) {
        try (Socket lab = server.accept()) {
          DataInputStream in = new DataInputStream(lab.getInputStream());
          if (in.read() < 0) {
            continue; // someone who only looked
          }
          DataOutputStream out = new DataOutputStream(lab.getOutputStream());
          life.live(Path.of(arguments[2]), own, in, out);
          out.flush();
          in.read();
          return;
        }
      }
    }
  }
}

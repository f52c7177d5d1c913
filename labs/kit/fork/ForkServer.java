package kit.fork;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The JVM in which one measurement runs: it listens, takes what the lab gives, measures, reports
/// on the same connection, and ends. So a process and a container measure alike.
public final class ForkServer {
  private static final int HOST = 0;
  private static final int PORT = 1;
  private static final int DATA = 2;
  private static final int MEASUREMENT = 3;
  private static final int WARM_UP_MS = 4;

  private ForkServer() {}

  /// @param arguments host, port, data folder, the measurement's class, milliseconds of a warm-up,
  ///     and what it gets
  public static void main(String[] arguments) throws Exception {
    ForkedMeasurement measurement =
        (ForkedMeasurement)
            Class.forName(arguments[MEASUREMENT]).getDeclaredConstructor().newInstance();
    InetAddress host = InetAddress.getByName(arguments[HOST]);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[PORT]), 1, host)) {
      System.out.printf(
          Locale.ROOT, "listening on %s:%d%n", arguments[HOST], server.getLocalPort());
      System.out.flush();
      boolean served = false;
      while (!served) {
        try (Socket lab = server.accept()) {
          served = serve(lab, measurement, arguments);
        }
      }
    }
    // Libraries leave threads behind that are no daemons.
    System.exit(0);
  }

  /// False for someone who only looked whether anybody listens, as a container's runtime may.
  private static boolean serve(Socket lab, ForkedMeasurement measurement, String[] arguments)
      throws IOException {
    lab.setTcpNoDelay(true);
    List<ByteBuffer> inputs;
    try {
      inputs = inputs(lab);
    } catch (EOFException e) {
      return false;
    }
    PrintStream out = new PrintStream(lab.getOutputStream(), false, StandardCharsets.UTF_8);
    try {
      List<String> own = List.of(arguments).subList(WARM_UP_MS + 1, arguments.length);
      Duration warmUpOnce = Duration.ofMillis(Long.parseLong(arguments[WARM_UP_MS]));
      measurement.measure(
          new ForkedMeasurement.Given(own, Path.of(arguments[DATA]), inputs, warmUpOnce),
          new ForkReport(out, lab.getInputStream()));
      out.println(ForkFindings.END);
    } catch (Throwable e) {
      e.printStackTrace();
      out.println(ForkFindings.FAILED + "\t" + String.valueOf(e).replace('\n', ' '));
    }
    out.flush();
    // The lab closes first, when it has read everything.
    lab.getInputStream().read();
    return true;
  }

  private static List<ByteBuffer> inputs(Socket lab) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(lab.getInputStream(), 1 << 16));
    List<ByteBuffer> sets = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      sets.add(ByteBuffer.wrap(bytes));
    }
    return sets;
  }
}

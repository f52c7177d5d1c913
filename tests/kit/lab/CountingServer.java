package kit.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// The smallest system with a speed: it answers with the number of steps that the answer took.
final class CountingServer {
  private static final int STEPS = 100;

  private CountingServer() {}

  /// @param arguments host and port
  static void main(String[] arguments) throws IOException {
    InetAddress host = InetAddress.getByName(arguments[0]);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[1]), 8, host)) {
      System.out.println("listening on " + arguments[0] + ":" + server.getLocalPort());
      while (true) {
        try (Socket client = server.accept()) {
          int steps = 0;
          while (steps < STEPS) {
            steps++;
          }
          client.getOutputStream().write((steps + "\n").getBytes(US_ASCII));
        }
      }
    }
  }

  /// Asks a started one.
  static int ask(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort());
        BufferedReader answer =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      return Integer.parseInt(answer.readLine());
    }
  }
}

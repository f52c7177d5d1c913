package transport.quic;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import transport.bench.Holdings;

/// Counts what the whole process holds, so nothing runs beside it.
@Isolated
class LeakTest extends EngineContract {
  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  /// Both ends of some connections, each with a stream that is not read and one that is.
  private void run(int connections) throws IOException {
    try (Peers peers = peers(Peers.Echo::new)) {
      for (int i = 0; i < connections; i++) {
        boolean abruptly = i % 2 == 0;
        CompletableFuture<Closing> over = new CompletableFuture<>();
        peers.connect(
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onEstablished() {
                    connection.write(
                        connection.openStream(true), ByteBuffer.allocate(5_000), false);
                    connection.write(connection.openStream(true), ByteBuffer.allocate(5_000), true);
                  }

                  @Override
                  public void onReadable(long stream) {
                    if (abruptly) {
                      connection.abort(1, "");
                    } else {
                      connection.close(2, "");
                    }
                  }

                  @Override
                  public void onClosed(Closing closing) {
                    over.complete(closing);
                  }
                });
        await(over);
      }
    }
  }

  /// Both endpoints have files, so that one of each pair left behind would make 20; what else is in
  /// this process opens and closes some too.
  @Test
  void filesComeBackWithTheEndpoints() throws IOException {
    run(10);
    long files = openFiles();
    for (int i = 0; i < 20; i++) {
      run(2);
    }
    long left = openFiles() - files;
    assertTrue(left < 20, "%s files are left".formatted(left));
  }

  /// A socket's and a loop's buffers are 1.3 MB, so that those of a few endpoints would show; the
  /// JVM's compiler asks for some megabytes too, when it likes.
  @Test
  void memoryOfEndpointsComesBack() throws IOException {
    run(10);
    run(0);
    long bytes = Holdings.mallocBytesNow();
    for (int i = 0; i < 50; i++) {
      run(0);
    }
    assertTrue(
        Holdings.mallocBytesNow() - bytes < 65_000_000,
        "%s bytes are left".formatted(Holdings.mallocBytesNow() - bytes));
  }

  @Test
  void connectionsThatEndAreForgottenWhileTheEndpointsLive() throws IOException {
    try (Peers peers = peers(Peers.Quiet::new)) {
      CompletableFuture<Void> empty = new CompletableFuture<>();
      for (int i = 0; i < 20; i++) {
        CompletableFuture<Closing> over = new CompletableFuture<>();
        peers.connect(
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onEstablished() {
                    connection.close(0, "");
                  }

                  @Override
                  public void onClosed(Closing closing) {
                    over.complete(closing);
                  }
                });
        await(over);
      }
      peers.connect(
          connection -> {
            watch(peers, connection, empty);
            return new Peers.Quiet(connection);
          });
      await(empty);
    }
  }

  /// Looks again every few milliseconds until only the watcher's own connection is left.
  private static void watch(Peers peers, Connection watcher, CompletableFuture<Void> empty) {
    if (peers.client.statistics().open() == 1 && peers.server.statistics().open() == 1) {
      empty.complete(null);
    } else {
      watcher.schedule(Duration.ofMillis(5), () -> watch(peers, watcher, empty));
    }
  }
}

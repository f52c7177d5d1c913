package labs.ledger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kit.load.Completion;
import kit.load.HttpTarget;

/// One request on a connection of its own.
final class Once {
  private Once() {}

  /// Sends it.
  ///
  /// @return the body of the answer
  /// @throws IOException if its status is not 200
  static ByteBuffer send(InetSocketAddress server, byte[] request) throws IOException {
    return send(server, request, 200);
  }

  /// Sends one that is to be refused.
  ///
  /// @throws IOException if it is answered with another status
  static void sendRefused(InetSocketAddress server, byte[] request, int status) throws IOException {
    send(server, request, status);
  }

  private static ByteBuffer send(InetSocketAddress server, byte[] request, int wanted)
      throws IOException {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    try (HttpTarget target =
        HttpTarget.connect(
            server,
            1,
            (_, _, out) -> out.put(request),
            (_, _, status, found) -> {
              byte[] bytes = new byte[found.remaining()];
              found.duplicate().get(bytes);
              boolean isWell = status == wanted && body.complete(bytes);
              return isWell ? null : "status " + status;
            })) {
      target.start(
          0,
          0,
          new Completion() {
            @Override
            public void succeeded(int lane, long index) {
              // The body was taken when it was judged.
            }

            @Override
            public void failed(int lane, long index, String kind) {
              body.completeExceptionally(new IOException("the ledger's server answered " + kind));
            }
          });
      return ByteBuffer.wrap(body.get());
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

package sinkwebsocket;

import batcher.frame.Frame;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import batcher.sink.SinkProvider;
import java.io.IOException;

/// The sinks of one hub at `host:port`, which serves as long as one of them is open.
public final class WebSocketSinks implements SinkProvider {
  private static final int BATCHES_MAX = 1 << 16;
  private static final long BYTES_MAX = 64L << 20;

  @Override
  public SinkFactory at(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "a WebSocket sink needs where to serve: websocket=HOST:PORT");
    }
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    return new Opened(() -> new WebSocketHub(host, port, BATCHES_MAX, BYTES_MAX));
  }

  /// Sinks of a hub that the caller closes.
  public static SinkFactory of(WebSocketHub hub) {
    return shard -> new HubSink(hub, () -> {});
  }

  private interface Opener {
    WebSocketHub open() throws IOException;
  }

  /// Opens the hub for the first sink and closes it with the last.
  private static final class Opened implements SinkFactory {
    private final Opener opener;
    private WebSocketHub hub;
    private int sinks;

    Opened(Opener opener) {
      this.opener = opener;
    }

    @Override
    public synchronized Sink open(int shard) throws IOException {
      if (sinks++ == 0) {
        hub = opener.open();
      }
      return new HubSink(hub, this::release);
    }

    private synchronized void release() {
      if (--sinks == 0) {
        hub.close();
      }
    }
  }

  /// Has a frame when the hub keeps it and everyone who listens is on the way to it; nothing of it
  /// survives the process. A frame that comes twice is seen twice; subscribers know repeats.
  private record HubSink(WebSocketHub hub, Runnable released) implements Sink {
    @Override
    public String name() {
      return "websocket";
    }

    @Override
    public void deliver(Frame frame) {
      frame.forEach(hub::add);
      hub.wakeAll();
    }

    @Override
    public void close() {
      released.run();
    }
  }
}

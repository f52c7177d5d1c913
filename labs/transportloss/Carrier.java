package labs.transportloss;

import java.io.IOException;
import java.net.InetSocketAddress;
import kit.lab.Trial;
import runtime.Launch;
import transport.proxy.Proxy;

/// What carries messages and bytes between a client and its server. Each connection is new.
public interface Carrier {
  /// The server.
  Launch launch();

  /// A network before that server, in which this carrier's own packets are lost.
  Proxy proxy(InetSocketAddress server, Proxy.Network network, long seed) throws IOException;

  /// Connects, to send messages.
  ///
  /// @param server or the proxy before it
  /// @param seed of the messages' bytes
  Messages messages(InetSocketAddress server, long seed) throws Exception;

  /// Connects, to download.
  ///
  /// @param server or the proxy before it
  /// @param bytes that will be asked for
  Download download(InetSocketAddress server, long bytes) throws Exception;

  /// Tells what became of the packets, as far as it knows.
  ///
  /// @param server itself
  default void tell(Trial trial, InetSocketAddress server) throws Exception {}
}

package transport.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import transport.quic.Tokens;

/// Asks new clients to prove their address first, while the server is wary.
final class Door implements QuicTokenHandler {
  private final Tokens tokens = new Tokens(new SecureRandom());
  private final BooleanSupplier wary;
  private long retries;

  Door(BooleanSupplier wary) {
    this.wary = wary;
  }

  long retries() {
    return retries;
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf original, InetSocketAddress client) {
    if (!wary.getAsBoolean()) return false;
    retries++;
    byte[] chosen = ByteBufUtil.getBytes(original);
    out.writeBytes(tokens.token(address(client), 0, chosen, System.nanoTime()));
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress client) {
    byte[] given = ByteBufUtil.getBytes(token);
    byte[] original = tokens.original(given, address(client), 0, System.nanoTime());
    return original == null ? -1 : given.length - original.length;
  }

  @Override
  public int maxTokenLength() {
    return Tokens.BYTES_MAX;
  }

  private static byte[] address(InetSocketAddress client) {
    return (client.getAddress().getHostAddress() + " " + client.getPort()).getBytes();
  }
}

package merchant;

import java.math.BigInteger;
import java.net.URI;

/// Everything that a merchant can be told when it starts.
///
/// @param host the address to bind
/// @param port 0 for any free one
/// @param sequencer `http://host:port` of the sequencer that settles
/// @param publicUrl where clients reach this merchant, for its offers; null for host and port
/// @param payTo the account that has to be paid, `0x` and 40 lower-case digits
/// @param asset the token in which prices are, `0x` and 40 lower-case digits
/// @param price what the resource costs, in the token's smallest unit; at least 1
/// @param secret the resource
/// @param threads event loops; each runs its requests from end to end
/// @param limits what clients and the sequencer may make grow
public record MerchantConfig(
    String host,
    int port,
    URI sequencer,
    String publicUrl,
    String payTo,
    String asset,
    BigInteger price,
    String secret,
    int threads,
    MerchantLimits limits) {
  /// The port that the original's resource service has.
  public static final int PORT = 8787;

  /// The third account of every development chain (Anvil, Hardhat). Everybody has its key.
  public static final String DEVELOPMENT_ACCOUNT = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";

  /// The first contract that the first account of a development chain deploys.
  public static final String DEVELOPMENT_TOKEN = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

  public MerchantConfig {
    require(port >= 0 && port <= 65_535, "a port lies between 0 and 65535, not " + port);
    require(
        "http".equals(sequencer.getScheme()) && sequencer.getHost() != null,
        "the sequencer is at http://host:port, not at '" + sequencer + "'");
    payTo = address("the account to pay", payTo);
    asset = address("the token", asset);
    require(price.signum() > 0, "the price is at least 1, not " + price);
    require(price.bitLength() <= 256, "the price is at most 256 bits long");
    require(threads >= 1, "there must be at least one thread, not " + threads);
  }

  /// The defaults, on any free port of the loopback address.
  public static MerchantConfig of(URI sequencer) {
    return new MerchantConfig(
        "127.0.0.1",
        0,
        sequencer,
        null,
        DEVELOPMENT_ACCOUNT,
        DEVELOPMENT_TOKEN,
        BigInteger.ONE,
        "the answer is 42",
        Runtime.getRuntime().availableProcessors(),
        MerchantLimits.DEFAULT);
  }

  /// The sequencer's port; that of HTTP where the URL names none.
  int sequencerPort() {
    return sequencer.getPort() < 0 ? 80 : sequencer.getPort();
  }

  private static String address(String what, String text) {
    String address = Texts.hex(text, 20);
    require(address != null, what + " is an address, 40 hexadecimal digits, not '" + text + "'");
    return address;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}

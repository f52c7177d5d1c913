package sequencer;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;
import sequencer.http.HttpLimits;

/// Everything that a sequencer can be told when it starts.
///
/// @param host the address to bind
/// @param port 0 for any free one
/// @param data the folder for what must survive a restart; the engine `none` needs none, nor does
///     one with an address
/// @param engine one of [#ENGINES]; one that stores elsewhere may be followed by `=` and where
/// @param crypto one of [SignatureSchemes#NAMES]
/// @param privateKey 32 bytes, the key that co-signs
/// @param domain the contract whose vouchers are taken
/// @param seedOpen whether channels are opened without the owner's signature, as the original does
/// @param threads event loops; each runs its requests from end to end
/// @param channelsMax channels that may be open; each takes about half a kilobyte of heap
/// @param crossCheckInterval one signature in this many is checked again by web3j; 0 for none
public record SequencerConfig(
    String host,
    int port,
    Path data,
    String engine,
    String crypto,
    byte[] privateKey,
    ChannelDomain domain,
    boolean seedOpen,
    int threads,
    int channelsMax,
    int crossCheckInterval,
    HttpLimits limits) {
  public static final List<String> ENGINES = Engines.NAMES;

  /// The first account of every development chain (Anvil, Hardhat). Everybody has it.
  public static final byte[] DEVELOPMENT_KEY =
      HexFormat.of().parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  /// The port that the document names.
  public static final int PORT = 4001;

  private static final int CHANNELS_MAX = 1_000_000;
  private static final int CROSS_CHECK_INTERVAL = 1_000;

  public SequencerConfig {
    privateKey = privateKey.clone();
    require(port >= 0 && port <= 65_535, "a port lies between 0 and 65535, not " + port);
    requireOneOf(ENGINES, "engine", Engines.name(engine));
    require(
        Engines.address(engine).isEmpty() || Engines.takesAddress(Engines.name(engine)),
        "the engine '%s' takes no address".formatted(Engines.name(engine)));
    requireOneOf(SignatureSchemes.NAMES, "signature scheme", crypto);
    require(
        data != null || engine.equals("none") || !Engines.address(engine).isEmpty(),
        "the engine '%s' needs a data folder (--data)".formatted(engine));
    require(threads >= 1, "there must be at least one thread, not " + threads);
    require(channelsMax >= 1, "there must be room for at least one channel, not " + channelsMax);
    require(crossCheckInterval >= 0, "an interval is not negative: " + crossCheckInterval);
  }

  /// The defaults, on any free port of the loopback address.
  public static SequencerConfig of(Path data) {
    return new SequencerConfig(
        "127.0.0.1",
        0,
        data,
        "journal",
        "auto",
        DEVELOPMENT_KEY,
        ChannelDomain.DOCUMENTED,
        false,
        Runtime.getRuntime().availableProcessors(),
        CHANNELS_MAX,
        CROSS_CHECK_INTERVAL,
        HttpLimits.DEFAULT);
  }

  private static void requireOneOf(List<String> names, String what, String name) {
    require(
        names.contains(name),
        "no %s is called '%s'; there are %s".formatted(what, name, String.join(", ", names)));
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}

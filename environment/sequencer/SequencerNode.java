package sequencer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import sequencer.channel.ClosingRules;
import sequencer.channel.SeedRules;
import sequencer.channel.VoucherRules;
import sequencer.crypto.SampledCrossCheck;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.engine.Engine;
import sequencer.engine.EngineListener;
import sequencer.http.HttpServer;
import sequencer.service.ChannelCloser;
import sequencer.service.ChannelTable;
import sequencer.service.CoSigner;
import sequencer.service.Sequencer;
import sequencer.service.StreamHistory;
import sequencer.service.VoucherHistory;
import sequencer.settlement.Settlement;

/// A running sequencer: the parts, put together by a [SequencerConfig].
public final class SequencerNode implements AutoCloseable {
  private final Engine engine;
  private final ChannelCloser closer;
  private final VoucherHistory history;
  private final StreamHistory streams;
  private final HttpServer server;
  private final CoSigner coSigner;
  private final int channelsFound;
  private final CompletableFuture<String> failure;

  private SequencerNode(
      Engine engine,
      ChannelCloser closer,
      VoucherHistory history,
      StreamHistory streams,
      HttpServer server,
      CoSigner coSigner,
      int channelsFound,
      CompletableFuture<String> failure) {
    this.engine = engine;
    this.closer = closer;
    this.history = history;
    this.streams = streams;
    this.server = server;
    this.coSigner = coSigner;
    this.channelsFound = channelsFound;
    this.failure = failure;
  }

  /// Recovers what the data folder holds, then listens. It has no chain: no channel is closed.
  ///
  /// @throws journal.JournalCorrupt if the data are damaged
  /// @throws journal.JournalInUse if another process has the data open
  /// @throws java.net.BindException if the address cannot be bound
  /// @throws IllegalStateException if the data belong to another contract or key
  /// @throws UnsupportedOperationException if the signature scheme does not run on this machine, or
  ///     the engine is not on the class path
  public static SequencerNode start(SequencerConfig config) throws IOException {
    return start(config, null);
  }

  /// As [#start(SequencerConfig)], with a chain.
  ///
  /// @param settlement closes channels there; null for none
  public static SequencerNode start(SequencerConfig config, Settlement settlement)
      throws IOException {
    return start(config, settlement, Clock.systemUTC());
  }

  static SequencerNode start(SequencerConfig config, Settlement settlement, InstantSource clock)
      throws IOException {
    CompletableFuture<String> failure = new CompletableFuture<>();
    SignatureScheme scheme = scheme(config, failure);
    ChannelTable channels = new ChannelTable(config.channelsMax());
    Engine engine = Engines.open(config, channels);
    engine.subscribe(new FailureListener(failure));
    try {
      int channelsFound = channels.size();
      CoSigner coSigner = new CoSigner(config.domain(), scheme.signer(config.privateKey()));
      Sequencer sequencer =
          new Sequencer(
              channels,
              engine,
              new SeedRules(config.domain(), scheme, config.seedOpen()),
              new VoucherRules(config.domain(), scheme),
              coSigner,
              clock);
      ChannelCloser closer =
          new ChannelCloser(
              channels, engine, new ClosingRules(config.domain(), scheme), settlement);
      VoucherHistory history = new VoucherHistory(channels, engine, coSigner);
      StreamHistory streams = new StreamHistory(channels, engine);
      HttpServer server =
          HttpServer.start(
              new InetSocketAddress(config.host(), config.port()),
              config.limits(),
              engine.oneAtATime() ? 1 : config.threads(),
              sequencer,
              closer,
              history,
              streams,
              channels,
              engine,
              clock);
      return new SequencerNode(
          engine, closer, history, streams, server, coSigner, channelsFound, failure);
    } catch (IOException | RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  private static SignatureScheme scheme(SequencerConfig config, CompletableFuture<String> failure) {
    SignatureScheme scheme = SignatureSchemes.open(config.crypto());
    return config.crossCheckInterval() == 0 || scheme.name().equals("web3j")
        ? scheme
        : SampledCrossCheck.start(scheme, config.crossCheckInterval(), failure::complete);
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.address();
  }

  /// The account that co-signs.
  public CoSigner coSigner() {
    return coSigner;
  }

  /// How many channels the data folder held.
  public int channelsFound() {
    return channelsFound;
  }

  /// Completes with a sentence when the sequencer must not go on. Every request is answered 503
  /// then; the owner is to end the process.
  public CompletableFuture<String> failure() {
    return failure;
  }

  /// Answers what it has accepted, makes it durable, and ends. May be called again.
  @Override
  public synchronized void close() {
    closer.close();
    history.close();
    streams.close();
    server.close();
    engine.close();
  }

  private record FailureListener(CompletableFuture<String> failure) implements EngineListener {
    @Override
    public void durable() {}

    @Override
    public boolean mayWait() {
      return true;
    }

    @Override
    public void failed(IOException cause) {
      failure.complete("the storage engine has failed: " + cause.getMessage());
    }
  }
}

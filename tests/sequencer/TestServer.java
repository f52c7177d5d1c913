package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.ClosingRules;
import sequencer.channel.SeedRules;
import sequencer.channel.VoucherRules;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.SettleExchange;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;
import sequencer.engine.Engine;
import sequencer.engine.VolatileEngine;
import sequencer.http.HttpLimits;
import sequencer.http.HttpServer;
import sequencer.http.RawClient;
import sequencer.service.ChannelCloser;
import sequencer.service.ChannelTable;
import sequencer.service.CoSigner;
import sequencer.service.Sequencer;
import sequencer.service.StreamHistory;
import sequencer.service.VoucherHistory;
import sequencer.settlement.Settlement;

/// A sequencer inside the test's own JVM, with an engine and a clock that the test holds.
public final class TestServer implements AutoCloseable {
  public static final SignatureScheme SCHEME = SignatureSchemes.open("native");
  public static final ChannelDomain DOMAIN = ChannelDomain.DOCUMENTED;
  public static final long NOW = ManualClock.START_SECONDS;
  public static final long EXPIRY = NOW + 3600;

  private static final int CHANNELS_MAX = 1000;
  private static final int LOOPS = 2;

  public final ManualClock clock = new ManualClock();
  public final CoSigner coSigner =
      new CoSigner(DOMAIN, SCHEME.signer(SequencerConfig.DEVELOPMENT_KEY));
  public final ChannelTable channels = new ChannelTable(CHANNELS_MAX);
  private final ChannelCloser closer;
  private final VoucherHistory history;
  private final StreamHistory streams;
  private final HttpServer server;

  public TestServer() {
    this(new VolatileEngine(), HttpLimits.DEFAULT, true);
  }

  public TestServer(Engine engine) {
    this(engine, HttpLimits.DEFAULT, true);
  }

  /// One that starts on what an earlier one has kept.
  ///
  /// @param settlement null for a sequencer without a chain
  public TestServer(Engine engine, List<Change> kept, boolean seedOpen, Settlement settlement) {
    this(engine, HttpLimits.DEFAULT, kept, seedOpen, settlement);
  }

  public TestServer(Engine engine, HttpLimits limits, boolean seedOpen) {
    this(engine, limits, seedOpen, null);
  }

  /// @param settlement null for a sequencer without a chain
  public TestServer(Engine engine, HttpLimits limits, boolean seedOpen, Settlement settlement) {
    this(engine, limits, List.of(), seedOpen, settlement);
  }

  private TestServer(
      Engine engine,
      HttpLimits limits,
      List<Change> kept,
      boolean seedOpen,
      Settlement settlement) {
    kept.forEach(channels::replay);
    Sequencer sequencer =
        new Sequencer(
            channels,
            engine,
            new SeedRules(DOMAIN, SCHEME, seedOpen),
            new VoucherRules(DOMAIN, SCHEME),
            coSigner,
            clock);
    closer = new ChannelCloser(channels, engine, new ClosingRules(DOMAIN, SCHEME), settlement);
    history = new VoucherHistory(channels, engine, coSigner);
    streams = new StreamHistory(channels, engine);
    try {
      server =
          HttpServer.start(
              new InetSocketAddress("127.0.0.1", 0),
              limits,
              LOOPS,
              sequencer,
              closer,
              history,
              streams,
              channels,
              engine,
              clock);
    } catch (BindException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return server.address();
  }

  public SequencerClient client() {
    return new SequencerClient(address());
  }

  public RawClient connect() throws IOException {
    return new RawClient(address());
  }

  /// Whether it holds back what this client waits for: it has handled everything sent so far once
  /// it answers on a fresh connection of each loop.
  public boolean silentTo(RawClient client) throws IOException {
    for (int i = 0; i < 2 * LOOPS; i++) {
      try (RawClient probe = connect()) {
        assertEquals(200, probe.get("/health").read().status());
      }
    }
    return client.isSilent();
  }

  public SettleExchange exchange() {
    return new SettleExchange(DOMAIN, SCHEME, coSigner.address(), "test");
  }

  /// Agent `number`, with its channel open and full of money.
  public Agent agent(int number, SequencerClient client) throws Exception {
    return agent(number, Uint256.of(1_000_000), client);
  }

  public Agent agent(int number, Uint256 balance, SequencerClient client) throws Exception {
    Agent agent = Agent.of(1, number, DOMAIN, SCHEME);
    client.seed(agent.seed(balance, EXPIRY, NOW)).channel();
    return agent;
  }

  /// Limits small enough for a test to reach them.
  public static HttpLimits small(Duration requestTime) {
    return small(requestTime, requestTime.multipliedBy(2));
  }

  /// The same for a client that may be late with its first byte, and not with its last.
  public static HttpLimits small(Duration requestTime, Duration idleTime) {
    return new HttpLimits(20, 1024, 4096, 16 << 10, 32 << 10, 8, requestTime, idleTime);
  }

  @Override
  public void close() {
    closer.close();
    history.close();
    streams.close();
    server.close();
  }
}

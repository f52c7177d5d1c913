package labs.sequencer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import kit.load.Target;
import merchant.MerchantConfig;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.SettleExchange;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;

/// Agents that buy what a merchant sells, by the whole flow of x402: ask, be told the price (402),
/// sign, pay, ask again with the payment's id, and get it. One operation is these three requests on
/// one connection, with the signature between them. Each lane has a channel of its own.
public final class Paywall implements AutoCloseable {
  private static final Address PAY_TO = Address.parse(MerchantConfig.DEVELOPMENT_ACCOUNT);
  private static final Uint256 PRICE = Uint256.of(1);
  private static final Uint256 BALANCE = Uint256.of(1_000_000_000);
  private static final long EXPIRY_SECONDS = 24 * 3600;
  private static final String PAYMENT_ID = "\"paymentId\":\"";
  private static final int PATIENCE_MS = 10_000;

  private final SignatureScheme scheme = SignatureSchemes.open("auto");
  private final SettleExchange exchange;
  private final long timestamp = Instant.now().getEpochSecond();
  private final Buyer[] buyers;
  private final AtomicLong bought = new AtomicLong();

  private static final class Buyer {
    final Agent agent;
    final Socket socket;
    final InputStream in;

    Buyer(Agent agent, InetSocketAddress merchant) throws IOException {
      this.agent = agent;
      socket = new Socket(merchant.getAddress(), merchant.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      in = new BufferedInputStream(socket.getInputStream());
    }
  }

  /// Opens a channel and a connection for each lane.
  ///
  /// @param seed from which keys and channels follow
  public Paywall(
      long seed,
      int lanes,
      InetSocketAddress sequencer,
      InetSocketAddress merchant,
      Address coSigner)
      throws IOException, InterruptedException {
    ChannelDomain domain = ChannelDomain.DOCUMENTED;
    exchange = new SettleExchange(domain, scheme, coSigner, "merchant");
    buyers = new Buyer[lanes];
    try (SequencerClient client = new SequencerClient(sequencer)) {
      for (int lane = 0; lane < lanes; lane++) {
        Agent agent = Agent.of(seed, lane, domain, scheme);
        client.seed(agent.seed(BALANCE, timestamp + EXPIRY_SECONDS, timestamp)).channel();
        buyers[lane] = new Buyer(agent, merchant);
      }
    }
  }

  /// What a load runs: a purchase is one operation.
  public Target target() {
    return Target.blocking((lane, _) -> buy(buyers[lane]));
  }

  private void buy(Buyer buyer) throws IOException {
    String offer = ask(buyer, "", 402);
    int from = offer.indexOf(PAYMENT_ID) + PAYMENT_ID.length();
    String paymentId = offer.substring(from, offer.indexOf('"', from));
    Voucher voucher = buyer.agent.pay(PAY_TO, PRICE, timestamp);
    send(buyer, exchange.request(voucher, paymentId));
    read(buyer, 200);
    String sold = ask(buyer, "x-payment-id: " + paymentId + "\r\n", 200);
    if (!sold.contains("\"secret\"")) {
      throw new IOException("no secret came for payment " + paymentId + ": " + sold);
    }
    bought.incrementAndGet();
  }

  private static String ask(Buyer buyer, String header, int expected) throws IOException {
    String request = "GET /api/secret HTTP/1.1\r\nhost: merchant\r\n" + header + "\r\n";
    send(buyer, request.getBytes(US_ASCII));
    return read(buyer, expected);
  }

  private static void send(Buyer buyer, byte[] request) throws IOException {
    buyer.socket.getOutputStream().write(request);
  }

  private static String read(Buyer buyer, int expected) throws IOException {
    String statusLine = line(buyer.in);
    int length = 0;
    for (String line = line(buyer.in); !line.isEmpty(); line = line(buyer.in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    String body = new String(buyer.in.readNBytes(length), ISO_8859_1);
    if (!statusLine.startsWith("HTTP/1.1 " + expected)) {
      throw new IOException(statusLine + " instead of " + expected + ": " + body);
    }
    return body;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the merchant closed the connection after: " + line);
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  /// Purchases that were completed.
  public long bought() {
    return bought.get();
  }

  /// What the sequencer has of all lanes after the loads: payments in their channels.
  public long paid(InetSocketAddress sequencer) throws IOException, InterruptedException {
    long paid = 0;
    try (SequencerClient client = new SequencerClient(sequencer)) {
      for (Buyer buyer : buyers) {
        paid += client.channel(buyer.agent.channelId()).channel().data().sequenceNumber();
      }
    }
    return paid;
  }

  @Override
  public void close() throws IOException {
    for (Buyer buyer : buyers) {
      buyer.socket.close();
    }
  }
}

package merchant;

import http.Answer;
import http.HttpServer;
import http.Request;
import http.Service;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A running merchant. A request, the exchange with the sequencer that it causes and its answer
/// stay on one event loop.
public final class Merchant implements Service, AutoCloseable {
  private static final int PAYMENT_ID_BYTES = 16;
  private static final String PAYMENT_ID = "x-payment-id";
  private static final String PAYMENT = "x-payment";

  private final MerchantConfig config;
  private final HttpServer server;
  private final Map<EventExecutor, SequencerLink> links = new HashMap<>();
  private final Shop shop;

  private Merchant(
      MerchantConfig config, HttpServer server, InstantSource clock, Supplier<String> paymentIds) {
    this.config = config;
    this.server = server;
    for (EventExecutor executor : server.loops()) {
      links.put(executor, new SequencerLink((EventLoop) executor, config));
    }
    Ledger ledger = new Ledger(clock, config.limits());
    Checkout checkout = new Checkout(config, ledger, clock);
    shop = new Shop(checkout, ledger, new Offer(config, publicUrl()), paymentIds, config.secret());
  }

  /// Listens. The sequencer need not run yet.
  ///
  /// @throws BindException with address and reason, if the address cannot be bound
  public static Merchant start(MerchantConfig config) throws BindException {
    SecureRandom random = new SecureRandom();
    return start(config, Clock.systemUTC(), () -> paymentId(random));
  }

  private static String paymentId(SecureRandom random) {
    byte[] bytes = new byte[PAYMENT_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static Merchant start(MerchantConfig config, InstantSource clock, Supplier<String> paymentIds)
      throws BindException {
    HttpServer server =
        HttpServer.bind(config.host(), config.port(), config.threads(), config.limits().http());
    try {
      Merchant merchant = new Merchant(config, server, clock, paymentIds);
      server.serve(merchant);
      return merchant;
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private String publicUrl() {
    return config.publicUrl() != null
        ? config.publicUrl()
        : "http://%s:%s".formatted(config.host(), address().getPort());
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void serve(Request request, Consumer<Answer> answer) {
    switch (request.path()) {
      case "/health" ->
          answer.accept(isGet(request) ? Answer.text(200, "ok") : Answers.onlyTakes("GET"));
      case "/api/secret" ->
          answer.accept(
              isGet(request)
                  ? shop.secret(
                      request.headers().get(PAYMENT_ID), request.headers().contains(PAYMENT))
                  : Answers.onlyTakes("GET"));
      case "/api/pay-voucher" -> pay(request, answer);
      default -> answer.accept(Answers.refusal(404, "there is nothing at this path"));
    }
  }

  private void pay(Request request, Consumer<Answer> answer) {
    if (!request.method().equals("POST")) {
      answer.accept(Answers.onlyTakes("POST"));
    } else if (!request.isJson()) {
      answer.accept(Answers.refusal(415, "the content type must be application/json"));
    } else {
      shop.checkout().pay(request.body(), links.get(request.loop()), answer);
    }
  }

  private static boolean isGet(Request request) {
    return request.method().equals("GET");
  }

  @Override
  public Answer refusal(int status, String sentence) {
    return Answers.refusal(status, sentence);
  }

  /// Ends; payments under way may or may not have been taken, and their clients can ask again. May
  /// be called again.
  @Override
  public void close() {
    server.close();
  }
}

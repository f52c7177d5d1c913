package merchant;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Server;

/// The merchant as a program. It prints `listening on <host>:<port>` once it serves and ends on
/// SIGTERM.
///
/// Exit status: 2 for wrong arguments, 3 when its address cannot be bound; each with a sentence on
/// standard error.
@Command(
    name = "./jbang serve merchant --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Sells one resource for vouchers of a payment channel, settled by a sequencer.")
public final class MerchantServer extends Server {
  private static final MerchantConfig DEFAULTS =
      MerchantConfig.of(URI.create("http://127.0.0.1:4001"));

  @Option(
      names = "--sequencer",
      paramLabel = "URL",
      description = "the sequencer that settles (default: ${DEFAULT-VALUE})")
  private URI sequencer = DEFAULTS.sequencer();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "where clients reach this merchant; host and port if absent")
  private String publicUrl;

  @Option(
      names = "--pay-to",
      paramLabel = "ADDRESS",
      description = "the account to pay; a development account if absent")
  private String payTo = DEFAULTS.payTo();

  @Option(
      names = "--asset",
      paramLabel = "ADDRESS",
      description = "the token in which prices are; a development chain's first if absent")
  private String asset = DEFAULTS.asset();

  @Option(names = "--price", description = "of the resource (default: ${DEFAULT-VALUE})")
  private BigInteger price = DEFAULTS.price();

  @Option(names = "--secret", description = "the resource (default: ${DEFAULT-VALUE})")
  private String secret = DEFAULTS.secret();

  @Option(names = "--threads", description = "event loops (default: ${DEFAULT-VALUE})")
  private int threads = DEFAULTS.threads();

  MerchantServer() {
    super(MerchantConfig.PORT);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new MerchantServer().run(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    MerchantConfig config = config();
    try (Merchant merchant = Merchant.start(config)) {
      err()
          .println(
              "merchant: pays into %s, settles at %s"
                  .formatted(config.payTo(), config.sequencer()));
      return serve(merchant.address().getPort(), merchant);
    }
  }

  private MerchantConfig config() {
    try {
      return new MerchantConfig(
          host,
          port,
          sequencer,
          publicUrl,
          payTo,
          asset,
          price,
          secret,
          threads,
          DEFAULTS.limits());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }
}

package labs.ledger.query;

import java.util.List;
import java.util.Locale;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;

/// Replays one sequence of requests for accounts through every [Policy], for each skew and size.
public final class CacheRun implements ForkedMeasurement {
  /// No cache knows the future.
  public static final String BELOW = "no cache has more hits than Belady's optimum";

  /// Exponents of Zipf's law, in hundredths.
  public static final List<Integer> SKEWS = List.of(90, 99, 110);

  /// Sizes of caches, in percent of all accounts.
  public static final List<Integer> SIZES = List.of(1, 5, 10);

  /// Of the number of a policy at a skew and a size, in percent.
  public static String id(Policy policy, int skew, int size) {
    return "hits.%s.%s.%s".formatted(policy.label().toLowerCase(Locale.ROOT), skew, size);
  }

  /// Arguments: accounts; requests; a seed.
  @Override
  public void measure(Given given, ForkReport report) {
    int things = Integer.parseInt(given.arguments().get(0));
    int count = Integer.parseInt(given.arguments().get(1));
    long seed = Long.parseLong(given.arguments().get(2));
    for (int skew : SKEWS) {
      int[] requests = Requests.zipf(things, skew / 100.0, count, seed);
      for (int size : SIZES) {
        int most = 0;
        for (Policy policy : List.of(Policy.OPTIMUM, Policy.CAFFEINE, Policy.LRU)) {
          int hits = policy.hits(requests, things, things * size / 100);
          most = policy == Policy.OPTIMUM ? hits : most;
          report.check(BELOW, hits <= most ? 1 : 0, 1, "replays", id(policy, skew, size));
          report.number(id(policy, skew, size), 100.0 * hits / count);
        }
      }
    }
  }
}

package batcher.rule;

import java.time.Duration;
import java.util.List;

/// The three rules by which a batcher can run. The machine beneath is the same for all.
public sealed interface Mode {
  /// The largest batch that a rule may ask for.
  int SIZE_EVENTS_MAX = 1_000;

  /// The name by which `--mode` selects it.
  String name();

  /// The largest batch that this mode ever makes.
  int sizeEventsMax();

  /// A rule for one shard that starts now.
  FlushRule rule(long nowNs);

  /// What `--mode` accepts.
  static List<String> names() {
    return List.of("document", "original-optimized", "adaptive");
  }

  /// The mode of that name with its documented values.
  ///
  /// @throws IllegalArgumentException if there is none
  static Mode named(String name) {
    return switch (name) {
      case "document" -> Document.DEFAULT;
      case "original-optimized" -> OriginalOptimized.DEFAULT;
      case "adaptive" -> Adaptive.DEFAULT;
      default ->
          throw new IllegalArgumentException(
              "no mode is called \"%s\"; there are %s".formatted(name, String.join(", ", names())));
    };
  }

  /// This many events, or so long after the batch's first one, whichever comes first.
  record Document(int sizeEvents, Duration linger) implements Mode {
    /// 50 events or 250 ms, as documented; the original's own tuning, which would change both after
    /// five seconds, left out.
    public static final Document DEFAULT = new Document(50, Duration.ofMillis(250));

    public Document {
      requireSize(sizeEvents);
      requirePositive("linger", linger);
    }

    @Override
    public String name() {
      return "document";
    }

    @Override
    public int sizeEventsMax() {
      return sizeEvents;
    }

    @Override
    public FlushRule rule(long nowNs) {
      return new FixedRule(sizeEvents, linger.toNanos());
    }
  }

  /// As [Document], but an idle sink gets what will not fill within `budget` anyway.
  record Adaptive(int sizeEvents, Duration linger, Duration budget) implements Mode {
    /// Never above 50 events or 250 ms; 1 ms of patience.
    public static final Adaptive DEFAULT =
        new Adaptive(50, Duration.ofMillis(250), Duration.ofMillis(1));

    public Adaptive {
      requireSize(sizeEvents);
      requirePositive("linger", linger);
      if (budget.isNegative() || budget.compareTo(linger) > 0) {
        throw new IllegalArgumentException(
            "budget is " + budget + "; it must lie between 0 and linger, " + linger);
      }
    }

    @Override
    public String name() {
      return "adaptive";
    }

    @Override
    public int sizeEventsMax() {
      return sizeEvents;
    }

    @Override
    public FlushRule rule(long nowNs) {
      return new FillOrGo(sizeEvents, linger.toNanos(), budget.toNanos());
    }
  }

  /// The rule of the original's second batcher, for replication: size and time begin in the middle
  /// of their bounds and are tuned by observed load and waits.
  record OriginalOptimized(
      int sizeMin,
      int sizeMax,
      long lingerMsMin,
      long lingerMsMax,
      double highPerSecond,
      double lowPerSecond,
      double targetMs,
      long tuningMs,
      boolean aggressive)
      implements Mode {
    /// Its defaults: 10 to 100 events, 50 to 500 ms, so that it begins at 55 events and 275 ms.
    public static final OriginalOptimized DEFAULT =
        new OriginalOptimized(10, 100, 50, 500, 500, 50, 80, 2_000, true);

    public OriginalOptimized {
      requireSize(sizeMin);
      requireSize(sizeMax);
      if (sizeMin > sizeMax || lingerMsMin <= 0 || lingerMsMin > lingerMsMax || tuningMs <= 0) {
        throw new IllegalArgumentException(
            "bounds must rise and times be positive; got sizes %s to %s, times %s to %s ms, %s ms"
                .formatted(sizeMin, sizeMax, lingerMsMin, lingerMsMax, tuningMs));
      }
    }

    /// These bounds, tuned at another interval; the original's tests use 1,000 ms.
    public OriginalOptimized withTuningMs(long everyMs) {
      return new OriginalOptimized(
          sizeMin,
          sizeMax,
          lingerMsMin,
          lingerMsMax,
          highPerSecond,
          lowPerSecond,
          targetMs,
          everyMs,
          aggressive);
    }

    @Override
    public String name() {
      return "original-optimized";
    }

    @Override
    public int sizeEventsMax() {
      return sizeMax;
    }

    @Override
    public FlushRule rule(long nowNs) {
      return new SelfTuning(this, nowNs);
    }
  }

  private static void requireSize(int events) {
    if (events < 1 || events > SIZE_EVENTS_MAX) {
      throw new IllegalArgumentException(
          "a batch of " + events + " events; it must be from 1 to " + SIZE_EVENTS_MAX);
    }
  }

  private static void requirePositive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " is " + time + "; it must be positive");
    }
  }
}

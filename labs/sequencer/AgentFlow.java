package labs.sequencer;

import java.util.SplittableRandom;
import kit.stats.Latencies;
import kit.stats.Power;

/// An agent's round as its user sees it: a language model thinks, then the payment is made. The
/// payment is measured, the thinking is drawn.
///
/// Thinking is lognormal, as waiting times are that have no upper end, with 95 % of it within the
/// range that the document gives: its median is the range's geometric mean.
///
/// @param thinkingLowS below it lie 2.5 % of the thinking times
/// @param thinkingHighS above it lie 2.5 %
/// @param payments measured, from which one is drawn for each round
public record AgentFlow(double thinkingLowS, double thinkingHighS, Latencies payments) {
  /// How many standard deviations on either side of a normal's middle hold 95 % of it.
  private static final double REACH = 1.959964;

  public AgentFlow {
    if (!(thinkingLowS > 0 && thinkingHighS > thinkingLowS)) {
      throw new IllegalArgumentException(
          "thinking takes from " + thinkingLowS + " to " + thinkingHighS + " s; not a range");
    }
    if (payments.count() == 0) {
      throw new IllegalArgumentException("no payment was measured, so none can be drawn");
    }
  }

  private double middle() {
    return (Math.log(thinkingLowS) + Math.log(thinkingHighS)) / 2;
  }

  private double spread() {
    return Math.log(thinkingHighS / thinkingLowS) / 2 / REACH;
  }

  /// Seconds of thinking.
  public Power.Draw thinking() {
    double middle = middle();
    double spread = spread();
    return random -> Math.exp(middle + spread * random.nextGaussian());
  }

  /// Seconds of a payment as it was measured. A histogram keeps three digits; between two
  /// neighbouring percentiles any value is as likely, so that no ties are made up.
  public Power.Draw payment() {
    return slower(1);
  }

  /// Seconds of a payment that takes this many times as long as a measured one.
  public Power.Draw slower(double factor) {
    int parts = (int) Math.clamp(payments.count(), 2, 1_000);
    double[] quantiles = new double[parts + 1];
    for (int i = 0; i <= parts; i++) {
      quantiles[i] = factor * payments.percentileNs(100.0 * i / parts) / 1e9;
    }
    return random -> {
      double place = random.nextDouble() * parts;
      int below = (int) place;
      return quantiles[below] + (place - below) * (quantiles[below + 1] - quantiles[below]);
    };
  }

  /// Seconds of a payment whose median is documented, in milliseconds. Nothing more is known of it,
  /// so it spreads as the measured ones do.
  public Power.Draw documented(double medianMs) {
    double shift = medianMs / 1e3 - payments.percentileNs(50) / 1e9;
    Power.Draw measured = payment();
    return random -> measured.next(random) + shift;
  }

  /// Seconds of a whole round with such a payment.
  public Power.Draw round(Power.Draw payment) {
    Power.Draw thinking = thinking();
    return random -> thinking.next(random) + payment.next(random);
  }

  /// How much more likely than not a round is the longer one if its payment takes longer by
  /// `seconds`, which must be little against the thinking: the chance is 0.5 + `seconds` times the
  /// integral of the squared density, which a lognormal has in closed form.
  ///
  /// @return a chance for [Power#noether]
  public double chanceOfLonger(double seconds) {
    double squared =
        Math.exp(spread() * spread() / 4 - middle()) / (2 * spread() * Math.sqrt(Math.PI));
    return 0.5 + seconds * squared;
  }

  /// The share of pairs of rounds, one with each payment, in which that with the longer payment
  /// takes longer.
  public double rankedRight(Power.Draw shorter, Power.Draw longer, int pairs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Power.Draw quick = round(shorter);
    Power.Draw slow = round(longer);
    int right = 0;
    for (int pair = 0; pair < pairs; pair++) {
      right += quick.next(random) < slow.next(random) ? 1 : 0;
    }
    return (double) right / pairs;
  }
}

package kit.check;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import kit.machine.Noise;

/// Others took more than a share of the machine. What the machine does not tell marks nothing.
abstract class Disturbance implements TrialCheck {
  private final Function<Noise, OptionalDouble> share;
  private final double shareMax;
  private final String words;

  /// @param words around the greatest share allowed, in per cent
  Disturbance(Function<Noise, OptionalDouble> share, double shareMax, String words) {
    this.share = share;
    this.shareMax = shareMax;
    this.words = words;
  }

  @Override
  public final Optional<String> mark(Noise meanwhile) {
    return share.apply(meanwhile).orElse(0) > shareMax
        ? Optional.of(String.format(Locale.ROOT, words, 100 * shareMax))
        : Optional.empty();
  }
}

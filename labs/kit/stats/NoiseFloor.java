package kit.stats;

/// How much two runs of the same thing differ on this machine: changes within it are not told
/// apart from noise. It is a share, applied as a factor both ways, so that 3 % allows ratios from
/// 1/1.03 to 1.03.
///
/// @param share 0.03 for 3 %
public record NoiseFloor(double share) {
  /// Where nobody has measured it: 3 %.
  public static final NoiseFloor USUAL = new NoiseFloor(0.03);

  public NoiseFloor {
    if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a noise floor is a share of 0 or more, not " + share);
    }
  }

  /// The floor that an A/A run shows: how far the interval of a ratio reaches from 1 when a system
  /// is compared with itself.
  public static NoiseFloor measured(Ratio ofItself) {
    Interval interval = ofItself.interval();
    return new NoiseFloor(Math.max(Math.max(interval.high(), 1 / interval.low()) - 1, 0));
  }

  /// The ratios that are noise.
  public Interval interval() {
    return new Interval(1 / (1 + share), 1 + share);
  }
}

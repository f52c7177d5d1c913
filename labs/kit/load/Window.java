package kit.load;

/// The measured part of a run: opens when warm-up is over, closes after the planned length. Not
/// safe by itself; [Schedule] guards it.
final class Window {
  private final Plan plan;

  private long opensAtIndex;
  private long opensAtNs = Long.MIN_VALUE;
  private boolean open;
  private long fromNs;
  private long endNs = Long.MAX_VALUE;
  private long endIndex = Long.MAX_VALUE;

  Window(Plan plan, long startNs) {
    this.plan = plan;
    switch (plan.warmUp()) {
      case WarmUp.None() -> opensAtNs = startNs;
      case WarmUp.Operations(long operations) -> opensAtIndex = operations;
      case WarmUp.Lasting(var duration) -> opensAtNs = startNs + duration.toNanos();
      case WarmUp.Detected _ -> opensAtNs = Long.MAX_VALUE;
    }
  }

  /// Ends a detected warm-up.
  void openFrom(long ns) {
    opensAtNs = ns;
  }

  /// Whether this operation belongs to the run at all; operations are asked about in order of
  /// index. Opens the window when the operation is the first past warm-up.
  boolean admits(long index, long intendedNs) {
    if (!open && index >= opensAtIndex && intendedNs >= opensAtNs) {
      open = true;
      fromNs = opensAtNs == Long.MIN_VALUE ? intendedNs : opensAtNs;
      switch (plan.length()) {
        case Plan.Count(long operations) -> endIndex = index + operations;
        case Plan.Lasting(var duration) -> endNs = fromNs + duration.toNanos();
      }
    }
    return index < endIndex && intendedNs < endNs;
  }

  boolean isOpen() {
    return open;
  }

  /// When measuring began; only meaningful once open.
  long fromNs() {
    return fromNs;
  }

  /// When the last operation may start, or `Long.MAX_VALUE` if a count or warm-up decides.
  long endNs() {
    return endNs;
  }
}

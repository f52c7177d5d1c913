package labs.batchersinks;

/// What is found where a sink put it.
///
/// @param events payments
/// @param satoshis what they come to
record Arrived(long events, long satoshis) {
  static final Arrived NONE = new Arrived(0, 0);

  /// How many of `sent` payments are there for certain. Where the sums differ that is none: which
  /// of them are wrong cannot be told.
  long confirmed(long sent, long sentSatoshis) {
    return satoshis == sentSatoshis ? Math.min(sent, events) : 0;
  }

  Arrived plus(long moreEvents, long moreSatoshis) {
    return new Arrived(events + moreEvents, satoshis + moreSatoshis);
  }
}

package batcher.frame;

/// The seven figures that the original attaches to a batch, defined as there.
///
/// @param count events in the batch
/// @param totalAmount satoshis, summed
/// @param avgAmount satoshis an event
/// @param timespan latest less earliest time of its events, milliseconds
/// @param uniquePeers distinct peers
/// @param piecesProgress distinct pieces
/// @param throughput events per second over the timespan; where the timespan is 0 the original puts
///     the count itself, and so does this
public record BatchMetrics(
    int count,
    long totalAmount,
    double avgAmount,
    long timespan,
    int uniquePeers,
    int piecesProgress,
    double throughput) {

  static BatchMetrics of(int count, long total, long timespanMs, int peers, int pieces) {
    double throughput = timespanMs > 0 ? count / (timespanMs / 1000.0) : count;
    return new BatchMetrics(
        count, total, (double) total / count, timespanMs, peers, pieces, throughput);
  }
}

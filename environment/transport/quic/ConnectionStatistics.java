package transport.quic;

import java.time.Duration;

/// Counts of one connection.
///
/// @param packetsReceived QUIC packets that came
/// @param packetsSent QUIC packets that left, repeats included
/// @param packetsLost packets that were declared lost
/// @param bytesReceived UDP payload bytes
/// @param bytesSent UDP payload bytes
/// @param streamBytesRepeated stream bytes that were sent again
/// @param datagramsReceived that came in packets, also those that found the queue full
/// @param datagramsSent that left in packets
/// @param roundTrip the smoothed estimate
/// @param congestionWindowBytes what may be in flight now
public record ConnectionStatistics(
    long packetsReceived,
    long packetsSent,
    long packetsLost,
    long bytesReceived,
    long bytesSent,
    long streamBytesRepeated,
    long datagramsReceived,
    long datagramsSent,
    Duration roundTrip,
    long congestionWindowBytes) {}

package transport.bench;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import transport.quic.EndpointStatistics;

/// What came to the benchmark's routes since the server began.
public final class Counts {
  final LongAdder sessionsBegun = new LongAdder();
  final LongAdder sessionsEnded = new LongAdder();
  final LongAdder streams = new LongAdder();
  final LongAdder streamBytes = new LongAdder();
  final LongAdder datagrams = new LongAdder();
  final LongAdder datagramBytes = new LongAdder();
  final LongAdder datagramsNotSentBack = new LongAdder();

  /// All of them and those of the socket, as one line of JSON.
  String json(EndpointStatistics socket) {
    return String.format(
        Locale.ROOT,
        "{\"sessions_begun\": %d, \"sessions_ended\": %d, \"streams\": %d, \"stream_bytes\": %d,"
            + " \"datagrams\": %d, \"datagram_bytes\": %d, \"datagrams_not_sent_back\": %d,"
            + " \"connections\": %d, \"connections_open\": %d, \"packets_received\": %d,"
            + " \"packets_sent\": %d, \"packets_dropped\": %d, \"packets_overflowed\": %d,"
            + " \"sends_refused\": %d, \"receive_buffer_bytes\": %d,"
            + " \"send_buffer_bytes\": %d}%n",
        sessionsBegun.sum(),
        sessionsEnded.sum(),
        streams.sum(),
        streamBytes.sum(),
        datagrams.sum(),
        datagramBytes.sum(),
        datagramsNotSentBack.sum(),
        socket.accepted(),
        socket.open(),
        socket.datagramsReceived(),
        socket.datagramsSent(),
        socket.droppedGarbage()
            + socket.droppedUnknown()
            + socket.droppedFull()
            + socket.droppedInvalid(),
        socket.droppedBySystem(),
        socket.sendsRefused(),
        socket.receiveBufferBytes(),
        socket.sendBufferBytes());
  }
}

package transport.quic;

/// Counts of one endpoint since it was opened.
///
/// @param datagramsReceived UDP payloads that came (each segment of a batch counts)
/// @param datagramsSent UDP payloads that left
/// @param receiveCalls system calls that brought at least one payload
/// @param sendCalls system calls that took at least one payload
/// @param accepted connections that a server began to serve
/// @param open connections there are now, those that drain included
/// @param droppedGarbage payloads that are no QUIC packet
/// @param droppedUnknown packets that belong to no connection here
/// @param droppedFull first packets refused because `maxConnections` are open
/// @param versionsNegotiated packets answered with the versions spoken here
/// @param retriesSent first packets answered with a Retry: the sender must prove its address
/// @param droppedInvalid packets that their connection refused (quiche's errors)
/// @param sendsRefused payloads that the system did not take, as when its buffers are full
/// @param droppedBySystem packets that found the socket's receive buffer full
/// @param receiveBufferBytes what the system gives the socket (it may be less than asked for)
/// @param sendBufferBytes what the system gives the socket
public record EndpointStatistics(
    long datagramsReceived,
    long datagramsSent,
    long receiveCalls,
    long sendCalls,
    long accepted,
    int open,
    long droppedGarbage,
    long droppedUnknown,
    long droppedFull,
    long versionsNegotiated,
    long retriesSent,
    long droppedInvalid,
    long sendsRefused,
    long droppedBySystem,
    int receiveBufferBytes,
    int sendBufferBytes) {}

package transport;

/// A stream on which both ends send.
public interface BidirectionalStream extends SendStream, ReceiveStream {}

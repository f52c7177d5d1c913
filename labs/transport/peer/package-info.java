/// WebTransport as others made it ([TransportPeer]): as the benchmark's server, as a client of the
/// document's cycles, and as either end of the interoperation cases ([InteropCase]).
///
/// What they lack:
///
/// - pywebtransport 0.9.0 writes on one stream what belongs on three, so it talks to nobody but
///   itself; and what its server writes on a one-way stream does not reach its client.
/// - webtransport-go's client takes no server without RESET_STREAM_AT. Its ends keep 128 datagrams
///   that nobody has read yet.
/// - wtransport knows no sub-protocols.
/// - Flupke has neither sub-protocols nor datagrams. It does not announce datagrams, which all
///   drafts demand of both ends, so others open no session with it; and its public API cannot close
///   a client's connection, so here it gets one that its owner closes.
package labs.transport.peer;

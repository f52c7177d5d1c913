/// WebTransport as others made it ([TransportPeer]): as the benchmark's server, as a client of the
/// document's cycles, and as either end of the interoperation cases ([InteropCase]).
package labs.transport.peer;

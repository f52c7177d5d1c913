/// The bytes of HTTP/3 and of WebTransport over it: readers that take them in any pieces and bound
/// what they keep, and writers. Nothing here knows a connection.
///
/// [FrameReader] reads a control or request stream, [Settings] and [Qpack] what is in its frames,
/// [Message] checks a request or response, [CapsuleReader] reads a session's capsules, [Datagrams]
/// the front of a datagram, [ProtocolNames] the fields by which a sub-protocol is agreed on. What
/// breaks the rules is an [Http3Error] with the code that the standard demands, never another
/// exception.
package transport.http3;

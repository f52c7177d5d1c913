//SOURCES http3/Capsule.java http3/CapsuleReader.java http3/Datagrams.java http3/ErrorCode.java
//SOURCES http3/Field.java http3/FrameReader.java http3/FrameType.java http3/Frames.java
//SOURCES http3/Http3Error.java http3/Huffman.java http3/Message.java http3/PrefixInteger.java
//SOURCES http3/ProtocolNames.java http3/Qpack.java http3/QpackInstructions.java
//SOURCES http3/Settings.java http3/StaticTable.java http3/Varint.java http3/package-info.java
/// WebTransport over HTTP/3, server and client, on a QUIC engine of its own.
package transport;

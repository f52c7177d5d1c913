// The head of what the lab on lost packets has, apart from labs/transport so that the transport's
// other labs need no WebSocket server.
//
//SOURCES Carrier.java Download.java LossTrial.java LossyNetwork.java Messages.java
//SOURCES OverWebSocket.java OverWebTransport.java
//SOURCES ../transport/package-info.java
//SOURCES ../../environment/websocket/package-info.java

/// The same messages and the same download over WebTransport and over WebSocket, through networks
/// that lose and delay: [LossTrial] is one trial, a [Carrier] is what carries.
package labs.transportloss;

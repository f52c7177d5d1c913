//SOURCES Answer.java ClientHandler.java Exposition.java Histogram.java HttpLimits.java
//SOURCES HttpServer.java LingeringClose.java Request.java RequestMetrics.java Service.java
//SOURCES Timeouts.java Traffic.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.netty:netty-codec-http
//DEPS io.netty:netty-transport-classes-epoll
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-x86_64
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-aarch_64
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS org.slf4j:slf4j-nop:2.0.17

/// An HTTP/1.1 server on Netty's event loops, for systems whose work behind a request is more than
/// the request. Start at [HttpServer]; a system brings a [Service].
///
/// Whatever a client sends or leaves out, it is told so (400, 408, 413), and it holds nobody up but
/// itself: its requests are answered in their order, one or a stated number served at a time, and
/// all that it may make grow has a bound in [HttpLimits].
package http;

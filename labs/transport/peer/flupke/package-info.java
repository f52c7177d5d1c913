/// WebTransport by Flupke on Kwik, in Java, as a program of its own: its commands are those of
/// `webtransport-go/main.go`. Only the class path is shared with the project.
/// Nobody else opens a session with it, so it exchanges no files.
package labs.transport.peer.flupke;

// The head of the peers; see labs/kit/package-info.java for why the list is explicit.
//
//SOURCES BuiltPrograms.java
//SOURCES DebianPackages.java
//SOURCES Interpreter.java
//SOURCES NodePackages.java
//SOURCES Packages.java
//SOURCES Peer.java
//SOURCES PeerServer.java
//SOURCES PythonPackages.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7

/// Programs of other ecosystems, at exact versions, as a client ([Peer]) or server ([PeerServer])
/// of a trial.
///
/// What they are made of is [Packages]: of Python, npm, Go, Rust and Debian, brought by the client
/// that each ecosystem has. What this machine lacks is said in one sentence ([Packages#absence]).
package peers;

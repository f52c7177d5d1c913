//SOURCES BuiltPrograms.java DebianPackages.java Interpreter.java NodePackages.java Packages.java
//SOURCES Peer.java PeerServer.java PythonPackages.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7

/// Programs of other ecosystems, at exact versions, as a client ([Peer]) or server ([PeerServer])
/// of a trial.
///
/// What they are made of is [Packages]: of Python, npm, Go, Rust and Debian, brought by the client
/// that each ecosystem has. What this machine lacks is said in one sentence ([Packages#absence]).
package peers;

//SOURCES BaseImage.java ChildProcess.java ClassPath.java CleanEnvironment.java ContainerFacts.java
//SOURCES ContainerRuntime.java CpuAccount.java DataFolder.java DiskFolder.java DockerDaemon.java
//SOURCES DockerHost.java DockerVolume.java ExitStatus.java Failure.java Folders.java Foreseen.java
//SOURCES JavaCommand.java Launch.java Leash.java Lines.java OperatingSystem.java OwnClient.java
//SOURCES Ports.java ProcessFacts.java ProcessRuntime.java Program.java ProgramRun.java
//SOURCES Project.java Readiness.java RunningContainer.java RunningProcess.java RunningSystem.java
//SOURCES RuntimeUnavailable.java Runtimes.java Served.java Server.java Session.java
//SOURCES SharedLibraries.java StandIn.java StartFailure.java SystemContainer.java SystemImage.java
//SOURCES SystemLog.java SystemRuntime.java Tar.java Temporary.java Watchdog.java WorkFolder.java
//DEPS org.testcontainers:testcontainers:2.0.5
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.17

/// Starts the systems that labs measure, each in a JVM of its own: as a process or in a container,
/// from the same jars with the same flags.
///
/// Start at [Runtimes#choose]; then [SystemRuntime#newData] and [SystemRuntime#start] with a
/// [Launch]. What a started system must do is little: print `listening on <host>:<port>` when it
/// serves, and keep under its data folder what a restart has to find. This package knows neither
/// the kit nor any system.
package runtime;

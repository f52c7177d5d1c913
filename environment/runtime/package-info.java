// The runtime's module head; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES BaseImage.java
//SOURCES ChildProcess.java
//SOURCES ClassPath.java
//SOURCES CleanEnvironment.java
//SOURCES ContainerFacts.java
//SOURCES ContainerRuntime.java
//SOURCES CpuAccount.java
//SOURCES DataFolder.java
//SOURCES DiskFolder.java
//SOURCES DockerDaemon.java
//SOURCES DockerHost.java
//SOURCES DockerVolume.java
//SOURCES ExitStatus.java
//SOURCES Failure.java
//SOURCES Folders.java
//SOURCES Foreseen.java
//SOURCES JavaCommand.java
//SOURCES Launch.java
//SOURCES Leash.java
//SOURCES Lines.java
//SOURCES OperatingSystem.java
//SOURCES OwnClient.java
//SOURCES Ports.java
//SOURCES ProcessFacts.java
//SOURCES ProcessRuntime.java
//SOURCES Program.java
//SOURCES ProgramRun.java
//SOURCES Project.java
//SOURCES Readiness.java
//SOURCES RunningContainer.java
//SOURCES RunningProcess.java
//SOURCES RunningSystem.java
//SOURCES RuntimeUnavailable.java
//SOURCES Runtimes.java
//SOURCES Served.java
//SOURCES Session.java
//SOURCES SharedLibraries.java
//SOURCES StandIn.java
//SOURCES StartFailure.java
//SOURCES SystemContainer.java
//SOURCES SystemImage.java
//SOURCES SystemLog.java
//SOURCES SystemRuntime.java
//SOURCES Tar.java
//SOURCES Temporary.java
//SOURCES Watchdog.java
//SOURCES WorkFolder.java
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

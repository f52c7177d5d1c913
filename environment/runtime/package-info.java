//SOURCES BaseImage.java Carried.java ChildProcess.java ClassPath.java CleanEnvironment.java
//SOURCES ContainerFacts.java ContainerRuntime.java CpuAccount.java DataFolder.java DiskFolder.java
//SOURCES DockerDaemon.java DockerHost.java DockerVolume.java ExitStatus.java Failure.java
//SOURCES Folders.java Foreseen.java JavaCommand.java Launch.java Leash.java Lines.java
//SOURCES OperatingSystem.java OwnClient.java Ports.java ProcessFacts.java ProcessRuntime.java
//SOURCES Program.java ProgramRun.java Project.java Readiness.java RunningContainer.java
//SOURCES RunningProcess.java RunningSystem.java RuntimeUnavailable.java Runtimes.java Served.java
//SOURCES Server.java Session.java SharedLibraries.java StandIn.java StartFailure.java
//SOURCES SystemContainer.java SystemImage.java SystemLog.java SystemRuntime.java Tar.java
//SOURCES Temporary.java ThreadEnd.java Watchdog.java WorkFolder.java
//CARRIES jbang-catalog.json
//FILES project/=../../jbang-catalog.json
//DEPS org.testcontainers:testcontainers:2.0.5
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.17
//COMPILE_OPTIONS -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC

/// Starts the systems that labs measure, each in a JVM of its own: as a process or in a container,
/// from the same jars with the same flags.
///
/// Start at [Runtimes#choose]; then [SystemRuntime#newData] and [SystemRuntime#start] with a
/// [Launch]. What a started system must do is little: print `listening on <host>:<port>` when it
/// serves, and keep under its data folder what a restart has to find. This package knows neither
/// the kit nor any system.
package runtime;

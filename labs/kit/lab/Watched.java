package kit.lab;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import runtime.Launch;
import runtime.RunningSystem;

/// A started system that remembers whether the lab itself ended it. One that is gone without
/// having been ended has died, and the trial with it.
final class Watched implements RunningSystem {
  private final Launch launch;
  private final RunningSystem system;
  private boolean ended;

  Watched(Launch launch, RunningSystem system) {
    this.launch = launch;
    this.system = system;
  }

  String name() {
    return launch.name();
  }

  long memoryBytes() {
    return launch.memoryBytes();
  }

  boolean died() {
    return !ended && !system.alive();
  }

  @Override
  public InetSocketAddress address() {
    return system.address();
  }

  @Override
  public void kill() {
    ended = true;
    system.kill();
  }

  @Override
  public void stop() {
    ended = true;
    system.stop();
  }

  @Override
  public boolean alive() {
    return system.alive();
  }

  @Override
  public OptionalInt exitStatus() {
    return system.exitStatus();
  }

  @Override
  public OptionalLong pid() {
    return system.pid();
  }

  @Override
  public OptionalLong cpuNs() {
    return system.cpuNs();
  }

  @Override
  public OptionalLong residentBytes() {
    return system.residentBytes();
  }

  @Override
  public Path log() {
    return system.log();
  }

  @Override
  public List<String> lastLogLines(int lines) {
    return system.lastLogLines(lines);
  }

  @Override
  public void close() {
    ended = true;
    system.close();
  }
}

package kit.machine;

import static kit.machine.MachineFacts.UNKNOWN;

import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/// Facts from OSHI, for machines without `/proc`. On Linux it says the same and takes a third of a
/// second of CPU time, which a lab would pay at each start.
final class OshiFacts implements FactSource {
  private final SystemInfo system = new SystemInfo();
  private final HardwareAbstractionLayer hardware = system.getHardware();

  @Override
  public Object cpu() {
    return hardware.getProcessor().getProcessorIdentifier().getName();
  }

  @Override
  public Object physicalCores() {
    return hardware.getProcessor().getPhysicalProcessorCount();
  }

  @Override
  public Object memoryBytes() {
    return hardware.getMemory().getTotal();
  }

  @Override
  public Object os() {
    return system.getOperatingSystem().getFamily()
        + " "
        + system.getOperatingSystem().getVersionInfo().getVersion();
  }

  @Override
  public Object clockSource() {
    return UNKNOWN;
  }

  @Override
  public Object governor() {
    return UNKNOWN;
  }

  @Override
  public Object virtual() {
    return UNKNOWN;
  }
}

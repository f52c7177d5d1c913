package kit.machine;

/// Where the facts of a machine are read. What a source cannot find out is
/// [MachineFacts#UNKNOWN], never a guess.
interface FactSource {
  /// Model name of the processor.
  Object cpu();

  /// Cores without their second threads, as a number.
  Object physicalCores();

  /// Memory in bytes, as a number.
  Object memoryBytes();

  /// Name and version of the operating system.
  Object os();

  /// What the kernel keeps time with.
  Object clockSource();

  /// What sets the processor's frequency.
  Object governor();

  /// Whether a hypervisor lies between the machine and the metal, as a truth value.
  Object virtual();
}

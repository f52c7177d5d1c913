package kit.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What two runs must have in common before their numbers may be compared.
///
/// A machine is the same if its processor's model, its cores, its instruction set and whether it is
/// a guest are, and its memory within a few per cent: a kernel takes another part of it at every
/// start. Kernel, JDK and the like are worth a remark.
///
/// @param engine of the system, empty where there is none to choose from
/// @param runtime the kind that was taken: `process` or `container`
/// @param machine as the result file holds it
public record Conditions(
    String lab,
    String profile,
    int protocolVersion,
    String engine,
    String runtime,
    Map<String, Object> machine) {
  private static final double MEMORY_SHARE = 0.05;
  private static final List<String> MACHINE = List.of("cpu", "cores", "arch", "virtual");
  private static final List<String> REMARKS =
      List.of("memory_bytes", "os", "kernel", "jdk", "file_system", "governor", "jvm_flags");

  public Conditions {
    machine = Map.copyOf(machine);
  }

  /// Why numbers of that run may not be compared with numbers of this one, in a few words; nothing
  /// if they may.
  public Optional<String> difference(Conditions then) {
    List<String> differences = new ArrayList<>();
    differ(differences, "lab", lab, then.lab);
    differ(differences, "profile", profile, then.profile);
    differ(
        differences, "protocol", "version " + protocolVersion, "version " + then.protocolVersion);
    if (!engine.isEmpty() && !then.engine.isEmpty()) { // a lab without engines has but one
      differ(differences, "engine", engine, then.engine);
    }
    differ(differences, "runtime", runtime, then.runtime);
    for (String fact : MACHINE) {
      differ(
          differences,
          "machine, " + fact,
          String.valueOf(machine.get(fact)),
          String.valueOf(then.machine.get(fact)));
    }
    if ("unknown".equals(machine.get("cpu"))) { // two such are not one
      differences.add("a machine that is not known");
    }
    if (!memoryAlike(then)) {
      differences.add(
          "another machine, memory_bytes ("
              + then.machine.get("memory_bytes")
              + ", now "
              + machine.get("memory_bytes")
              + ")");
    }
    return differences.stream().findFirst();
  }

  /// What differs and may matter, one remark each.
  public List<String> remarks(Conditions then) {
    return REMARKS.stream()
        .filter(fact -> !Objects.equals(machine.get(fact), then.machine.get(fact)))
        .map(fact -> fact + " was " + then.machine.get(fact) + ", is " + machine.get(fact))
        .toList();
  }

  private static void differ(List<String> differences, String what, String now, String then) {
    if (!now.equals(then)) {
      differences.add("another " + what + " (" + then + ", now " + now + ")");
    }
  }

  private boolean memoryAlike(Conditions then) {
    Object now = machine.get("memory_bytes");
    Object before = then.machine.get("memory_bytes");
    return now instanceof Number a && before instanceof Number b
        ? Math.abs(a.doubleValue() - b.doubleValue()) <= MEMORY_SHARE * a.doubleValue()
        : Objects.equals(now, before);
  }
}

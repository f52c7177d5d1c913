package tools.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import kit.check.MemoryPressure;
import kit.check.OtherPrograms;
import kit.machine.MachineFacts;
import kit.machine.Noise;
import kit.result.Numbers;
import tools.Diagnosis;

/// How quiet the machine was while nothing was measured on it.
public final class NoiseCheck {
  /// Far below what marks a trial, but an idle machine of one's own has none.
  private static final double STEAL_SHARE_NOTED = 0.01;

  /// Governors that hold the frequency, or whose machine holds it for them.
  private static final Set<String> STEADY = Set.of("performance", MachineFacts.UNKNOWN);

  private NoiseCheck() {}

  /// @param facts as [MachineFacts#read] gives them
  public static Diagnosis look(Noise noise, Map<String, Object> facts) {
    return Diagnosis.of("noise", seen(noise, facts), advice(noise, facts));
  }

  private static String seen(Noise noise, Map<String, Object> facts) {
    return "load "
        + number(noise.loadBefore())
        + ", steal "
        + share(noise.stealShare())
        + ", others "
        + share(noise.foreignCpuShare())
        + ", governor "
        + facts.get("governor")
        + ", "
        + facts.get("cores")
        + " cores";
  }

  private static List<String> advice(Noise noise, Map<String, Object> facts) {
    List<String> advice = new ArrayList<>();
    if (noise.foreignCpuShare().orElse(0) > OtherPrograms.SHARE_MAX) {
      advice.add("intervals will be wide and trials marked; close other programs");
    }
    if (noise.stealShare().orElse(0) > STEAL_SHARE_NOTED) {
      advice.add("the hypervisor gives this machine's CPUs to others; use one of your own");
    }
    if (noise.memoryPressureShare().orElse(0) > MemoryPressure.SHARE_MAX) {
      advice.add("programs wait for memory; close the biggest");
    }
    if (!STEADY.contains(String.valueOf(facts.get("governor")))) {
      advice.add("the clock changes with the load; to hold it:");
      advice.add("sudo cpupower frequency-set --governor performance");
    }
    if (facts.get("cores") instanceof Integer cores && cores < 2) {
      advice.add("client and system take turns on one core, and every latency shows it");
    }
    return advice;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.1f", value.getAsDouble())
        : MachineFacts.UNKNOWN;
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble()) : MachineFacts.UNKNOWN;
  }
}

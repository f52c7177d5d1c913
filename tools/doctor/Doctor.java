package tools.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import kit.machine.Calibration;
import kit.machine.MachineFacts;
import kit.machine.Noise;
import kit.machine.NoiseWatch;
import kit.result.Limit;
import runtime.ExitStatus;
import runtime.RuntimeUnavailable;
import runtime.Runtimes;
import runtime.SystemRuntime;
import tools.Diagnosis;

/// Looks at a machine: first how quiet it is while nothing runs, then what it allows.
public final class Doctor {
  private static final Duration SLICE = Duration.ofMillis(6);

  private final Path project;
  private final Supplier<NoiseWatch> watch;
  private final IntConsumer second;

  /// @param project the project's root, whose disk counts
  /// @param second called once a second while the noise is watched, with the seconds that are over;
  ///     it has to let that second pass
  public Doctor(Path project, IntConsumer second) {
    this(project, NoiseWatch::start, second);
  }

  Doctor(Path project, Supplier<NoiseWatch> watch, IntConsumer second) {
    this.project = project;
    this.watch = watch;
    this.second = second;
  }

  /// What a doctor found.
  ///
  /// @param machine as [MachineFacts#read] gives it
  /// @param limits as [Calibration#limits] gives them; none where the disk refused
  /// @param diagnoses in the order in which they are shown
  public record Findings(
      Map<String, Object> machine,
      Noise noise,
      Collection<Limit> limits,
      List<Diagnosis> diagnoses) {

    /// Whether a lab can run here.
    public ExitStatus exitStatus() {
      return diagnoses.stream().anyMatch(Diagnosis.Missing.class::isInstance)
          ? ExitStatus.ENVIRONMENT_LACKS
          : ExitStatus.DONE;
    }

    /// The findings as a bug report carries them: what is unknown is null.
    public Map<String, Object> asMap() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("machine", machine);
      all.put("noise", noiseAsMap(noise));
      all.put("limits", limits);
      all.put("diagnoses", diagnoses.stream().map(Findings::asMap).toList());
      all.put(
          "exit", Map.of("status", exitStatus().code(), "reason", DoctorPage.summary(diagnoses)));
      return all;
    }

    private static Map<String, Object> noiseAsMap(Noise noise) {
      Map<String, Object> shares = new LinkedHashMap<>();
      shares.put("load_before", orNull(noise.loadBefore()));
      shares.put("steal_share", orNull(noise.stealShare()));
      shares.put("foreign_cpu_share", orNull(noise.foreignCpuShare()));
      shares.put("cpu_pressure_share", orNull(noise.cpuPressureShare()));
      shares.put("io_pressure_share", orNull(noise.ioPressureShare()));
      shares.put("memory_pressure_share", orNull(noise.memoryPressureShare()));
      return shares;
    }

    private static Double orNull(OptionalDouble value) {
      return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Map<String, Object> asMap(Diagnosis diagnosis) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", diagnosis.name());
      one.put(
          "state",
          switch (diagnosis) {
            case Diagnosis.Ready _ -> "ready";
            case Diagnosis.Note _ -> "note";
            case Diagnosis.Missing _ -> "missing";
          });
      one.put("seen", diagnosis.seen());
      one.put("advice", diagnosis.advice());
      return one;
    }
  }

  /// Watches, measures and judges.
  ///
  /// @param seconds how long the noise is watched
  /// @param programs what others have found out: the JDK, Docker, fonts
  public Findings look(int seconds, List<Diagnosis> programs) {
    NoiseWatch watching = watch.get();
    for (int over = 0; over < seconds; over++) {
      second.accept(over);
    }
    Noise noise = watching.stop();
    Map<String, Object> facts = MachineFacts.read(project);
    List<Diagnosis> diagnoses = new ArrayList<>(programs);
    diagnoses.add(JupyterCheck.look(project));
    diagnoses.add(NoiseCheck.look(noise, facts));
    Map<String, Limit> limits = disk(diagnoses, String.valueOf(facts.get("file_system")));
    diagnoses.add(CatalogueCheck.look(project));
    return new Findings(facts, noise, List.copyOf(limits.values()), List.copyOf(diagnoses));
  }

  private Map<String, Limit> disk(List<Diagnosis> diagnoses, String fileSystem) {
    try (SystemRuntime runtime = Runtimes.choose("process", project);
        Calibration calibration =
            Calibration.open(runtime.temporary(), SLICE, List.of(), System::nanoTime)) {
      calibration.before();
      Map<String, Limit> limits = calibration.limits();
      long freeBytes = Files.getFileStore(project).getUsableSpace();
      double forceUs = limits.get("fdatasync_" + DiskCheck.BYTES).value();
      diagnoses.add(DiskCheck.look(forceUs, freeBytes, fileSystem));
      return limits;
    } catch (RuntimeUnavailable e) {
      diagnoses.add(new Diagnosis.Missing("disk", e.getMessage(), List.of(e.advice())));
      return Map.of();
    } catch (IOException e) {
      diagnoses.add(DiskCheck.refused(e.getMessage()));
      return Map.of();
    }
  }
}

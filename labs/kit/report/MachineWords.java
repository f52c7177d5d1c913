package kit.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kit.result.Numbers;
import kit.result.Result;

/// Where a result comes from, in one line: without it a number means nothing.
public final class MachineWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double BUSY_SHARE = 0.25;
  private static final int COMMIT_LETTERS = 7;

  private MachineWords() {}

  /// `AMD EPYC 7B13, 2 cores, 25.2 GB, Linux 6.1.0, JDK 25.0.3+9-LTS, virtual`; what is unknown is
  /// left out.
  public static String machine(Map<String, Object> machine) {
    List<String> words = new ArrayList<>();
    add(words, "", machine.get("cpu"), "");
    add(words, "", machine.get("cores"), " cores");
    if (machine.get("memory_bytes") instanceof Number bytes) {
      words.add(Numbers.plain(bytes.doubleValue() / 1e9) + " GB");
    }
    add(words, "kernel ", machine.get("kernel"), "");
    add(words, "", machine.get("file_system"), "");
    add(words, "JDK ", machine.get("jdk"), "");
    if (Boolean.TRUE.equals(machine.get("virtual"))) {
      words.add("virtual");
    }
    return words.isEmpty() ? "machine unknown" : String.join(", ", words);
  }

  /// `! load was 1.80 before the start: something else runs on this machine`, when more than a
  /// quarter of the cores had work before the run began; nothing otherwise.
  public static Optional<String> warning(Map<String, Object> machine) {
    return machine.get("load_before") instanceof Number load
            && machine.get("cores") instanceof Number cores
            && load.doubleValue() > BUSY_SHARE * cores.doubleValue()
        ? Optional.of(
            "! load was "
                + Numbers.plain(load.doubleValue())
                + " before the start: something else runs on this machine")
        : Optional.empty();
  }

  /// `sequencer-burst · 20261120T215200Z · standard · container`, with ` · engine none` where the
  /// engine is not the lab's usual one.
  public static String run(Result result) {
    String engine = result.options().engineWords();
    return String.join(
            " · ",
            result.lab(),
            RUN.format(result.started()),
            result.profile(),
            result.runtime().kind())
        + (engine.isEmpty() ? "" : " · " + engine);
  }

  /// The day of the run, in UTC: `2026-11-20`.
  public static String day(Result result) {
    return DAY.format(result.started());
  }

  /// `commit 3f2a9c1`, with `, changed` when files differed from it.
  public static String commit(Result result) {
    String commit = result.project().commit();
    String head = commit.substring(0, Math.min(COMMIT_LETTERS, commit.length()));
    return "commit " + head + (result.project().dirty() ? ", changed" : "");
  }

  private static void add(List<String> words, String before, Object value, String after) {
    if (value != null && !value.equals("unknown")) {
      words.add(before + value + after);
    }
  }
}

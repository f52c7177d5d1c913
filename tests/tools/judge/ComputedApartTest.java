package tools.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import kit.result.FigureRow;
import kit.result.Result;
import org.junit.jupiter.api.Test;

/// Median, interval and verdict of each format, computed a second time from the files as they are,
/// by code that shares nothing with the readers, the statistics and the rule.
class ComputedApartTest extends JudgeCase {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static double[] sorted(double[] trials) {
    double[] sorted = trials.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double... trials) {
    double[] x = sorted(trials);
    int half = x.length / 2;
    return x.length % 2 == 1 ? x[half] : (x[half - 1] + x[half]) / 2;
  }

  /// How likely the median lies between the depth-th least and the depth-th greatest of n trials.
  private static double held(int n, int depth) {
    double fewer = 0;
    double ways = 1;
    for (int k = 0; k < depth; k++) {
      fewer += ways / Math.pow(2, n);
      ways = ways * (n - k) / (k + 1);
    }
    return 1 - 2 * fewer;
  }

  /// The ends after Hettmansperger and Sheather (1986).
  private static double[] interval(double... trials) {
    double[] x = sorted(trials);
    int n = x.length;
    int depth = 1;
    while (held(n, depth + 1) >= 0.95) {
      depth++;
    }
    double share = (held(n, depth) - 0.95) / (held(n, depth) - held(n, depth + 1));
    double inward = (n - depth) * share / (depth + (n - 2 * depth) * share);
    return new double[] {
      x[depth - 1] + inward * (x[depth] - x[depth - 1]),
      x[n - depth] + inward * (x[n - depth - 1] - x[n - depth])
    };
  }

  private static String verdict(double stated, boolean less, double low, double high) {
    if (less ? high < stated : low > stated) {
      return "exceeded";
    }
    double rounding = stated * 1e-6; // the figures of this test are stated with seven digits
    if (less ? low > stated + rounding : high < stated - rounding) {
      return "short";
    }
    return low >= 0.9 * stated && high <= 1.1 * stated ? "reproduced" : "inconclusive";
  }

  /// Judges figures at, far below, far above and near the median of these trials.
  private void judge(String name, String unit, boolean less, double[] trials, Path... files)
      throws IOException {
    double middle = median(trials);
    double[] ends = interval(trials);
    double[] stated = {middle, middle / 3, middle * 3, middle * 1.06};
    String[] rows = new String[stated.length];
    for (int at = 0; at < rows.length; at++) {
      stated[at] = Double.parseDouble(String.format(Locale.ROOT, "%.6e", stated[at]));
      rows[at] =
          String.format(
              Locale.ROOT,
              "f%d,%d,figure,=,%.6e,%s,%s,\"%s\",words",
              at,
              at + 1,
              stated[at],
              unit,
              less ? "less" : "more",
              name);
    }
    List<Object> arguments = new ArrayList<>(List.of(figures(rows)));
    arguments.addAll(List.of(files));
    Result result = judged(arguments.toArray());
    for (int at = 0; at < stated.length; at++) {
      FigureRow row = result.figure("page.f" + at).orElseThrow();
      assertEquals(trials.length, row.values().size(), name);
      assertEquals(middle, row.measured(), 1e-9 * middle, name);
      assertEquals(ends[0], row.low(), 1e-9 * middle, name);
      assertEquals(ends[1], row.high(), 1e-9 * middle, name);
      assertEquals(verdict(stated[at], less, ends[0], ends[1]), row.verdict().word(), name + at);
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return MAPPER.readTree(Files.readString(file));
  }

  private static double[] numbers(JsonNode list) {
    return DoubleStream.iterate(0, at -> at + 1)
        .limit(list.size())
        .map(at -> list.get((int) at).asDouble())
        .toArray();
  }

  private interface Reading {
    double of(Path file) throws IOException;
  }

  private static double[] each(Path[] files, Reading reading) throws IOException {
    double[] numbers = new double[files.length];
    for (int at = 0; at < files.length; at++) {
      numbers[at] = reading.of(files[at]);
    }
    return numbers;
  }

  @Test
  void hyperfine() throws IOException {
    Path file = export("hyperfine.json");
    for (JsonNode command : json(file).get("results")) {
      double[] ms = DoubleStream.of(numbers(command.get("times"))).map(s -> s * 1000).toArray();
      judge(command.get("command").asText(), "ms", true, ms, file);
    }
  }

  @Test
  void jmh() throws IOException {
    Path file = export("jmh.json");
    for (JsonNode run : json(file)) {
      String name =
          run.get("benchmark").asText() + " bytes=" + run.get("params").get("bytes").asText();
      JsonNode forks = run.get("primaryMetric").get("rawData");
      double[] ns = new double[forks.size()];
      for (int at = 0; at < ns.length; at++) {
        ns[at] = 1000 * DoubleStream.of(numbers(forks.get(at))).average().orElseThrow();
      }
      assertEquals("us/op", run.get("primaryMetric").get("scoreUnit").asText());
      judge(name + ":score", "ns", true, ns, file);
    }
  }

  @Test
  void pytestBenchmark() throws IOException {
    Path[] files = exports("pytest-N.json", 1, 8);
    for (int test = 0; test < 2; test++) {
      int at = test;
      String name = json(files[0]).get("benchmarks").get(at).get("fullname").asText();
      double[] us =
          each(
              files,
              file ->
                  1e6
                      * median(
                          numbers(json(file).get("benchmarks").get(at).get("stats").get("data"))));
      judge(name, "us", true, us, files);
    }
  }

  /// The number in a line of wrk's, of which the pattern's groups are digits and unit.
  private static double wrk(Path file, String pattern, ToDoubleFunction<MatchResult> number)
      throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .mapToDouble(number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wrk() throws IOException {
    Path[] files = exports("wrk-N.txt", 1, 7);
    double[] rates =
        each(
            files,
            file -> wrk(file, "Requests/sec:\\s+([0-9.]+)", m -> Double.parseDouble(m.group(1))));
    judge("wrk:throughput", "requests/s", false, rates, files);
    double[] us =
        each(
            files,
            file ->
                wrk(
                    file,
                    "99%\\s+([0-9.]+)(us|ms)",
                    m -> Double.parseDouble(m.group(1)) * (m.group(2).equals("ms") ? 1000 : 1)));
    judge("wrk:latency_p99", "us", true, us, files);
    double[] megabytes =
        each(
            files,
            file ->
                wrk(
                    file,
                    "Transfer/sec:\\s+([0-9.]+)(KB|MB)",
                    m ->
                        Double.parseDouble(m.group(1))
                            * (m.group(2).equals("MB") ? 1024 * 1024 : 1024)
                            / 1e6));
    judge("wrk:transfer", "MB/s", false, megabytes, files);
  }

  @Test
  void autocannon() throws IOException {
    Path[] files = exports("autocannon-N.json", 1, 6);
    double[] rates = each(files, file -> json(file).get("requests").get("average").asDouble());
    judge("autocannon:throughput", "requests/s", false, rates, files);
    double[] ms = each(files, file -> json(file).get("latency").get("average").asDouble());
    judge("autocannon:latency_mean", "ms", true, ms, files);
  }

  @Test
  void k6() throws IOException {
    for (String shape : List.of("k6-handle-summary.json", "k6-summary-export.json")) {
      String text = Files.readString(EXPORTS.resolve(shape));
      Path[] files = new Path[7];
      double[] ms = new double[files.length];
      for (int at = 0; at < files.length; at++) {
        ms[at] = 20 + 0.1 * at;
        files[at] = file("api-" + at + ".json", text.replace("12.25", String.valueOf(ms[at])));
      }
      judge("api:http_req_duration.p95", "ms", true, ms, files);
    }
  }

  @Test
  void csv() throws IOException {
    double[] seconds = {1.25, 1.5, 1.125, 1.75, 1.375, 1.625, 1.0, 2.5, 1.45};
    StringBuilder text = new StringBuilder("name,value,unit\n");
    for (double one : seconds) {
      text.append("\"start, cold\",").append(one).append(",s\n");
    }
    judge("start, cold", "s", true, seconds, file("trials.csv", text.toString()));
  }
}

package tools.exports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kit.result.CheckRow;
import kit.result.Metric;

/// What `wrk` prints: the summary of one run.
final class Wrk implements Export {
  private static final Pattern START = Pattern.compile("Running (\\S+) test @ (\\S+)");
  private static final Pattern LOAD = Pattern.compile("(\\d+) threads and (\\d+) connections");
  private static final Pattern LATENCY = Pattern.compile("Latency +(\\S+) +\\S+ +(\\S+) +\\S+%");
  private static final Pattern PERCENTILE = Pattern.compile("(?m)^ +([0-9.]+)% +(\\S+)$");
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern ERRORS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern RATE = Pattern.compile("Requests/sec: +(\\S+)");
  private static final Pattern TRANSFER = Pattern.compile("Transfer/sec: +(\\S+)");
  private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z]*)");

  /// wrk's prefixes of bytes are binary, whatever they look like.
  private static final Map<String, Double> BYTES =
      Map.of("B", 1.0, "KB", 0x1p10, "MB", 0x1p20, "GB", 0x1p30, "TB", 0x1p40);

  private static final Map<String, Double> MILLISECONDS =
      Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);

  @Override
  public Tool tool() {
    return new Tool(
        "wrk",
        "wrk --latency URL > FILE",
        "a trial is one file, for wrk keeps a summary of a run alone");
  }

  @Override
  public boolean knows(Source source) {
    return START.matcher(source.text()).lookingAt();
  }

  @Override
  public List<Measured> read(Source source) {
    Map<String, Metric> trial = new HashMap<>();
    trial.put("throughput", new Metric(scaled(source, RATE, 1, Map.of("", 1.0)), "requests/s"));
    trial.put("transfer", new Metric(scaled(source, TRANSFER, 1, BYTES), "B/s"));
    trial.put("latency_mean", new Metric(scaled(source, LATENCY, 1, MILLISECONDS), "ms"));
    trial.put("latency_max", new Metric(scaled(source, LATENCY, 2, MILLISECONDS), "ms"));
    Matcher percentile = PERCENTILE.matcher(source.text());
    while (percentile.find()) {
      String id = "latency_p" + percentile.group(1).replaceFirst("\\.0+$", "");
      trial.put(id, new Metric(scaled(source, percentile.group(2), MILLISECONDS), "ms"));
    }
    Matcher start = found(source, START);
    Matcher load = found(source, LOAD);
    String setting =
        "%s, %s, %s threads, %s connections"
            .formatted(start.group(2), start.group(1), load.group(1), load.group(2));
    return List.of(
        new Measured(
            source.name(),
            tool().name(),
            setting,
            List.of(trial),
            List.of(check(source)),
            List.of("closed loop")));
  }

  private static CheckRow check(Source source) {
    long requests = Long.parseLong(found(source, REQUESTS).group(1));
    Matcher refused = REFUSED.matcher(source.text());
    long bad = refused.find() ? Long.parseLong(refused.group(1)) : 0;
    Matcher errors = ERRORS.matcher(source.text());
    long lost = 0;
    if (errors.find()) {
      for (int at = 1; at <= errors.groupCount(); at++) {
        lost += Long.parseLong(errors.group(at));
      }
    }
    return CheckRow.of(
        "every request of " + source.name() + " was answered with success",
        requests - bad,
        requests + lost,
        "requests",
        "");
  }

  private static Matcher found(Source source, Pattern pattern) {
    Matcher matcher = pattern.matcher(source.text());
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "%s: nothing in it is like \"%s\"; is it cut off?".formatted(source.file(), pattern));
    }
    return matcher;
  }

  private static double scaled(
      Source source, Pattern pattern, int group, Map<String, Double> units) {
    return scaled(source, found(source, pattern).group(group), units);
  }

  private static double scaled(Source source, String text, Map<String, Double> units) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches() || !units.containsKey(number.group(2))) {
      throw new IllegalArgumentException(
          "%s: \"%s\" should be a number in one of %s"
              .formatted(source.file(), text, units.keySet()));
    }
    return Double.parseDouble(number.group(1)) * units.get(number.group(2));
  }
}

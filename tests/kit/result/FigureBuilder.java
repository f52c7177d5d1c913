package kit.result;

import java.util.Arrays;
import java.util.List;

/// Builds one made-up row of a result.
public final class FigureBuilder {
  public String id;
  public String label;
  public String group = "Throughput, payments/s, more is better";
  public String metric = "throughput";
  public String variant;
  public String unit = "payments/s";
  public String better = "more";
  public List<String> tags = List.of();
  public Documented documented;
  public Double measured;
  public Double low;
  public Double high;
  public List<Double> values = List.of();
  public Verdict verdict = Verdict.NONE;
  public String note = "";
  public String limit;
  public Double limitShare;

  private FigureBuilder(String id, String label, String variant) {
    this.id = id;
    this.label = label;
    this.variant = variant;
  }

  public static FigureBuilder row(String id, String label, String variant) {
    return new FigureBuilder(id, label, variant);
  }

  public FigureBuilder block(String group, String metric, String unit, String better) {
    this.group = group;
    this.metric = metric;
    this.unit = unit;
    this.better = better;
    return this;
  }

  public FigureBuilder documented(double value, String text) {
    return documented("=", value, value, text);
  }

  public FigureBuilder documented(String comparator, double from, double to, String text) {
    documented =
        new Documented("cronosstream." + id, "cronosstream", 42, comparator, from, to, text);
    return this;
  }

  public FigureBuilder measured(double median, double from, double to, double... trials) {
    measured = median;
    low = from;
    high = to;
    values = Arrays.stream(trials).boxed().toList();
    return this;
  }

  public FigureBuilder verdict(String word, String reason) {
    verdict = Verdict.of(word);
    note = reason;
    return this;
  }

  public FigureBuilder limit(String limitId, double share) {
    limit = limitId;
    limitShare = share;
    return this;
  }

  public FigureBuilder tagged(String... words) {
    tags = List.of(words);
    return this;
  }

  public FigureRow build() {
    boolean less = better.equals("less");
    Double reference =
        documented == null || measured == null ? null : less ? documented.low() : documented.high();
    boolean compared = reference != null && reference > 0 && low > 0;
    return new FigureRow(
        id,
        label,
        group,
        metric,
        variant,
        unit,
        better,
        tags,
        documented,
        measured,
        low,
        high,
        values,
        !compared ? null : less ? reference / measured : measured / reference,
        !compared ? null : less ? reference / high : low / reference,
        !compared ? null : less ? reference / low : high / reference,
        verdict,
        note,
        limit,
        limitShare);
  }
}

package kit.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kit.report.Words;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Role;
import kit.result.TrialRow;

/// What one gives up for the other: settings placed by two measures of which less is better, one
/// panel for each variant. Dots on a line are the settings that no other one beats in both, which
/// is Pareto's front.
///
/// Drawn from pairs of series called `trade/X TITLE/Y TITLE/SETTINGS/x` and `.../y`, of equal
/// length. Where they hold one number, that is a setting with a name of its own.
final class TradeChart {
  private static final String PREFIX = "trade/";
  private static final double PLOT_HEIGHT = 300;

  private final Result result;
  private final List<Trade> trades = new ArrayList<>();

  /// A setting.
  private record Setting(Spread x, Spread y) {
    boolean beats(Setting other) {
      return x.median() < other.x.median() && y.median() < other.y.median();
    }
  }

  private record Curve(String name, List<Setting> settings) {
    boolean named() {
      return settings.size() == 1;
    }
  }

  /// The settings of one variant.
  private record Trade(
      String variant, String xTitle, String yTitle, int trials, List<Curve> curves) {
    Stream<Setting> settings() {
      return curves.stream().flatMap(curve -> curve.settings().stream());
    }

    Stream<Setting> unnamed() {
      return curves.stream().filter(c -> !c.named()).flatMap(c -> c.settings().stream());
    }

    boolean beaten(Setting setting) {
      return settings().anyMatch(other -> other.beats(setting));
    }
  }

  TradeChart(Result result) {
    this.result = result;
    for (String name : result.variants()) {
      add(name, result.trialsOf(name).stream().filter(t -> t.role() == Role.SYSTEM).toList());
    }
  }

  private void add(String variant, List<TrialRow> trials) {
    List<String[]> ids =
        trials.stream()
            .flatMap(trial -> trial.series().keySet().stream())
            .filter(id -> id.startsWith(PREFIX) && id.endsWith("/x"))
            .distinct()
            .map(id -> id.split("/", -1))
            .filter(words -> words.length == 5)
            .sorted(Comparator.comparingInt((String[] w) -> number(w[3])).thenComparing(w -> w[3]))
            .toList();
    List<Curve> curves = new ArrayList<>();
    for (String[] words : ids) {
      String id = String.join("/", Arrays.copyOf(words, 4));
      List<Setting> settings = settings(id, trials);
      if (!settings.isEmpty()) {
        curves.add(new Curve(words[3], settings));
      }
    }
    if (!curves.isEmpty()) {
      String[] words = ids.getFirst();
      trades.add(new Trade(variant, words[1], words[2], trials.size(), curves));
    }
  }

  /// `5 events` stands before `10 events`, and what has no number last.
  private static int number(String name) {
    String digits = name.replaceFirst("\\D.*", "");
    return digits.isEmpty() || digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private static List<Setting> settings(String id, List<TrialRow> trials) {
    List<TrialRow> whole =
        trials.stream()
            .filter(t -> t.series().containsKey(id + "/x") && t.series().containsKey(id + "/y"))
            .filter(t -> t.series().get(id + "/x").size() == t.series().get(id + "/y").size())
            .toList();
    int most = whole.stream().mapToInt(t -> t.series().get(id + "/x").size()).min().orElse(0);
    return IntStream.range(0, most)
        .filter(at -> whole.stream().allMatch(t -> placed(t, id + "/x", at)))
        .filter(at -> whole.stream().allMatch(t -> placed(t, id + "/y", at)))
        .mapToObj(at -> new Setting(spread(whole, id + "/x", at), spread(whole, id + "/y", at)))
        .toList();
  }

  private static boolean placed(TrialRow trial, String id, int at) {
    double value = trial.series().get(id).get(at);
    return value > 0 && Double.isFinite(value);
  }

  private static Spread spread(List<TrialRow> trials, String id, int at) {
    return Spread.of(trials.stream().mapToDouble(t -> t.series().get(id).get(at)).toArray());
  }

  Sheet sheet() {
    return Sheet.of(
        result,
        trades.isEmpty() ? "This run traded nothing" : Words.capital(finding(trades.getFirst())),
        trades.isEmpty() ? "" : subtitle(trades.getFirst()),
        List.of(),
        trades.stream().map(this::panel).toList(),
        description(),
        numbers());
  }

  /// Of each setting with a name: how many of the others are better in both.
  private static String finding(Trade trade) {
    List<String> words = new ArrayList<>();
    long all = trade.unnamed().count();
    for (Curve curve : trade.curves()) {
      if (curve.named()) {
        Setting named = curve.settings().getFirst();
        long better = trade.unnamed().filter(setting -> setting.beats(named)).count();
        words.add(
            curve.name()
                + " is beaten in both by "
                + (better == 0 ? "none" : Numbers.count(better))
                + " of "
                + Numbers.count(all));
      }
    }
    String what = words.isEmpty() ? Numbers.count(all) + " settings" : String.join("; ", words);
    return trade.variant() + ": " + what;
  }

  private static String subtitle(Trade trade) {
    return "Less is better in both: the best lie at the lower left. Dot: a setting that no other"
        + " beats in both; ring: a beaten one. Median of "
        + Numbers.counted(trade.trials(), "trial")
        + ".";
  }

  private Scale scale(java.util.function.ToDoubleFunction<Setting> measure) {
    return Scale.log(trades.stream().flatMap(Trade::settings).mapToDouble(measure).toArray());
  }

  private CurvesPanel panel(Trade trade) {
    Scale x = scale(setting -> setting.x().median());
    Scale y = scale(setting -> setting.y().median());
    CurvesPanel panel =
        new CurvesPanel(
            trade.variant() + ": " + trade.yTitle() + ", " + y.words(),
            trade.xTitle() + ", " + x.words(),
            PLOT_HEIGHT,
            x,
            y);
    panel.curve(front(trade));
    for (Curve curve : trade.curves()) {
      for (Setting setting : curve.settings()) {
        Sign sign = trade.beaten(setting) ? Sign.PEER : Sign.MEASURED;
        panel.point(new CurvesPanel.Point(sign, setting.x().median(), setting.y().median(), ""));
        if (curve.named()) {
          panel.curve(name(curve.name(), sign.tone(), setting));
        }
      }
    }
    return panel;
  }

  /// A curve of one point is its name, right of it, where a falling front leaves room.
  private static CurvesPanel.Curve name(String name, Tone tone, Setting at) {
    double[] x = {at.x().median()};
    double[] y = {at.y().median()};
    return new CurvesPanel.Curve(name, tone, 1, Plot.Line.THIN, x, y);
  }

  /// Through the settings that nothing beats.
  private static CurvesPanel.Curve front(Trade trade) {
    List<Setting> front =
        trade
            .settings()
            .filter(setting -> !trade.beaten(setting))
            .sorted(Comparator.comparingDouble(setting -> setting.x().median()))
            .toList();
    double[] xs = front.stream().mapToDouble(setting -> setting.x().median()).toArray();
    double[] ys = front.stream().mapToDouble(setting -> setting.y().median()).toArray();
    return new CurvesPanel.Curve("", Tone.MEASURED, 1, Plot.Line.THIN, xs, ys);
  }

  private String description() {
    if (trades.isEmpty()) {
      return "This run traded nothing.";
    }
    List<String> sentences = new ArrayList<>();
    Trade first = trades.getFirst();
    sentences.add("Scatter chart, " + first.yTitle() + " against " + first.xTitle() + ".");
    trades.forEach(trade -> sentences.add(finding(trade) + "."));
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table =
        new Table("variant curve x x_low x_high y y_low y_high low_high_is x_is y_is front trials");
    for (Trade trade : trades) {
      for (Curve curve : trade.curves()) {
        for (Setting setting : curve.settings()) {
          table.row(
              trade.variant(),
              curve.name(),
              setting.x(),
              setting.y(),
              Spread.name(List.of(setting.x())),
              trade.xTitle(),
              trade.yTitle(),
              trade.beaten(setting) ? "no" : "yes",
              trade.trials());
        }
      }
    }
    return table;
  }
}

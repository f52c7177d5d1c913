package kit.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a measurement says about a documented figure, the most telling first.
public enum Verdict {
  EXCEEDED(
      "exceeded", "▲", "^", false, "the whole 95 % interval is better than the documented value"),
  KEPT(
      "kept",
      "■",
      "+",
      false,
      "the whole interval keeps a documented bound, such as \"below 100 ms\" or \"1 000 or more\""),
  REPRODUCED(
      "reproduced",
      "●",
      "=",
      false,
      "the interval holds the value and lies whole within 10 % of it, or in the documented range;"
          + " or a count is equal"),
  SHORT(
      "short",
      "▼",
      "v",
      false,
      "the whole interval is worse than that; a share of successes is judged by its failures"),
  DIFFERS(
      "differs", "≠", "#", false, "the whole interval lies elsewhere, and neither way is better"),
  CONTRADICTED(
      "contradicted",
      "✗",
      "x",
      true,
      "the document's own numbers cannot all be true, whatever their rounding"),
  CONTRADICTED_IF(
      "contradicted if",
      "✗",
      "x",
      true,
      "they cannot all be true under an assumption that the document does not state, and that is"
          + " named"),
  DISPUTED(
      "disputed",
      "!",
      "!",
      true,
      "evidence from outside the document, which is named, speaks against it"),
  INCONCLUSIVE(
      "inconclusive",
      "?",
      "?",
      true,
      "the interval lies across an edge, or noise, few trials or a failed check forbid an answer;"
          + " the reason is printed"),
  PROXY("proxy", "◇", "~", true, "a stand-in was measured; the table names it"),
  STRONGER(
      "stronger conditions",
      "○",
      "o",
      true,
      "more was asked than in the document; the reason says what"),
  OTHER("other conditions", "○", "o", true, "another thing was measured; the reason says what"),
  COMPUTED(
      "computed",
      "□",
      "c",
      true,
      "the value follows from a schedule, a setting or a seed: no interval, no ratio"),
  COUNTED(
      "counted",
      "□",
      "c",
      true,
      "things of ours were counted where the document counted its own: no interval, no ratio"),
  ILLUSTRATION(
      "illustration",
      "·",
      ".",
      false,
      "the document gives an example in an argument, which nothing can exceed"),
  UNMEASURABLE("unmeasurable", "–", "-", true, "nobody can measure it here; the reason says why"),
  NOT_RUN("not run", "·", ".", false, "no run has measured it"),
  SMOKE("smoke", " ", " ", false, "a quick run: it shows that the lab works and gives no verdict"),
  NONE("none", " ", " ", false, "nothing is documented");

  /// Version of the rule that gives verdicts, raised whenever the same trials may get another one.
  public static final int RULER = 2;

  private final String word;
  private final String mark;
  private final String asciiMark;
  private final boolean needsReason;
  private final String meaning;

  Verdict(String word, String mark, String asciiMark, boolean needsReason, String meaning) {
    this.word = word;
    this.mark = mark;
    this.asciiMark = asciiMark;
    this.needsReason = needsReason;
    this.meaning = meaning;
  }

  /// The word in tables and files.
  @JsonValue
  public String word() {
    return word;
  }

  /// The sign beside the word on a UTF-8 terminal.
  public String mark() {
    return mark;
  }

  /// The sign where only ASCII can be shown.
  public String asciiMark() {
    return asciiMark;
  }

  /// What it says, as a sentence without a full stop.
  public String meaning() {
    return meaning;
  }

  /// Whether it says nothing without a reason.
  public boolean needsReason() {
    return needsReason;
  }

  /// This verdict for this reason, which may be empty where none is needed.
  public Ruling because(String reason) {
    return new Ruling(this, reason);
  }

  /// This verdict, which needs no reason.
  public Ruling plainly() {
    return new Ruling(this, "");
  }

  /// The verdict of this word.
  ///
  /// @throws IllegalArgumentException if no verdict has this word
  @JsonCreator
  public static Verdict of(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word.equals(word)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("\"" + word + "\" is no verdict");
  }
}

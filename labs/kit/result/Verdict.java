package kit.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a measurement says about a documented figure, the most telling first.
public enum Verdict {
  /// The whole interval is better than the documented value.
  EXCEEDED("exceeded", "▲", "^", false),
  /// The whole interval keeps a documented bound, such as `< 100` or `1 000+`.
  KEPT("kept", "■", "+", false),
  /// The whole interval lies within 10 % of the documented value, in the documented range, or a
  /// count is equal.
  REPRODUCED("reproduced", "●", "=", false),
  /// The whole interval is worse than the document allows.
  SHORT("short", "▼", "v", false),
  /// The whole interval lies elsewhere, and neither way is better.
  DIFFERS("differs", "≠", "#", false),
  /// Other numbers of the same document cannot be true together with this one, whatever their
  /// rounding; the reason has the arithmetic.
  CONTRADICTED("contradicted", "✗", "x", true),
  /// As [#CONTRADICTED], given an assumption that the document does not state; the reason does.
  CONTRADICTED_IF("contradicted if", "✗", "x", true),
  /// Evidence from outside the document speaks against it; the reason names it.
  DISPUTED("disputed", "!", "!", true),
  /// Noise, too few trials, or an interval across the edge of what would decide.
  INCONCLUSIVE("inconclusive", "?", "?", true),
  /// A stand-in was measured; the reason says which.
  PROXY("proxy", "◇", "~", true),
  /// Measured under conditions that ask for more than the document's; the reason says which.
  STRONGER("stronger conditions", "○", "o", true),
  /// Another thing was measured than the document's; the reason says which.
  OTHER("other conditions", "○", "o", true),
  /// The value follows from a schedule, a setting or a seed: no machine takes part in it.
  COMPUTED("computed", "□", "c", true),
  /// Things of ours were counted where the document counted its own.
  COUNTED("counted", "□", "c", true),
  /// The document gives an example, which nothing can exceed.
  ILLUSTRATION("illustration", "·", ".", false),
  /// Nobody can measure it here; the reason says why.
  UNMEASURABLE("unmeasurable", "–", "-", true),
  /// The row was left out of this run.
  NOT_RUN("not run", "·", ".", false),
  /// A quick run: it shows that the lab works and gives no verdict.
  SMOKE("smoke", " ", " ", false),
  /// Nothing is documented for this row.
  NONE("none", " ", " ", false);

  /// Version of the rule that gives verdicts, raised whenever the same trials may get another one.
  public static final int RULER = 2;

  private final String word;
  private final String mark;
  private final String asciiMark;
  private final boolean needsReason;

  Verdict(String word, String mark, String asciiMark, boolean needsReason) {
    this.word = word;
    this.mark = mark;
    this.asciiMark = asciiMark;
    this.needsReason = needsReason;
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

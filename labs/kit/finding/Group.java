package kit.finding;

import java.util.Locale;
import kit.result.Verdict;

/// What a reader may make of a verdict: whether to believe the documented figure.
public enum Group {
  HELD("held up", "measured here under the document's own conditions, and as good or better"),
  FAILED(
      "did not hold", "measured here under the document's own conditions, and worse or elsewhere"),
  DOUBTED(
      "in doubt", "other numbers of the document, or evidence from outside it, speak against it"),
  OPEN(
      "no verdict",
      "something was measured, but not what would decide; the reason stands beside it"),
  UNTESTED("not tested", "no run has measured it, nobody can measure it here, or it is an example");

  private final String word;
  private final String meaning;

  Group(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /// Where it belongs.
  public static Group of(Verdict verdict) {
    return switch (verdict) {
      case EXCEEDED, KEPT, REPRODUCED -> HELD;
      case SHORT, DIFFERS -> FAILED;
      case CONTRADICTED, CONTRADICTED_IF, DISPUTED -> DOUBTED;
      case INCONCLUSIVE, PROXY, STRONGER, OTHER, COMPUTED, COUNTED, SMOKE -> OPEN;
      case ILLUSTRATION, UNMEASURABLE, NOT_RUN, NONE -> UNTESTED;
    };
  }

  /// In the words of pages: `held up`.
  public String word() {
    return word;
  }

  /// For style sheets: `held`.
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What it says, as a sentence without a full stop.
  public String meaning() {
    return meaning;
  }
}

package tools.report;

import kit.result.Verdict;

/// What a reader may make of a verdict: whether to believe the documented figure.
enum Group {
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

  static Group of(Verdict verdict) {
    return switch (verdict) {
      case EXCEEDED, KEPT, REPRODUCED -> HELD;
      case SHORT, DIFFERS -> FAILED;
      case CONTRADICTED, CONTRADICTED_IF, DISPUTED -> DOUBTED;
      case INCONCLUSIVE, PROXY, STRONGER, OTHER, COMPUTED, COUNTED, SMOKE -> OPEN;
      case ILLUSTRATION, UNMEASURABLE, NOT_RUN, NONE -> UNTESTED;
    };
  }

  String word() {
    return word;
  }

  /// For style sheets: `held`.
  String style() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }
}

package kit.result;

/// What a measurement says about a documented figure. One record for each answer, so that every
/// place that must treat them all is found by the compiler.
public sealed interface Verdict {
  /// The word in tables and files.
  String word();

  /// The sign beside the word on a UTF-8 terminal.
  String mark();

  /// The sign where only ASCII can be shown.
  String asciiMark();

  /// Why, or empty.
  default String reason() {
    return "";
  }

  /// The whole interval is better than the document.
  record Exceeded() implements Verdict {
    public String word() {
      return "exceeded";
    }

    public String mark() {
      return "▲";
    }

    public String asciiMark() {
      return "^";
    }
  }

  /// The interval overlaps the documented value within 10 %.
  record Reproduced() implements Verdict {
    public String word() {
      return "reproduced";
    }

    public String mark() {
      return "●";
    }

    public String asciiMark() {
      return "=";
    }
  }

  /// The whole interval is worse than the document.
  record Short() implements Verdict {
    public String word() {
      return "short";
    }

    public String mark() {
      return "▼";
    }

    public String asciiMark() {
      return "v";
    }
  }

  /// Noise forbids an answer.
  record Inconclusive(String reason) implements Verdict {
    public String word() {
      return "inconclusive";
    }

    public String mark() {
      return "?";
    }

    public String asciiMark() {
      return "?";
    }
  }

  /// Contradicted by arithmetic, theory or the original's own code, which the reason names.
  record Refuted(String reason) implements Verdict {
    public Refuted {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("refuted by what? name the relation or the experiment");
      }
    }

    public String word() {
      return "refuted";
    }

    public String mark() {
      return "✗";
    }

    public String asciiMark() {
      return "x";
    }
  }

  /// A stand-in was measured; the reason says which.
  record Proxy(String reason) implements Verdict {
    public Proxy {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("a proxy row names its stand-in");
      }
    }

    public String word() {
      return "proxy";
    }

    public String mark() {
      return "◇";
    }

    public String asciiMark() {
      return "~";
    }
  }

  /// Nobody can measure it here; the reason says why.
  record Unmeasurable(String reason) implements Verdict {
    public Unmeasurable {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("unmeasurable for what reason?");
      }
    }

    public String word() {
      return "unmeasurable";
    }

    public String mark() {
      return "–";
    }

    public String asciiMark() {
      return "-";
    }
  }

  /// The row was left out of this run.
  record NotRun(String reason) implements Verdict {
    public String word() {
      return "not run";
    }

    public String mark() {
      return "·";
    }

    public String asciiMark() {
      return ".";
    }
  }

  /// A quick run: it shows that the lab works and gives no verdict.
  record Smoke() implements Verdict {
    public String word() {
      return "smoke";
    }

    public String mark() {
      return " ";
    }

    public String asciiMark() {
      return " ";
    }
  }

  /// Nothing is documented for this row.
  record None() implements Verdict {
    public String word() {
      return "none";
    }

    public String mark() {
      return " ";
    }

    public String asciiMark() {
      return " ";
    }
  }

  /// The verdict of this word.
  ///
  /// @throws IllegalArgumentException if no verdict has this word, or if it lacks a needed reason
  static Verdict of(String word, String reason) {
    return switch (word) {
      case "exceeded" -> new Exceeded();
      case "reproduced" -> new Reproduced();
      case "short" -> new Short();
      case "inconclusive" -> new Inconclusive(reason);
      case "refuted" -> new Refuted(reason);
      case "proxy" -> new Proxy(reason);
      case "unmeasurable" -> new Unmeasurable(reason);
      case "not run" -> new NotRun(reason);
      case "smoke" -> new Smoke();
      case "none" -> new None();
      default -> throw new IllegalArgumentException("\"" + word + "\" is no verdict");
    };
  }
}

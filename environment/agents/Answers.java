package agents;

import http.Answer;

/// Answers that say no.
final class Answers {
  private Answers() {}

  /// `{"error": ...}`.
  static Answer refusal(int status, String sentence) {
    return Answer.json(status, "{\"error\":" + Answer.quoted(sentence) + "}");
  }

  /// To another method than those that a path takes.
  static Answer onlyTakes(String method) {
    return refusal(405, "this path takes " + method).with("allow", method);
  }

  /// Where as many wait already as there is room for.
  static Answer busy() {
    return refusal(429, "too many requests are under way; try again");
  }

  /// Where the database cannot be read.
  static Answer away() {
    return refusal(503, "the database is away");
  }
}

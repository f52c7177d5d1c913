package agents;

import http.Answer;

/// Answers that say no.
final class Answers {
  private Answers() {}

  /// Where as many wait already as there is room for.
  static Answer busy() {
    return Answer.refusal(429, "too many requests are under way; try again");
  }

  /// Where the database cannot be read.
  static Answer away() {
    return Answer.refusal(503, "the database is away");
  }
}

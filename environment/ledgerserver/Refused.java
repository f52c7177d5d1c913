package ledgerserver;

import http.Answer;

/// A request that goes no further.
final class Refused extends Exception {
  private final int status;

  Refused(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  Answer answer() {
    Answer answer = Answer.refusal(status, getMessage());
    return status == 401 ? answer.with("www-authenticate", "Bearer") : answer;
  }

  static void unless(boolean holds, int status, String sentence) throws Refused {
    if (!holds) {
      throw new Refused(status, sentence);
    }
  }
}

package sequencer.http;

/// A request that is no HTTP the server takes. It is answered with this status and sentence as
/// plain text, and the connection is closed, because where the next request begins is unknown.
final class HttpError extends Exception {
  private final int status;

  HttpError(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}

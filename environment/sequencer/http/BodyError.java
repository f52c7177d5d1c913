package sequencer.http;

/// A body that is not what the route takes: no JSON (400), or JSON of another shape (422).
final class BodyError extends Exception {
  private final int status;

  private BodyError(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  static BodyError syntax(String what) {
    return new BodyError(400, "Failed to parse the request body as JSON: " + what);
  }

  static BodyError shape(String what) {
    return new BodyError(422, "Failed to deserialize the JSON body into the target type: " + what);
  }

  int status() {
    return status;
  }
}

package transport;

import java.io.IOException;
import java.util.OptionalLong;

/// A stream came to no good end: one side broke it off, or its session is over.
public final class StreamBroken extends IOException {
  private static final long serialVersionUID = 1;

  private final long code;

  StreamBroken(String sentence, long code) {
    super(code < 0 ? sentence : sentence + ", with code " + code);
    this.code = code;
  }

  /// The application's code, if one was given.
  public OptionalLong code() {
    return code < 0 ? OptionalLong.empty() : OptionalLong.of(code);
  }
}

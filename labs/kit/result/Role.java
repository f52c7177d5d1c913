package kit.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a variant is in its run: the system itself, a control that repeats the document's own
/// pattern, or another implementation that does the same work.
public enum Role {
  SYSTEM,
  CONTROL,
  PEER;

  /// The word in files and tables.
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

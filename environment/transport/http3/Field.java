package transport.http3;

import java.util.Objects;

/// One field of a message; pseudo-fields have names that begin with a colon.
///
/// @param name in lower case
/// @param value in ISO-8859-1, as field values are
public record Field(String name, String value) {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
  }
}

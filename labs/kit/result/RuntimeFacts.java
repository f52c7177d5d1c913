package kit.result;

import java.util.Map;

/// Where the measured system ran.
///
/// @param kind `process` or `container`, or [#EXPORT]
/// @param reason why this kind was taken, in a sentence; empty when the user asked for it
/// @param details image, flags and versions, as far as they are known
public record RuntimeFacts(String kind, String reason, Map<String, String> details) {
  /// The kind where another tool measured, wherever that was, and only what it exported is known:
  /// nothing watched the machine.
  public static final String EXPORT = "export";

  public RuntimeFacts {
    Required.of("kind", kind, "reason", reason, "details", details);
    details = Map.copyOf(details);
  }
}

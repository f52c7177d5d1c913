package transport.quic.quiche;

/// The variables that native code sees.
public final class Environment {
  private Environment() {}

  /// @return what it was before
  public static String set(String name, String value) {
    return Libc.environment(name, value);
  }
}

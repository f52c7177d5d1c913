package sequencer.crypto;

import java.util.List;

/// The signature schemes by name.
public final class SignatureSchemes {
  /// What `--crypto` accepts: the three schemes, and `auto` for the fastest that runs here.
  public static final List<String> NAMES = List.of("auto", "native", "jni", "web3j");

  private SignatureSchemes() {}

  /// A scheme, and why it is not the one that was hoped for.
  ///
  /// @param reason a sentence if `auto` had to fall back, else empty
  public record Choice(SignatureScheme scheme, String reason) {}

  /// The scheme called `name`.
  ///
  /// @throws UnsupportedOperationException with the reason, if it does not run on this machine
  /// @throws IllegalArgumentException if there is none of that name
  public static SignatureScheme open(String name) {
    return switch (name) {
      case "auto" -> fastest().scheme();
      case "native" -> new NativeScheme();
      case "jni" -> openJni();
      case "web3j" -> new Web3jScheme();
      default ->
          throw new IllegalArgumentException(
              "no signature scheme is called %s; there are %s"
                  .formatted(name, String.join(", ", NAMES)));
    };
  }

  /// libsecp256k1 where it can be loaded, else web3j with the reason.
  public static Choice fastest() {
    try {
      return new Choice(new NativeScheme(), "");
    } catch (UnsupportedOperationException e) {
      return new Choice(
          new Web3jScheme(),
          e.getMessage() + "; signatures are made by web3j, several times slower");
    }
  }

  private static SignatureScheme openJni() {
    try {
      return new JniScheme();
    } catch (LinkageError | IllegalStateException e) {
      throw new UnsupportedOperationException(
          "secp256k1-kmp could not load its library: " + e.getMessage(), e);
    }
  }
}

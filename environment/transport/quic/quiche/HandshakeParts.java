package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The arithmetic that no handshake can do without, and nothing else, by the BoringSSL that lies in
/// quiche's library: a key agreement at each end, a signature, its verification. What is returned
/// depends on the work. One thread at a time; the keys stay, as the library does.
///
/// What is called is declared in BoringSSL's `curve25519.h`, `ec_key.h`, `ecdsa.h`, `rsa.h` and
/// `bn.h`.
public final class HandshakeParts {
  private static final int NID_P256 = 415;
  private static final int NID_SHA256 = 672;
  private static final int RSA_BITS = 2_048;
  private static final long RSA_EXPONENT = 65_537;
  private static final int BYTES = 32;

  /// Of signing and verifying alike: the digest's kind, the digest and its length, the signature
  /// and its length, or where that goes, and the key.
  private static final MemoryLayout[] SIGNING = {
    JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG
  };

  private final MethodHandle keyPair = nothing("X25519_keypair", JAVA_LONG, JAVA_LONG);
  private final MethodHandle agree = number("X25519", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private final MemorySegment ours = Arena.global().allocate(3 * BYTES, 8);
  private final MemorySegment peers = Arena.global().allocate(2 * BYTES, 8);
  private final Signer p256;
  private final Signer rsa;

  private HandshakeParts() throws Throwable {
    long curve = (long) pointer("EC_KEY_new_by_curve_name", JAVA_INT).invokeExact(NID_P256);
    require((int) number("EC_KEY_generate_key", JAVA_LONG).invokeExact(curve), "a P-256 key");
    p256 = new Signer("ECDSA", 0, curve);
    long exponent = (long) pointer("BN_new").invokeExact();
    int set = (int) number("BN_set_word", JAVA_LONG, JAVA_LONG).invokeExact(exponent, RSA_EXPONENT);
    long modulus = (long) pointer("RSA_new").invokeExact();
    MethodHandle generate =
        number("RSA_generate_key_ex", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    require(set & (int) generate.invokeExact(modulus, RSA_BITS, exponent, 0L), "an RSA key");
    rsa = new Signer("RSA", NID_SHA256, modulus);
    keyPair.invokeExact(at(peers, 0), at(peers, 1));
  }

  /// Makes the keys; nothing where `QUICHE_LIBRARY` names a library that hides its BoringSSL.
  ///
  /// @throws UnsupportedOperationException where there is no quiche
  public static Optional<HandshakeParts> make() {
    if (QuicheLibrary.load().find("X25519_keypair").isEmpty()) return Optional.empty();
    try {
      return Optional.of(new HandshakeParts());
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }

  /// What an end does for the agreement: a key pair, and the secret of it and the peer's.
  public long agree() {
    try {
      keyPair.invokeExact(at(ours, 0), at(ours, 1));
      require((int) agree.invokeExact(at(ours, 2), at(ours, 1), at(peers, 0)), "a secret");
      return ours.get(JAVA_LONG, 2 * BYTES);
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }

  /// Signs with P-256.
  public long signP256() {
    return p256.sign();
  }

  /// Verifies what was signed last with P-256.
  public long verifyP256() {
    return p256.verify();
  }

  /// Signs with RSA-2048.
  public long signRsa() {
    return rsa.sign();
  }

  /// Verifies what was signed last with RSA-2048.
  public long verifyRsa() {
    return rsa.verify();
  }

  private static final class Signer {
    private static final int SIGNATURE_BYTES_MOST = RSA_BITS / 8;

    private final MethodHandle sign;
    private final MethodHandle verify;
    private final int kind;
    private final long key;
    private final MemorySegment digest = Arena.global().allocate(BYTES);
    private final MemorySegment signature = Arena.global().allocate(SIGNATURE_BYTES_MOST);
    private final MemorySegment length = Arena.global().allocate(JAVA_INT);

    Signer(String name, int kind, long key) {
      sign = number(name + "_sign", SIGNING);
      verify = number(name + "_verify", SIGNING);
      this.kind = kind;
      this.key = key;
      sign();
    }

    long sign() {
      return call(sign, length.address(), "a signature");
    }

    long verify() {
      return call(verify, length.get(JAVA_INT, 0), "a verification");
    }

    private long call(MethodHandle what, long bytes, String name) {
      try {
        long text = digest.address();
        require(
            (int) what.invokeExact(kind, text, (long) BYTES, signature.address(), bytes, key),
            name);
        return signature.get(JAVA_BYTE, length.get(JAVA_INT, 0) - 1);
      } catch (Throwable e) {
        throw Quiche.failed(e);
      }
    }
  }

  private static long at(MemorySegment values, int index) {
    return values.address() + (long) index * BYTES;
  }

  /// BoringSSL answers 1 where it could.
  private static void require(int answer, String what) {
    if (answer != 1) throw new IllegalStateException("BoringSSL could not make " + what);
  }

  private static MethodHandle number(String name, MemoryLayout... arguments) {
    return Quiche.handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle pointer(String name, MemoryLayout... arguments) {
    return Quiche.handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  private static MethodHandle nothing(String name, MemoryLayout... arguments) {
    return Quiche.handle(name, FunctionDescriptor.ofVoid(arguments));
  }
}

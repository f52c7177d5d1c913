package sequencer.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// libsecp256k1 through `java.lang.foreign`: Bitcoin Core's library, without the detour that
/// [JniScheme] has to take for v.
///
/// The library aborts the process when it is called against its contract (a null pointer, a v out
/// of range). No argument from outside can do that: [Signature] admits only well-formed bytes,
/// digests and keys are checked here, and every pointer is scratch memory of this class.
final class NativeScheme implements SignatureScheme {
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /// @throws UnsupportedOperationException with the reason, if the library cannot be used here
  NativeScheme() {
    LibSecp256k1.resource();
    try {
      SCRATCH.get();
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnsupportedOperationException(
          "libsecp256k1 could not be loaded: " + cause.getMessage(), cause);
    }
  }

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Signer signer(byte[] privateKey) {
    return new Key(Curve.requirePrivateKey(privateKey));
  }

  @Override
  public Optional<Address> recover(byte[] digest, Signature signature) {
    return SCRATCH.get().recover(Curve.requireDigest(digest), signature);
  }

  private static final class Key implements Signer {
    private final MemorySegment privateKey;
    private final byte[] publicKey;
    private final Address address;

    Key(byte[] privateKey) {
      this.privateKey = Arena.ofAuto().allocateFrom(JAVA_BYTE, privateKey);
      this.publicKey = SCRATCH.get().publicKey(this.privateKey);
      this.address = Address.ofPublicKey(publicKey);
    }

    @Override
    public Signature sign(byte[] digest) {
      return SCRATCH.get().sign(Curve.requireDigest(digest), privateKey);
    }

    @Override
    public byte[] publicKey() {
      return publicKey.clone();
    }

    @Override
    public Address address() {
      return address;
    }
  }

  /// Native memory for the arguments and results of one call, one per thread, never freed before
  /// the thread is gone.
  private static final class Scratch {
    private static final int UNCOMPRESSED_KEY_BYTES = 65;

    private final Keccak256 keccak = new Keccak256();
    private final MemorySegment context = LibSecp256k1.CONTEXT;
    private final MemorySegment digest;
    private final MemorySegment compact;
    private final MemorySegment recoveryId;
    private final MemorySegment signature;
    private final MemorySegment key;
    private final MemorySegment serializedKey;
    private final MemorySegment serializedKeyBytes;
    private final byte[] bytes = new byte[UNCOMPRESSED_KEY_BYTES];

    Scratch() {
      Arena arena = Arena.ofAuto();
      digest = arena.allocate(Keccak256.BYTES, Long.BYTES);
      compact = arena.allocate(64, Long.BYTES);
      recoveryId = arena.allocate(JAVA_INT);
      signature = arena.allocate(LibSecp256k1.RECOVERABLE_SIGNATURE_BYTES, Long.BYTES);
      key = arena.allocate(LibSecp256k1.PUBLIC_KEY_BYTES, Long.BYTES);
      serializedKey = arena.allocate(UNCOMPRESSED_KEY_BYTES, Long.BYTES);
      serializedKeyBytes = arena.allocate(JAVA_LONG);
    }

    Signature sign(byte[] digestBytes, MemorySegment privateKey) {
      MemorySegment.copy(digestBytes, 0, digest, JAVA_BYTE, 0, digestBytes.length);
      byte[] rsv = new byte[Signature.BYTES];
      try {
        int signed =
            (int)
                LibSecp256k1.SIGN_RECOVERABLE.invokeExact(
                    context, signature, digest, privateKey, MemorySegment.NULL, MemorySegment.NULL);
        int written =
            (int)
                LibSecp256k1.SIGNATURE_SERIALIZE.invokeExact(
                    context, compact, recoveryId, signature);
        if ((signed & written) != 1) {
          throw new IllegalStateException("libsecp256k1 could not sign with a valid key");
        }
      } catch (Throwable e) {
        throw failed(e);
      }
      MemorySegment.copy(compact, JAVA_BYTE, 0, rsv, 0, 64);
      rsv[64] = (byte) (27 + recoveryId.get(JAVA_INT, 0));
      return Signature.of(rsv);
    }

    Optional<Address> recover(byte[] digestBytes, Signature of) {
      MemorySegment.copy(digestBytes, 0, digest, JAVA_BYTE, 0, digestBytes.length);
      MemorySegment.copy(of.rsv(), 0, compact, JAVA_BYTE, 0, 64);
      try {
        int parsed =
            (int)
                LibSecp256k1.SIGNATURE_PARSE.invokeExact(context, signature, compact, of.v() - 27);
        if (parsed != 1
            || (int) LibSecp256k1.RECOVER.invokeExact(context, key, signature, digest) != 1) {
          return Optional.empty();
        }
        serializeKey();
      } catch (Throwable e) {
        throw failed(e);
      }
      keccak.hash(bytes, 1, 64, bytes, 0);
      return Optional.of(Address.read(bytes, 12));
    }

    byte[] publicKey(MemorySegment privateKey) {
      try {
        if ((int) LibSecp256k1.PUBKEY_CREATE.invokeExact(context, key, privateKey) != 1) {
          throw new IllegalStateException("libsecp256k1 found no public key for a valid key");
        }
        serializeKey();
      } catch (Throwable e) {
        throw failed(e);
      }
      byte[] xAndY = new byte[64];
      System.arraycopy(bytes, 1, xAndY, 0, 64);
      return xAndY;
    }

    private void serializeKey() throws Throwable {
      serializedKeyBytes.set(JAVA_LONG, 0, UNCOMPRESSED_KEY_BYTES);
      int written =
          (int)
              LibSecp256k1.PUBKEY_SERIALIZE.invokeExact(
                  context, serializedKey, serializedKeyBytes, key, LibSecp256k1.UNCOMPRESSED);
      if (written != 1) {
        throw new IllegalStateException("libsecp256k1 could not write a valid public key");
      }
      MemorySegment.copy(serializedKey, JAVA_BYTE, 0, bytes, 0, UNCOMPRESSED_KEY_BYTES);
    }

    private static RuntimeException failed(Throwable e) {
      return switch (e) {
        case RuntimeException unchecked -> unchecked;
        case Error error -> throw error;
        default -> new IllegalStateException("a call of libsecp256k1 failed", e);
      };
    }
  }
}

package sequencer.bench;

import bench.Verified;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sequencer.crypto.Address;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;

/// What do a signature and its recovery cost, by each of the three ways to get them?
///
/// Every payment costs the sequencer one recovery and one signature, so their sum bounds payments a
/// second and core. Each call takes another message, because a branch predictor that sees one
/// message over and over learns it. The answers are checked in the set-up, and the last one of each
/// iteration by another scheme: a fast wrong scheme is not timed.
///
/// Run by `labs/sequencer-crypto.java`, or through any JMH `Runner` with
/// `include("CryptoBenchmark")`. The controls are [HashBenchmark], whose work is inside every
/// payment too.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CryptoBenchmark {
  private static final int MESSAGES = 256;

  @Param({"native", "jni", "web3j"})
  String scheme;

  private final List<byte[]> digests = new ArrayList<>();
  private final List<Signature> signatures = new ArrayList<>();
  private final byte[] key = new byte[32];
  private SignatureScheme crypto;
  private Signer signer;
  private int next;
  private Signature lastSignature;
  private Address lastAddress;

  @Setup
  public void sign() {
    SplittableRandom random = new SplittableRandom(42);
    random.nextBytes(key);
    crypto = SignatureSchemes.open(scheme);
    signer = crypto.signer(key);
    for (int i = 0; i < MESSAGES; i++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      digests.add(digest);
      signatures.add(signer.sign(digest));
      requireOwner(crypto.recover(digest, signatures.getLast()).orElseThrow());
    }
  }

  private void requireOwner(Address recovered) {
    if (!recovered.equals(signer.address())) {
      throw new IllegalStateException(scheme + " recovers a wrong account");
    }
  }

  /// A recoverable signature of 65 bytes over a digest.
  @Benchmark
  public Signature signDigest() {
    return lastSignature = signer.sign(digests.get(++next % MESSAGES));
  }

  /// The account that signed a digest.
  @Benchmark
  public Address recover() {
    int i = ++next % MESSAGES;
    return lastAddress = crypto.recover(digests.get(i), signatures.get(i)).orElseThrow();
  }

  /// Counts the iteration if its last answer is right by a scheme that did not make it.
  @TearDown(Level.Iteration)
  public void verify(Verified count) {
    SignatureScheme other = SignatureSchemes.open(scheme.equals("web3j") ? "native" : "web3j");
    Optional<Address> owner =
        lastSignature == null
            ? Optional.ofNullable(lastAddress)
            : other.recover(digests.get(next % MESSAGES), lastSignature);
    count.verified += owner.equals(Optional.of(other.signer(key).address())) ? 1 : 0;
  }
}

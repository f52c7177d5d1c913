package sequencer.bench;

import bench.Verified;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.web3j.crypto.StructuredDataEncoder;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Keccak256;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;

/// What do keccak-256 and the EIP-712 digest of a voucher cost, ours and the public libraries'?
///
/// A digest for one recipient is five permutations of keccak. Before anything is timed, both ways
/// are held against each other, and the last answer of each iteration against the other way.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HashBenchmark {
  private static final int KEY_BYTES = 64;

  private final ChannelDomain domain = ChannelDomain.DOCUMENTED;
  private final ChannelData voucher =
      new ChannelData(
          ChannelId.parse("ab".repeat(32)),
          1,
          1_769_000_000,
          List.of(
              new Recipient(
                  Address.parse("0x2aece1250b1774f3fc462424475705cf4cf539de"), Uint256.of(1))));

  private final byte[] input = new byte[KEY_BYTES];
  private final byte[] output = new byte[Keccak256.BYTES];
  private final Keccak256 keccak = new Keccak256();
  private final KeccakDigest bouncyCastle = new KeccakDigest(256);
  private StructuredDataEncoder typedData;
  private byte[] last;

  @Setup
  public void layOut() throws IOException {
    typedData = new StructuredDataEncoder(TypedData.json(domain, voucher));
    requireEqual(eip712Ours(), eip712Web3j(), "EIP-712 digests");
    requireEqual(keccakOurs().clone(), keccakBouncyCastle(), "keccak-256 hashes");
  }

  private static void requireEqual(byte[] ours, byte[] theirs, String what) {
    if (!java.util.Arrays.equals(ours, theirs)) {
      throw new IllegalStateException("the two " + what + " differ");
    }
  }

  /// The digest of a voucher with one recipient, laid out by hand.
  @Benchmark
  public byte[] eip712Ours() {
    return last = domain.digest(voucher);
  }

  /// The same through web3j's generic encoder, from typed data that were parsed before.
  @Benchmark
  public byte[] eip712Web3j() throws IOException {
    return last = typedData.hashStructuredData();
  }

  /// 64 bytes, as many as a public key has.
  @Benchmark
  public byte[] keccakOurs() {
    input[0]++;
    keccak.hash(input, 0, KEY_BYTES, output, 0);
    input[0]--;
    return last = output;
  }

  /// The same by Bouncy Castle.
  @Benchmark
  public byte[] keccakBouncyCastle() {
    input[0]++;
    bouncyCastle.update(input, 0, KEY_BYTES);
    bouncyCastle.doFinal(output, 0);
    input[0]--;
    return last = output;
  }

  /// Counts the iteration if its last answer is the one that the other way gives. The hashes share
  /// their output, so it is copied before the other way runs.
  @TearDown(Level.Iteration)
  public void verify(Verified count) throws IOException {
    byte[] seen = last.clone();
    boolean hash = last == output;
    byte[] once = hash ? keccakOurs().clone() : eip712Ours();
    byte[] again = hash ? keccakBouncyCastle() : eip712Web3j();
    boolean right = java.util.Arrays.equals(seen, once) && java.util.Arrays.equals(seen, again);
    count.verified += right ? 1 : 0;
  }
}

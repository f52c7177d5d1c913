package sequencer.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  @Test
  void theEmptyMessage() {
    assertEquals(
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        HexFormat.of().formatHex(Keccak256.hash(new byte[0])));
  }

  @Test
  void theMostFamousEventOfEthereum() {
    assertEquals(
        "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        HexFormat.of()
            .formatHex(
                Keccak256.hash(
                    "Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void everyLengthAroundTheBlockBoundariesEqualsBouncyCastle() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    Keccak256 reused = new Keccak256();
    for (int length = 0; length <= 5 * 136 + 1; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      byte[] actual = new byte[32];
      reused.hash(message, 0, length, actual, 0);
      assertArrayEquals(bouncyCastle(message, 0, length), actual, "length " + length);
    }
  }

  @Property(tries = 300)
  void partsOfArraysEqualBouncyCastle(
      @ForAll byte[] message, @ForAll @IntRange(max = 100) int from, @ForAll long seed) {
    int offset = Math.min(from, message.length);
    byte[] actual = new byte[40];
    new Keccak256().hash(message, offset, message.length - offset, actual, 5);
    assertArrayEquals(
        bouncyCastle(message, offset, message.length - offset),
        java.util.Arrays.copyOfRange(actual, 5, 37));
  }

  @Test
  void outputMayOverwriteInput() {
    byte[] bytes = new byte[64];
    byte[] expected = Keccak256.hash(bytes.clone());
    new Keccak256().hash(bytes, 0, 64, bytes, 16);
    assertArrayEquals(expected, java.util.Arrays.copyOfRange(bytes, 16, 48));
  }

  private static byte[] bouncyCastle(byte[] message, int offset, int length) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(message, offset, length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return hash;
  }
}

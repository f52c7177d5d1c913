package sequencer.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Keccak-256 as Ethereum uses it: rate 1088, capacity 512 and the original padding byte 0x01, not
/// the 0x06 of the later SHA3-256, so that [java.security.MessageDigest] cannot compute it.
///
/// A payment costs five permutations for one recipient, so the round is written out over 25 local
/// variables: no array is touched between the first and the last round, and no call allocates.
/// Bouncy Castle's digest is the reference in the tests.
///
/// Source: The Keccak reference, version 3.0 (Bertoni, Daemen, Peeters, Van Assche), section 1.
///
/// An instance keeps its sponge between calls only to avoid allocating it; it serves one thread.
public final class Keccak256 {
  public static final int BYTES = 32;

  private static final int RATE_BYTES = 136;

  private static final VarHandle LANE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] ROUND_CONSTANTS = roundConstants();

  private final long[] state = new long[25];
  private final byte[] lastBlock = new byte[RATE_BYTES];

  /// The hash of `input`, for callers that are not in a hurry.
  public static byte[] hash(byte[] input) {
    byte[] output = new byte[BYTES];
    new Keccak256().hash(input, 0, input.length, output, 0);
    return output;
  }

  /// Hashes `input[offset, offset + length)` into `output[outputOffset, outputOffset + 32)`; the
  /// two may overlap.
  public void hash(byte[] input, int offset, int length, byte[] output, int outputOffset) {
    Arrays.fill(state, 0);
    int end = offset + length;
    int position = offset;
    for (; end - position >= RATE_BYTES; position += RATE_BYTES) {
      absorb(input, position);
    }
    int rest = end - position;
    System.arraycopy(input, position, lastBlock, 0, rest);
    Arrays.fill(lastBlock, rest, RATE_BYTES, (byte) 0);
    lastBlock[rest] = 1;
    lastBlock[RATE_BYTES - 1] |= (byte) 0x80;
    absorb(lastBlock, 0);
    for (int i = 0; i < BYTES / Long.BYTES; i++) {
      LANE.set(output, outputOffset + i * Long.BYTES, state[i]);
    }
  }

  private void absorb(byte[] block, int offset) {
    for (int i = 0; i < RATE_BYTES / Long.BYTES; i++) {
      state[i] ^= (long) LANE.get(block, offset + i * Long.BYTES);
    }
    permute(state);
  }

  /// The round constants, from the linear feedback shift register x^8 + x^6 + x^5 + x^4 + 1 that
  /// defines them: bit 2^j - 1 of constant i is the register's output at step 7 i + j.
  private static long[] roundConstants() {
    long[] constants = new long[24];
    int register = 1;
    for (int round = 0; round < constants.length; round++) {
      for (int j = 0; j < 7; j++) {
        if ((register & 1) != 0) {
          constants[round] |= 1L << ((1 << j) - 1);
        }
        register = (register << 1) ^ ((register >> 7) * 0x171);
      }
    }
    return constants;
  }

  /// Keccak-f[1600]. Lane `s(x + 5 y)` is the reference's A[x, y].
  private static void permute(long[] state) {
    long s0 = state[0];
    long s1 = state[1];
    long s2 = state[2];
    long s3 = state[3];
    long s4 = state[4];
    long s5 = state[5];
    long s6 = state[6];
    long s7 = state[7];
    long s8 = state[8];
    long s9 = state[9];
    long s10 = state[10];
    long s11 = state[11];
    long s12 = state[12];
    long s13 = state[13];
    long s14 = state[14];
    long s15 = state[15];
    long s16 = state[16];
    long s17 = state[17];
    long s18 = state[18];
    long s19 = state[19];
    long s20 = state[20];
    long s21 = state[21];
    long s22 = state[22];
    long s23 = state[23];
    long s24 = state[24];
    for (long roundConstant : ROUND_CONSTANTS) {
      // theta: mix each column's parity into its neighbours
      long c0 = s0 ^ s5 ^ s10 ^ s15 ^ s20;
      long c1 = s1 ^ s6 ^ s11 ^ s16 ^ s21;
      long c2 = s2 ^ s7 ^ s12 ^ s17 ^ s22;
      long c3 = s3 ^ s8 ^ s13 ^ s18 ^ s23;
      long c4 = s4 ^ s9 ^ s14 ^ s19 ^ s24;
      long d0 = c4 ^ Long.rotateLeft(c1, 1);
      long d1 = c0 ^ Long.rotateLeft(c2, 1);
      long d2 = c1 ^ Long.rotateLeft(c3, 1);
      long d3 = c2 ^ Long.rotateLeft(c4, 1);
      long d4 = c3 ^ Long.rotateLeft(c0, 1);
      // rho and pi: rotate each lane and move it to its new place
      long b0 = s0 ^ d0;
      long b1 = Long.rotateLeft(s6 ^ d1, 44);
      long b2 = Long.rotateLeft(s12 ^ d2, 43);
      long b3 = Long.rotateLeft(s18 ^ d3, 21);
      long b4 = Long.rotateLeft(s24 ^ d4, 14);
      long b5 = Long.rotateLeft(s3 ^ d3, 28);
      long b6 = Long.rotateLeft(s9 ^ d4, 20);
      long b7 = Long.rotateLeft(s10 ^ d0, 3);
      long b8 = Long.rotateLeft(s16 ^ d1, 45);
      long b9 = Long.rotateLeft(s22 ^ d2, 61);
      long b10 = Long.rotateLeft(s1 ^ d1, 1);
      long b11 = Long.rotateLeft(s7 ^ d2, 6);
      long b12 = Long.rotateLeft(s13 ^ d3, 25);
      long b13 = Long.rotateLeft(s19 ^ d4, 8);
      long b14 = Long.rotateLeft(s20 ^ d0, 18);
      long b15 = Long.rotateLeft(s4 ^ d4, 27);
      long b16 = Long.rotateLeft(s5 ^ d0, 36);
      long b17 = Long.rotateLeft(s11 ^ d1, 10);
      long b18 = Long.rotateLeft(s17 ^ d2, 15);
      long b19 = Long.rotateLeft(s23 ^ d3, 56);
      long b20 = Long.rotateLeft(s2 ^ d2, 62);
      long b21 = Long.rotateLeft(s8 ^ d3, 55);
      long b22 = Long.rotateLeft(s14 ^ d4, 39);
      long b23 = Long.rotateLeft(s15 ^ d0, 41);
      long b24 = Long.rotateLeft(s21 ^ d1, 2);
      // chi, the only non-linear step, and iota, the round constant
      s0 = b0 ^ (~b1 & b2) ^ roundConstant;
      s1 = b1 ^ (~b2 & b3);
      s2 = b2 ^ (~b3 & b4);
      s3 = b3 ^ (~b4 & b0);
      s4 = b4 ^ (~b0 & b1);
      s5 = b5 ^ (~b6 & b7);
      s6 = b6 ^ (~b7 & b8);
      s7 = b7 ^ (~b8 & b9);
      s8 = b8 ^ (~b9 & b5);
      s9 = b9 ^ (~b5 & b6);
      s10 = b10 ^ (~b11 & b12);
      s11 = b11 ^ (~b12 & b13);
      s12 = b12 ^ (~b13 & b14);
      s13 = b13 ^ (~b14 & b10);
      s14 = b14 ^ (~b10 & b11);
      s15 = b15 ^ (~b16 & b17);
      s16 = b16 ^ (~b17 & b18);
      s17 = b17 ^ (~b18 & b19);
      s18 = b18 ^ (~b19 & b15);
      s19 = b19 ^ (~b15 & b16);
      s20 = b20 ^ (~b21 & b22);
      s21 = b21 ^ (~b22 & b23);
      s22 = b22 ^ (~b23 & b24);
      s23 = b23 ^ (~b24 & b20);
      s24 = b24 ^ (~b20 & b21);
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
    state[4] = s4;
    state[5] = s5;
    state[6] = s6;
    state[7] = s7;
    state[8] = s8;
    state[9] = s9;
    state[10] = s10;
    state[11] = s11;
    state[12] = s12;
    state[13] = s13;
    state[14] = s14;
    state[15] = s15;
    state[16] = s16;
    state[17] = s17;
    state[18] = s18;
    state[19] = s19;
    state[20] = s20;
    state[21] = s21;
    state[22] = s22;
    state[23] = s23;
    state[24] = s24;
  }
}

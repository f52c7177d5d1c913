package labs.ledger.query;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Numbers of things that are asked for, from 0, drawn by Zipf's law: the thing of rank r is asked
/// for in proportion to r to the power of minus the exponent.
final class Requests {
  private Requests() {}

  static int[] zipf(int things, double exponent, int count, long seed) {
    double[] sums = new double[things];
    double sum = 0;
    for (int i = 0; i < things; i++) {
      sum += Math.pow(i + 1.0, -exponent);
      sums[i] = sum;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] requests = new int[count];
    for (int i = 0; i < count; i++) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
      requests[i] = Math.min(things - 1, found < 0 ? ~found : found);
    }
    return requests;
  }
}

package chain;

import org.junit.jupiter.api.Assumptions;

/// Tests that need the development chain are skipped where Node.js is absent.
final class NeedsNode {
  private NeedsNode() {}

  static void orSkip() {
    Assumptions.assumeTrue(ChainPackages.npm().absence().isEmpty(), "no Node.js with npm here");
  }
}

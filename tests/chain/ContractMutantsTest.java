package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import house.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/// Contracts that are ours but for one line, each with a hole in it: the attack on that hole has to
/// get through, so that [ContractAttacksTest] is known to notice it. Two of them have the faults of
/// the document's own contract.
///
/// Four lines have no mutant here, because another one holds what they hold: a sum of promises that
/// wraps is stopped by the checked subtraction behind it, the zero address that `ecrecover` gives
/// for nonsense is nobody's channel, lists of different lengths run out of their bounds, and a
/// close of no channel has no owner to have signed it.
@Waiting
class ContractMutantsTest {
  private static final String SOURCE = ChannelContract.NAME + ".sol";

  private static String compiled;
  private static AnvilProcess node;

  /// A test of the attacks.
  @FunctionalInterface
  private interface Attack {
    void run(ContractAttacksTest attacks) throws Exception;
  }

  /// A contract with one change.
  ///
  /// @param hole what can be done to it
  /// @param from a text that stands in the source once
  /// @param to what stands there instead
  private record Mutant(String hole, String from, String to, Attack attack) {
    String contract() {
      return "Mutant" + Math.floorMod(hole.hashCode(), 1_000_000);
    }

    String source(String ours) {
      assertEquals(2, ours.split(java.util.regex.Pattern.quote(from), -1).length, hole);
      return ours.replace(from, to)
          .replace("contract " + ChannelContract.NAME + " {", "contract " + contract() + " {");
    }

    @Override
    public String toString() {
      return hole;
    }
  }

  private static final List<Mutant> MUTANTS =
      List.of(
          new Mutant(
              "any signer will do",
              "if (found != expected) revert WrongSigner(expected, found);",
              "found; expected;",
              ContractAttacksTest::anyOtherSignerIsRefused),
          new Mutant(
              "high s is taken",
              "uint256(s) > HALF_ORDER || ",
              "",
              ContractAttacksTest::highSIsRefused),
          new Mutant(
              "v of 0 and 1 is taken",
              "bytes32 s = bytes32(signature[32:64]);",
              "if (v < 2) v += 27; bytes32 s = bytes32(signature[32:64]);",
              ContractAttacksTest::vOfZeroOrOneAndShortSignaturesAreRefused),
          new Mutant(
              "a signature of any length is taken",
              "if (signature.length != 65) revert MalformedSignature();",
              "",
              ContractAttacksTest::vOfZeroOrOneAndShortSignaturesAreRefused),
          new Mutant(
              "anyone closes",
              "if (msg.sender != sequencer) revert NotTheSequencer(msg.sender);",
              "",
              ContractAttacksTest::onlyTheSequencerCloses),
          new Mutant(
              "a closed channel is forgotten",
              "closed[channelId] = true;",
              "",
              ContractAttacksTest
                  ::aClosedChannelsIdIsNeverOpenedAgainSoItsVouchersCannotBeReplayed),
          new Mutant(
              "a closed channel is opened again",
              "closed[channelId] || ",
              "",
              ContractAttacksTest
                  ::aClosedChannelsIdIsNeverOpenedAgainSoItsVouchersCannotBeReplayed),
          new Mutant(
              "a channel stays after its close",
              "delete channels[channelId];",
              "",
              ContractAttacksTest::replayingTheCloseFindsNoChannel),
          new Mutant(
              "an older voucher closes",
              "if (sequenceNumber < channel.sequenceNumber) revert StaleVoucher("
                  + "channel.sequenceNumber, sequenceNumber);",
              "",
              ContractAttacksTest::aStaleVoucherLosesAgainstThePublishedOne),
          new Mutant(
              "an older voucher is published",
              "if (sequenceNumber <= channel.sequenceNumber) revert StaleVoucher("
                  + "channel.sequenceNumber, sequenceNumber);",
              "",
              ContractAttacksTest::publishingTheSameNumberAgainIsRefused),
          new Mutant(
              "the payer publishes alone",
              "checkSigner(sequencer, digest, sequencerSignature);",
              "sequencerSignature;",
              ContractAttacksTest::publishingNeedsTheCoSignature),
          new Mutant(
              "promises beyond the balance",
              "if (sum > balance) revert PromisesExceedBalance(balance);",
              "balance;",
              ContractAttacksTest::promisesOverTheBalanceAreRefusedAndSumsThatWrapToo),
          new Mutant(
              "recipients without bound",
              "uint256 public constant RECIPIENTS_MAX = 30;",
              "uint256 public constant RECIPIENTS_MAX = 31;",
              ContractAttacksTest::moreRecipientsThanAClosePaysForAreRefused),
          new Mutant(
              "vouchers of the future",
              "if (timestamp > block.timestamp + CLOCK_SKEW_MAX) revert"
                  + " SignedInTheFuture(timestamp);",
              "",
              ContractAttacksTest::vouchersOfAnotherTimeAreRefused),
          new Mutant(
              "vouchers of after the expiry",
              "if (timestamp > expiryTime) revert SignedAfterExpiry(timestamp);",
              "expiryTime;",
              ContractAttacksTest::vouchersOfAnotherTimeAreRefused),
          new Mutant(
              "channels of nothing",
              "if (amount == 0) revert NothingToLock();",
              "",
              ContractAttacksTest::openingsOutOfBoundsAreRefused),
          new Mutant(
              "channels that last longer",
              "uint256 public constant LIFETIME_MAX = 365 days;",
              "uint256 public constant LIFETIME_MAX = 367 days;",
              ContractAttacksTest::openingsOutOfBoundsAreRefused),
          new Mutant(
              "openings without a signature",
              "checkSigner(msg.sender, digest, userSignature);",
              "digest;",
              ContractAttacksTest::anOpeningNeedsTheOwnersSignature),
          new Mutant(
              "what is left stays here",
              "if (left > 0) {",
              "if (left > type(uint256).max / 2) {",
              ContractAttacksTest::anHonestCloseMovesTheMoneyToTheUnit),
          new Mutant(
              "money moves before the channel is gone",
              "delete channels[channelId];\n        emit ChannelClosed(owner, channelId);",
              "emit ChannelClosed(owner, channelId); if (left > 0) pay(owner, 0);"
                  + " delete channels[channelId];",
              ContractAttacksTest::aTokenThatCallsBackFindsTheChannelGone),
          new Mutant(
              "the original's: a token's answer is ignored",
              "if (!token.transfer(to, amount)) revert TokenRefused();",
              "token.transfer(to, amount);",
              ContractAttacksTest::aTokenThatAnswersFalseClosesNothing),
          new Mutant(
              "the original's: anyone closes by the published state at the expiry",
              "uint256 public constant SETTLEMENT_WINDOW = 1 hours;",
              "uint256 public constant SETTLEMENT_WINDOW = 0;",
              ContractAttacksTest::theExpiryRaceIsWonByTheLastVoucher));

  static Stream<Mutant> mutants() {
    return MUTANTS.stream();
  }

  /// All in one run of the compiler, which takes longer to start than to compile one, and on one
  /// chain, where each has money of its own.
  @BeforeAll
  static void start(@TempDir Path sources) throws Exception {
    NeedsNode.orSkip();
    String ours = Files.readString(Artifact.file().resolveSibling(SOURCE));
    for (Mutant mutant : MUTANTS) {
      Files.writeString(sources.resolve(mutant.contract() + ".sol"), mutant.source(ours));
    }
    compiled = Artifact.compiled(sources);
    node = AnvilProcess.start(AnvilProcess.Settings.blocksEvery(0));
  }

  @AfterAll
  static void end() {
    if (node != null) node.close();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theAttackOnThisHoleIsNoticed(Mutant mutant) throws Exception {
    ContractAttacksTest attacks = new ContractAttacksTest();
    attacks.attack(node.address(), Artifact.of(mutant.contract(), compiled));
    assertThrows(
        AssertionFailedError.class,
        () -> mutant.attack().run(attacks),
        "no test notices: " + mutant.hole());
    attacks.end();
  }
}

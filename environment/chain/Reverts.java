package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Hash;

/// Why a contract of ours reverted, in the words of its source.
final class Reverts {
  /// The errors of `StreamChannel.sol`. They stand here too because a sequencer that runs somewhere
  /// has this class and not the project's files.
  static final List<String> ERRORS =
      List.of(
          "ChannelExpired(uint256)",
          "ChannelIdUsed(bytes32)",
          "ExpiryOutOfRange(uint256)",
          "ListsDiffer(uint256,uint256)",
          "MalformedSignature()",
          "NoSuchChannel(bytes32)",
          "NotAnAccount(address)",
          "NotTheSequencer(address)",
          "NotYetOpenToAnyone(uint256)",
          "NothingToLock()",
          "PromisesExceedBalance(uint256)",
          "SignedAfterExpiry(uint256)",
          "SignedInTheFuture(uint256)",
          "StaleVoucher(uint256,uint256)",
          "TokenRefused()",
          "TooManyRecipients(uint256)",
          "WrongSigner(address,address)",
          "ZeroAddress()");

  private static final int SELECTOR_DIGITS = 10;

  private Reverts() {}

  /// The name of the contract's own error, or what the node said where there is none.
  static String reason(JsonRpc.Refused refused) {
    String data = refused.data();
    if (data.length() >= SELECTOR_DIGITS) {
      for (String error : ERRORS) {
        if (data.startsWith(Hash.sha3String(error).substring(0, SELECTOR_DIGITS))) {
          return error.substring(0, error.indexOf('('));
        }
      }
    }
    return refused.getMessage();
  }

  /// The name and types of a function or error, as its selector is made of.
  static String signature(JsonNode member) {
    List<String> types = new ArrayList<>();
    member.path("inputs").forEach(input -> types.add(input.path("type").asText()));
    return member.path("name").asText() + "(" + String.join(",", types) + ")";
  }
}

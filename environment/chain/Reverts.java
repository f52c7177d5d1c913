package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Hash;

/// Why a contract of ours reverted, in the words of its source.
final class Reverts {
  private static final int SELECTOR_DIGITS = 10;

  private Reverts() {}

  /// The name of the contract's own error, or what the node said where there is none.
  static String reason(JsonRpc.Refused refused) {
    String data = refused.data();
    if (data.length() >= SELECTOR_DIGITS) {
      try {
        for (JsonNode member : Artifact.of("StreamChannel").abi()) {
          if (member.path("type").asText().equals("error") && data.startsWith(selectorOf(member))) {
            return member.path("name").asText();
          }
        }
      } catch (IOException e) {
        // without the project's files, the node's own words have to do
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

  private static String selectorOf(JsonNode error) {
    return Hash.sha3String(signature(error)).substring(0, SELECTOR_DIGITS);
  }
}

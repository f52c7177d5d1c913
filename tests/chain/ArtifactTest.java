package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArtifactTest {
  @Test
  void whatIsCommittedIsWhatTheSourcesGive() throws Exception {
    NeedsNode.orSkip();

    assertEquals(Artifact.committed(), Artifact.compiled());
  }

  /// The functions that the original's clients call, by name and types.
  @Test
  void theInterfaceIsTheOriginals() throws Exception {
    String voucher = "(bytes32,uint256,uint256,address[],uint256[],bytes";
    Set<String> wanted =
        Set.of(
            "openChannel(uint256,uint256,uint256,bytes)",
            "finalCloseBySequencer" + voucher + ")",
            "publishIntermediateChannelState" + voucher + ",bytes)",
            "validateUserSignature" + voucher + ")",
            "finalCloseBySequencerBatch(tuple[])",
            "closeAfterExpiryByAnyone(bytes32)",
            "getChannelId(address,uint256,uint256)",
            "getRecipientBalance(bytes32,address)",
            "getNumberOfRecipients(bytes32)",
            "getUserChannelLength(address)",
            "userChannels(address,uint256)",
            "channels(bytes32)",
            "sequencer()",
            "token()");
    Set<String> missing = new TreeSet<>(wanted);
    Artifact.of("StreamChannel").abi().forEach(member -> missing.remove(Reverts.signature(member)));

    assertEquals(Set.of(), missing);
  }

  @Test
  void everyErrorOfTheContractHasItsName() throws Exception {
    Set<String> errors = new TreeSet<>();
    for (JsonNode member : Artifact.of("StreamChannel").abi()) {
      if (member.path("type").asText().equals("error")) errors.add(Reverts.signature(member));
    }

    assertEquals(errors, new TreeSet<>(Reverts.ERRORS));
  }
}

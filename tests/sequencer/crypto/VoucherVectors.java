package sequencer.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import runtime.Project;

/// The vouchers that eth-account signed; datasets/workloads/sequencer-vectors.py made the file.
record VoucherVectors(
    ChannelDomain domain,
    ChannelData data,
    String digest,
    byte[] key,
    Address owner,
    String signed) {
  static List<VoucherVectors> load() throws IOException {
    List<VoucherVectors> vectors = new ArrayList<>();
    for (JsonNode node :
        new ObjectMapper()
            .readTree(
                Project.home().resolve("datasets/workloads/sequencer-vectors.json").toFile())) {
      vectors.add(read(node));
    }
    return vectors;
  }

  private static VoucherVectors read(JsonNode node) {
    List<Recipient> recipients = new ArrayList<>();
    for (JsonNode line : node.get("recipients")) {
      recipients.add(
          new Recipient(
              Address.parse(line.get(0).textValue()), Uint256.parse(line.get(1).textValue())));
    }
    return new VoucherVectors(
        new ChannelDomain(
            node.get("chainId").longValue(),
            Address.parse(node.get("verifyingContract").textValue())),
        new ChannelData(
            ChannelId.parse(node.get("channelId").textValue()),
            Long.parseUnsignedLong(node.get("sequenceNumber").textValue()),
            Long.parseUnsignedLong(node.get("timestamp").textValue()),
            recipients),
        node.get("digest").textValue(),
        HexFormat.of().parseHex(node.get("privateKey").textValue().substring(2)),
        Address.parse(node.get("address").textValue()),
        node.get("signature").textValue());
  }
}

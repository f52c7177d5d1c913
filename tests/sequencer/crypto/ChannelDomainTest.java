package sequencer.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

class ChannelDomainTest {
  static final ChannelData DOCUMENTED_VOUCHER =
      new ChannelData(
          ChannelId.parse("ab".repeat(32)),
          1,
          1769000000,
          List.of(
              new Recipient(
                  Address.parse("0x2aece1250b1774f3fc462424475705cf4cf539de"), Uint256.of(1))));

  @Test
  void digestOfTheDocumentedVoucher() {
    assertEquals(
        "0x533a48d546e8a78736d4242a42131921bf7cec1defffa1641fe83e2604acb7d4",
        Hex.format(ChannelDomain.DOCUMENTED.digest(DOCUMENTED_VOUCHER)));
  }

  @Test
  void digestsEqualThoseOfEthAccount() throws IOException {
    List<VoucherVectors> vectors = VoucherVectors.load();
    assertEquals(28, vectors.size());
    for (VoucherVectors vector : vectors) {
      assertEquals(vector.digest(), Hex.format(vector.domain().digest(vector.data())));
    }
  }

  @Property(tries = 300)
  void digestsEqualThoseOfWeb3j(@ForAll("vouchers") ChannelData data) throws IOException {
    byte[] expected = new StructuredDataEncoder(typedData(data)).hashStructuredData();
    assertEquals(Hex.format(expected), Hex.format(ChannelDomain.DOCUMENTED.digest(data)));
  }

  /// The struct is this project's own, but whoever has an EIP-712 library can sign it.
  @Property(tries = 100)
  void digestsOfListsEqualThoseOfWeb3j(
      @ForAll long a,
      @ForAll long number,
      @ForAll @IntRange(max = 100_000) int count,
      @ForAll int b)
      throws IOException {
    ListData data =
        new ListData(new ChannelId(a, b, ~a, ~b), number, count, new Uint256(b, a, ~b, number));
    Object fields =
        List.of(
            field("channelId", "bytes32"),
            field("sequenceNumber", "uint256"),
            field("count", "uint256"),
            field("amountsHash", "bytes32"));
    Object message =
        Map.of(
            "channelId",
            data.channelId().toString(),
            "sequenceNumber",
            Long.toUnsignedString(number),
            "count",
            Integer.toString(count),
            "amountsHash",
            Hex.format(data.amountsHash().toBytes()));
    String json = typedData("PaymentList", fields, message);
    byte[] expected = new StructuredDataEncoder(json).hashStructuredData();
    assertEquals(Hex.format(expected), Hex.format(ChannelDomain.DOCUMENTED.digest(data)));
  }

  @Test
  void aShortVoucherAfterALongOneLeavesNothingBehindInTheBuffers() {
    Recipient recipient = DOCUMENTED_VOUCHER.recipients().getFirst();
    byte[] alone = ChannelDomain.DOCUMENTED.digest(DOCUMENTED_VOUCHER);
    ChannelData crowded =
        new ChannelData(
            DOCUMENTED_VOUCHER.channelId(), -1, -1, java.util.Collections.nCopies(300, recipient));
    ChannelDomain.DOCUMENTED.digest(crowded);
    assertEquals(
        Hex.format(alone), Hex.format(ChannelDomain.DOCUMENTED.digest(DOCUMENTED_VOUCHER)));
  }

  @Test
  void anotherChainOrContractGivesAnotherDigest() {
    String documented = Hex.format(ChannelDomain.DOCUMENTED.digest(DOCUMENTED_VOUCHER));
    Address contract = ChannelDomain.DOCUMENTED.verifyingContract();
    Address other = Address.parse("00".repeat(20));
    assertNotEquals(
        documented, Hex.format(new ChannelDomain(25, contract).digest(DOCUMENTED_VOUCHER)));
    assertNotEquals(
        documented, Hex.format(new ChannelDomain(338, other).digest(DOCUMENTED_VOUCHER)));
    assertTrue(Keccak256.BYTES == new ChannelDomain(338, other).separator().length);
  }

  @Provide
  Arbitrary<ChannelData> vouchers() {
    Arbitrary<Uint256> words =
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
            .as(Uint256::new);
    Arbitrary<Recipient> recipients =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Arbitraries.integers(), words)
            .as((a, b, c, amount) -> new Recipient(new Address(a, b, c), amount));
    Arbitrary<ChannelId> ids =
        words.map(w -> new ChannelId(w.first(), w.second(), w.third(), w.fourth()));
    return Combinators.combine(
            ids, Arbitraries.longs(), Arbitraries.longs(), recipients.list().ofMaxSize(35))
        .as(ChannelData::new);
  }

  private static String typedData(ChannelData data) throws IOException {
    Object fields =
        List.of(
            field("channelId", "bytes32"),
            field("sequenceNumber", "uint256"),
            field("timestamp", "uint256"),
            field("recipients", "address[]"),
            field("amounts", "uint256[]"));
    Object message =
        Map.of(
            "channelId",
            data.channelId().toString(),
            "sequenceNumber",
            Long.toUnsignedString(data.sequenceNumber()),
            "timestamp",
            Long.toUnsignedString(data.timestamp()),
            "recipients",
            data.recipients().stream().map(r -> r.address().toString()).toList(),
            "amounts",
            data.recipients().stream().map(r -> r.amount().toString()).toList());
    return typedData("ChannelData", fields, message);
  }

  private static String typedData(String type, Object fields, Object message) throws IOException {
    Object types =
        Map.of(
            "EIP712Domain",
            List.of(
                field("name", "string"),
                field("version", "string"),
                field("chainId", "uint256"),
                field("verifyingContract", "address")),
            type,
            fields);
    Object domain =
        Map.of(
            "name",
            "StreamChannel",
            "version",
            "1",
            "chainId",
            ChannelDomain.DOCUMENTED.chainId(),
            "verifyingContract",
            ChannelDomain.DOCUMENTED.verifyingContract().toString());
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "types", types,
                "primaryType", type,
                "domain", domain,
                "message", message));
  }

  private static Map<String, String> field(String name, String type) {
    return Map.of("name", name, "type", type);
  }
}

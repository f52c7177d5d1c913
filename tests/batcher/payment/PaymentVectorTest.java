package batcher.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Bytes32;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import runtime.Project;

/// Digest, signature and transaction against an implementation that shares no code with ours.
class PaymentVectorTest {
  private static final HexFormat HEX = HexFormat.of();

  @TestFactory
  List<DynamicTest> everyTransactionIsByteForByteTheOther() throws IOException {
    JsonNode vectors =
        new ObjectMapper()
            .readTree(Project.home().resolve("datasets/workloads/batcher-payments.json").toFile())
            .get("vectors");
    assertEquals(24, vectors.size());
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : vectors) {
      tests.add(DynamicTest.dynamicTest(text(vector, "transactionId"), () -> compare(vector)));
    }
    return tests;
  }

  private static void compare(JsonNode vector) {
    PayerKey key = new PayerKey(HEX.parseHex(text(vector, "privateKey")));
    assertEquals(text(vector, "publicKeyHash"), key.hash().hex());
    Coin coin = new Coin(vector.get("coinSatoshis").longValue(), key.hash());
    Outpoint spent =
        new Outpoint(
            Bytes32.hex(text(vector, "coinTransactionId")), vector.get("coinIndex").intValue());
    long satoshis = vector.get("satoshis").longValue();
    Transaction unsigned =
        new Transaction(
            List.of(new Transaction.Input(spent, new byte[0], Transaction.SEQUENCE_FINAL)),
            List.of(
                Transaction.Output.to(new PublicKeyHash(text(vector, "payee")), satoshis),
                Transaction.Output.to(key.hash(), coin.satoshis() - satoshis - 1)));
    assertEquals(text(vector, "digest"), HEX.formatHex(SignatureHash.of(unsigned, 0, coin)));
    Transaction signed = key.sign(unsigned, coin);
    assertEquals(text(vector, "transaction"), HEX.formatHex(signed.toBytes()));
    assertEquals(text(vector, "transactionId"), Hashes.transactionId(signed.toBytes()).toString());
    Transaction parsed = Transaction.parse(signed.toBytes()).orElseThrow();
    P2pkh.Unlock unlock = P2pkh.parse(parsed.inputs().getFirst().unlock()).orElseThrow();
    assertTrue(PayerKey.isSigned(parsed, unlock, coin));
  }

  private static String text(JsonNode vector, String field) {
    return vector.get(field).textValue();
  }
}

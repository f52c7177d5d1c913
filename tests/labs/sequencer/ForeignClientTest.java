package labs.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainPackages;
import house.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import peers.Peer;
import runtime.Project;
import sequencer.SequencerConfig;
import sequencer.SequencerNode;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;

/// Clients that nobody here wrote agree with ours in every byte, both ways, and the server takes
/// what they sign.
@Waiting
class ForeignClientTest {
  private static final int RANDOM_VOUCHERS = 40;
  private static final int PAYMENTS = 30;
  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");

  @TempDir Path folder;

  private static ForeignClient python() throws Exception {
    String absence = ForeignClient.packages().absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    return ForeignClient.python();
  }

  private static ForeignClient node() throws Exception {
    String absence = ChainPackages.npm().absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    return ForeignClient.node();
  }

  /// A proxy that the user has set would stand between a client and a server of this machine.
  @Test
  void aClientSeesNoneOfTheUsersVariables() throws Exception {
    String seen = Peer.of("env", "env").output("");
    List<String> names = seen.lines().map(line -> line.replaceFirst("=.*", "")).sorted().toList();
    assertTrue(List.of("HOME", "LC_ALL", "PATH").containsAll(names), names.toString());
  }

  @Test
  void ethAccountSignsTheDocumentedVectorAsItIsKnown() throws Exception {
    assertSignsTheKnownVectors(python());
  }

  @Test
  void ethersSignsTheDocumentedVectorAsItIsKnown() throws Exception {
    assertSignsTheKnownVectors(node());
  }

  @Test
  void ethAccountAndOursAgreeOnRandomVouchers() throws Exception {
    assertAgrees(python(), 1);
  }

  @Test
  void ethersAndOursAgreeOnRandomVouchers() throws Exception {
    assertAgrees(node(), 2);
  }

  @Test
  void theServerTakesWhatEthAccountAndHttpxPay() throws Exception {
    assertPays(python());
  }

  @Test
  void theServerTakesWhatEthersAndFetchPay() throws Exception {
    assertPays(node());
  }

  /// The first vector is the one that the original's own typed data gives.
  private static void assertSignsTheKnownVectors(ForeignClient client) throws Exception {
    String vectors =
        Files.readString(
            Project.home().resolve("datasets/workloads/sequencer-vectors.json"), UTF_8);
    List<Map<String, String>> answers = client.vouch(vectors);
    assertEquals(
        "0x533a48d546e8a78736d4242a42131921bf7cec1defffa1641fe83e2604acb7d4",
        answers.getFirst().get("digest"));
    for (Map<String, String> answer : answers) {
      assertTrue(vectors.contains('"' + answer.get("digest") + '"'), answer.toString());
      assertTrue(vectors.contains('"' + answer.get("signature") + '"'), answer.toString());
      assertTrue(vectors.contains('"' + answer.get("signedBy") + '"'), answer.toString());
    }
  }

  private static void assertAgrees(ForeignClient client, long seed) throws Exception {
    Random random = new Random(seed);
    List<String> vouchers = new ArrayList<>();
    List<Map<String, String>> ours = new ArrayList<>();
    for (int i = 0; i < RANDOM_VOUCHERS; i++) {
      byte[] key = bytes(random, 32);
      key[0] = 1; // below the curve's order
      ChannelDomain domain =
          new ChannelDomain(1 + random.nextInt(100_000), Address.read(bytes(random, 20), 0));
      ChannelData data = voucher(random);
      Signer signer = SCHEME.signer(key);
      String digest = "0x" + HexFormat.of().formatHex(domain.digest(data));
      String signature = signer.sign(domain.digest(data)).toString();
      ours.add(
          Map.of(
              "digest", digest, "signature", signature, "signedBy", signer.address().toString()));
      vouchers.add(json(domain, data, key, signature));
    }
    assertEquals(ours, client.vouch("[" + String.join(",", vouchers) + "]"));
  }

  private static ChannelData voucher(Random random) {
    List<Recipient> recipients = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      byte[] amount = new byte[32];
      int length = 1 + random.nextInt(32);
      System.arraycopy(bytes(random, length), 0, amount, 32 - length, length);
      recipients.add(new Recipient(Address.read(bytes(random, 20), 0), Uint256.read(amount, 0)));
    }
    return new ChannelData(
        ChannelId.read(bytes(random, 32), 0), random.nextLong(), random.nextLong(), recipients);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String json(ChannelDomain domain, ChannelData data, byte[] key, String signature) {
    List<String> recipients =
        data.recipients().stream()
            .map(each -> "[\"%s\",\"%s\"]".formatted(each.address(), each.amount()))
            .toList();
    return """
    {"chainId":%s,"verifyingContract":"%s","channelId":"%s","sequenceNumber":"%s","timestamp":"%s","recipients":[%s],"privateKey":"0x%s","signature":"%s"}\
    """
        .formatted(
            domain.chainId(),
            domain.verifyingContract(),
            data.channelId(),
            Long.toUnsignedString(data.sequenceNumber()),
            Long.toUnsignedString(data.timestamp()),
            String.join(",", recipients),
            HexFormat.of().formatHex(key),
            signature);
  }

  /// Signed ahead and sent, then signed in the loop; each payment is answered and in the channel.
  private void assertPays(ForeignClient client) throws Exception {
    try (SequencerNode server = SequencerNode.start(SequencerConfig.of(folder))) {
      ForeignJob job = new ForeignJob("test", PAYMENTS);
      job.open(server.address());
      String bodies = client.sign(job.json());
      assertEquals(PAYMENTS, job.equalSignatures(bodies));
      Path file = Files.writeString(folder.resolve("bodies"), bodies);
      ForeignClient.Seen burst = client.burst(server.address(), file);
      assertEquals(PAYMENTS, burst.accepted());
      assertEquals(PAYMENTS, burst.sent());
      assertEquals("", job.fault(server.address(), PAYMENTS).orElse(""));
      assertTrue(
          burst.outsideNs() >= burst.elapsedNs(), "the lab's clock runs around the client's");

      ForeignJob live = new ForeignJob("test, live", 1);
      live.open(server.address());
      ForeignClient.Seen seen = client.live(server.address(), live.json(), 0.1);
      assertTrue(seen.accepted() > 0 && seen.accepted() == seen.sent(), seen.toString());
      assertEquals("", live.fault(server.address(), seen.accepted()).orElse(""));
      assertTrue(seen.signingNs() > 0 && seen.signingNs() < seen.elapsedNs(), seen.toString());
    }
  }
}

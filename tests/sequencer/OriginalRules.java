package sequencer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import sequencer.client.FaultySignatures;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// The rules of the document's sequencer as its source has them, in their order and with their
/// faults, so that a test can show that it would have caught each fault there. Written anew from a
/// description; only what payments need.
final class OriginalRules implements Rules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BigInteger WRAP = BigInteger.TWO.pow(256);
  private static final BigInteger HALF_ORDER =
      new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);
  private static final long FUTURE_MAX_SECONDS = 900;

  /// A row of the original's two tables together.
  private static final class Row {
    String id;
    String owner;
    BigInteger balance;
    long expiry;
    long number;
    long timestamp;
    String signature = "";
    Map<String, BigInteger> recipients = new LinkedHashMap<>();
  }

  /// One of its statements, each a transaction of its own.
  ///
  /// @param recipient null where the channel's own row is written
  private record Write(Row channel, String recipient, BigInteger amount) {}

  private static final class Refused extends Exception {
    final Reply reply;

    Refused(int status, String text) {
      this.reply = new Reply(status, "{\"error\":\"" + text + "\"}");
    }
  }

  private final ManualClock clock = new ManualClock();
  private final ReentrantLock everything = new ReentrantLock();
  private final Map<String, Row> channels = new HashMap<>();
  private final List<Write> writes = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean broken;
  private volatile boolean held;
  private volatile int waiting;

  @Override
  public Reply post(String path, String json) throws Exception {
    JsonNode body = JSON.readTree(json);
    everything.lock();
    try {
      return switch (path) {
        case "/channel/seed" -> seed(body);
        case "/settle" -> settle(body);
        case "/channel/finalize" -> new Reply(200, "{\"transactionHash\":\"0x\"}");
        default -> new Reply(404, "");
      };
    } catch (Refused e) {
      return e.reply;
    } finally {
      everything.unlock();
    }
  }

  /// Anyone may, at any time, and what the channel was before is gone.
  private Reply seed(JsonNode body) throws Exception {
    Row row = new Row();
    row.id = body.get("channelId").asText();
    row.owner = body.get("owner").asText();
    row.balance = new BigInteger(body.get("balance").asText());
    row.expiry = body.get("expiryTimestamp").asLong();
    channels.put(row.id, row);
    store(new Write(copy(row), null, null));
    return view(row);
  }

  private Reply settle(JsonNode body) throws Exception {
    Row row = channels.get(body.get("channelId").asText());
    if (row == null) {
      throw new Refused(404, "Channel not found");
    }
    long number = body.get("sequenceNumber").asLong();
    long timestamp = body.get("timestamp").asLong();
    String signature = body.get("userSignature").asText();
    if (number == row.number && signature.equals(row.signature) && timestamp == row.timestamp) {
      return view(row);
    }
    if (number != row.number + 1) {
      throw new Refused(400, "Invalid sequence number");
    }
    requireTimely(row, timestamp);
    Map<String, BigInteger> recipients = promised(row, body);
    requireOwner(row, new ChannelData(id(row), number, timestamp, list(recipients)), signature);
    row.number = number;
    row.timestamp = timestamp;
    row.signature = signature;
    row.recipients = recipients;
    store(new Write(copy(row), null, null));
    for (Map.Entry<String, BigInteger> recipient : recipients.entrySet()) {
      store(new Write(copy(row), recipient.getKey(), recipient.getValue()));
    }
    return view(row);
  }

  /// The voucher's own date is held against the expiry; the present is not.
  private void requireTimely(Row row, long timestamp) throws Refused {
    if (timestamp > clock.instant().getEpochSecond() + FUTURE_MAX_SECONDS) {
      throw new Refused(500, "Internal error: timestamp is too far in the future");
    }
    if (timestamp > row.expiry) {
      throw new Refused(400, "Channel expired");
    }
  }

  /// As many recipients as one likes, and sums that wrap.
  private static Map<String, BigInteger> promised(Row row, JsonNode body) throws Refused {
    BigInteger amount = new BigInteger(body.get("amount").asText());
    if (amount.signum() == 0) {
      throw new Refused(400, "Insufficient channel balance");
    }
    Map<String, BigInteger> recipients = new LinkedHashMap<>(row.recipients);
    recipients.merge(body.get("receiver").asText(), amount, OriginalRules::wrapping);
    JsonNode fee = body.get("feeForPayment");
    if (fee != null) {
      recipients.merge(
          fee.get("feeDestinationAddress").asText(),
          new BigInteger(fee.get("feeAmount").asText()),
          OriginalRules::wrapping);
    }
    BigInteger sum = recipients.values().stream().reduce(BigInteger.ZERO, OriginalRules::wrapping);
    if (sum.compareTo(row.balance) > 0) {
      throw new Refused(400, "Recipient balances exceed channel balance");
    }
    return recipients;
  }

  private static BigInteger wrapping(BigInteger a, BigInteger b) {
    return a.add(b).mod(WRAP);
  }

  /// Either s and any of the four spellings of v will do.
  private static void requireOwner(Row row, ChannelData data, String text) throws Refused {
    byte[] rsv = java.util.HexFormat.of().parseHex(text.replaceFirst("^0x", ""));
    byte[] plain = FaultySignatures.withV(rsv, rsv[64] < 27 ? rsv[64] + 27 : rsv[64]);
    BigInteger s = new BigInteger(1, java.util.Arrays.copyOfRange(rsv, 32, 64));
    byte[] low = s.compareTo(HALF_ORDER) > 0 ? FaultySignatures.highS(plain) : plain;
    byte[] digest = TestServer.DOMAIN.digest(data);
    Address signer = TestServer.SCHEME.recover(digest, Signature.of(low)).orElseThrow();
    if (!signer.equals(Address.parse(row.owner))) {
      throw new Refused(400, "Invalid signature: expected " + row.owner + ", got " + signer);
    }
  }

  private static ChannelId id(Row row) {
    return ChannelId.parse(row.id);
  }

  private static List<Recipient> list(Map<String, BigInteger> recipients) {
    return recipients.entrySet().stream()
        .map(e -> new Recipient(Address.parse(e.getKey()), Uint256.parse("" + e.getValue())))
        .toList();
  }

  /// One statement after the other, under the lock, after memory has changed.
  private void store(Write write) throws Refused, InterruptedException {
    if (held) {
      waiting++;
      release.await();
    }
    if (broken) {
      throw new Refused(500, "Database error");
    }
    writes.add(write);
  }

  private static Row copy(Row row) {
    Row copy = new Row();
    copy.id = row.id;
    copy.owner = row.owner;
    copy.balance = row.balance;
    copy.expiry = row.expiry;
    copy.number = row.number;
    copy.timestamp = row.timestamp;
    copy.signature = row.signature;
    return copy;
  }

  private static Reply view(Row row) {
    StringBuilder json = new StringBuilder("{\"channelId\":\"" + id(row));
    json.append("\",\"owner\":\"" + Address.parse(row.owner) + "\",\"balance\":\"" + row.balance);
    json.append("\",\"expiryTimestamp\":" + row.expiry + ",\"sequenceNumber\":" + row.number);
    json.append(",\"userSignature\":\"\",\"sequencerSignature\":\"\",\"signatureTimestamp\":");
    json.append(row.timestamp + ",\"recipients\":[");
    String comma = "";
    for (Map.Entry<String, BigInteger> one : row.recipients.entrySet()) {
      json.append(comma + "{\"recipientAddress\":\"" + one.getKey());
      json.append("\",\"balance\":\"" + one.getValue() + "\"}");
      comma = ",";
    }
    return new Reply(200, json.append("]}").toString());
  }

  @Override
  public Reply channel(String id) {
    Row row = channels.get(id);
    return row == null ? new Reply(404, "Channel not found") : view(row);
  }

  @Override
  public void advanceSeconds(long seconds) {
    clock.advanceSeconds(seconds);
  }

  @Override
  public void breakStore() {
    broken = true;
  }

  @Override
  public void holdStore() {
    held = true;
  }

  @Override
  public int atTheStore() {
    return waiting;
  }

  @Override
  public int lockedOut() {
    return everything.getQueueLength();
  }

  @Override
  public List<Rules> afterPowerCuts() {
    List<Rules> restarted = new ArrayList<>();
    for (int kept = 0; kept <= writes.size(); kept++) {
      OriginalRules one = new OriginalRules();
      writes.subList(0, kept).forEach(one::load);
      restarted.add(one);
    }
    return restarted;
  }

  private void load(Write write) {
    Row before = channels.get(write.channel.id);
    if (write.recipient == null) {
      Row row = copy(write.channel);
      row.recipients = before == null ? new LinkedHashMap<>() : before.recipients;
      channels.put(row.id, row);
    } else {
      before.recipients.put(write.recipient, write.amount);
    }
  }

  @Override
  public void close() {
    release.countDown();
  }
}

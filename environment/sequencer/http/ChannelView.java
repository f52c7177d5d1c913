package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import sequencer.channel.ChannelState;
import sequencer.crypto.Recipient;
import sequencer.service.Outcome;

/// How the API shows a channel. Names and order of the members are the original's.
final class ChannelView {
  private static final byte[] CHANNEL_ID = ascii("{\"channelId\":");
  private static final byte[] OWNER = ascii(",\"owner\":");
  private static final byte[] BALANCE = ascii(",\"balance\":");
  private static final byte[] EXPIRY = ascii(",\"expiryTimestamp\":");
  private static final byte[] SEQUENCE_NUMBER = ascii(",\"sequenceNumber\":");
  private static final byte[] USER_SIGNATURE = ascii(",\"userSignature\":");
  private static final byte[] SEQUENCER_SIGNATURE = ascii(",\"sequencerSignature\":");
  private static final byte[] SIGNATURE_TIMESTAMP = ascii(",\"signatureTimestamp\":");
  private static final byte[] RECIPIENTS = ascii(",\"recipients\":[");
  private static final byte[] FIRST_ADDRESS = ascii("{\"recipientAddress\":");
  private static final byte[] NEXT_ADDRESS = ascii(",{\"recipientAddress\":");
  private static final byte[] END_OF_RECIPIENT = ascii("}");
  private static final byte[] END = ascii("]}");
  private static final byte[] CHANNEL = ascii("{\"channel\":");
  private static final byte[] END_OF_CHANNEL = ascii("}");

  private static final byte[] OWNED = ascii("{\"owner\":");
  private static final byte[] CHANNEL_IDS = ascii(",\"channelIds\":[");
  private static final byte[] COMMA = ascii(",");

  private ChannelView() {}

  /// `{"channel": ...}`, the answer to a payment.
  static void writeWrapped(Outcome.Shown shown, JsonWriter to) {
    to.raw(CHANNEL);
    write(shown, to);
    to.raw(END_OF_CHANNEL);
  }

  static void write(Outcome.Shown shown, JsonWriter to) {
    ChannelState state = shown.state();
    to.raw(CHANNEL_ID).hex(state.channelId());
    to.raw(OWNER).hex(state.owner());
    to.raw(BALANCE).decimal(state.balance());
    to.raw(EXPIRY).number(state.expiryTimestamp());
    to.raw(SEQUENCE_NUMBER).number(state.sequenceNumber());
    to.raw(USER_SIGNATURE).hex(state.userSignature());
    to.raw(SEQUENCER_SIGNATURE).hex(shown.coSignature());
    to.raw(SIGNATURE_TIMESTAMP).number(state.signatureTimestamp());
    to.raw(RECIPIENTS);
    List<Recipient> recipients = state.promised().recipients();
    for (int i = 0; i < recipients.size(); i++) {
      Recipient recipient = recipients.get(i);
      to.raw(i == 0 ? FIRST_ADDRESS : NEXT_ADDRESS).hex(recipient.address());
      to.raw(BALANCE).decimal(recipient.amount());
      to.raw(END_OF_RECIPIENT);
    }
    to.raw(END);
  }

  /// `{"owner": ..., "channelIds": [...]}`.
  static void writeOwned(Outcome.Owned owned, JsonWriter to) {
    to.raw(OWNED).hex(owned.owner()).raw(CHANNEL_IDS);
    for (int i = 0; i < owned.channelIds().size(); i++) {
      if (i > 0) {
        to.raw(COMMA);
      }
      to.hex(owned.channelIds().get(i));
    }
    to.raw(END);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

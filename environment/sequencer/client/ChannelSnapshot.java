package sequencer.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// A channel as the sequencer showed it.
///
/// @param data its last voucher; number 0 before the first
/// @param userSignature null before the first voucher
/// @param sequencerSignature null before the first voucher, and in the answer to `/validate`
public record ChannelSnapshot(
    ChannelData data,
    Address owner,
    Uint256 balance,
    long expirySeconds,
    Signature userSignature,
    Signature sequencerSignature) {
  private static final JsonFactory JSON = new JsonFactory();

  /// The channel in `json`, bare or wrapped in a `channel` member.
  ///
  /// @throws IOException if that is not what `json` holds
  public static ChannelSnapshot parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      Map<String, String> members = new HashMap<>();
      List<Recipient> recipients = new ArrayList<>();
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("recipients")) {
            readRecipients(parser, recipients);
          } else if (value.isScalarValue()) {
            members.put(name, parser.getText());
          }
        }
      }
      return of(members, recipients);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("this is no channel: " + new String(json), e);
    }
  }

  private static void readRecipients(JsonParser parser, List<Recipient> recipients)
      throws IOException {
    Address address = null;
    Uint256 balance = null;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (t == JsonToken.FIELD_NAME && parser.currentName().equals("recipientAddress")) {
        address = Address.parse(parser.nextTextValue());
      } else if (t == JsonToken.FIELD_NAME) {
        balance = Uint256.parse(parser.nextTextValue());
      } else if (t == JsonToken.END_OBJECT) {
        recipients.add(new Recipient(address, balance));
      } else if (t == null) {
        throw new IOException("the list of recipients has no end");
      }
    }
  }

  private static ChannelSnapshot of(Map<String, String> members, List<Recipient> recipients) {
    ChannelData data =
        new ChannelData(
            ChannelId.parse(members.get("channelId")),
            Long.parseUnsignedLong(members.get("sequenceNumber")),
            Long.parseUnsignedLong(members.get("signatureTimestamp")),
            recipients);
    return new ChannelSnapshot(
        data,
        Address.parse(members.get("owner")),
        Uint256.parse(members.get("balance")),
        Long.parseUnsignedLong(members.get("expiryTimestamp")),
        signature(members.get("userSignature")),
        signature(members.get("sequencerSignature")));
  }

  private static Signature signature(String text) {
    return text.isEmpty() ? null : Signature.parse(text);
  }
}

package sequencer.channel;

import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// The values that requests spell out, read or refused in the document's words.
public final class Texts {
  private Texts() {}

  public static ChannelId channelId(String text) throws Refusal {
    return require(ChannelId.parse(text), "channel id", text);
  }

  static Address address(String text) throws Refusal {
    return require(Address.parse(text), "address", text);
  }

  static Uint256 uint256(String text) throws Refusal {
    return require(Uint256.parse(text), "uint256", text);
  }

  static Signature signature(String text) throws Refusal {
    try {
      return Signature.parse(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("invalid signature format: " + e.getMessage());
    }
  }

  private static <T> T require(T value, String kind, String text) throws Refusal {
    if (value == null) {
      throw Refusal.malformed("invalid " + kind + ": " + text);
    }
    return value;
  }
}

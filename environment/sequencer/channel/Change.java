package sequencer.channel;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// One step of the sequencer's state, the unit that an engine makes durable. The state after a
/// restart is what the changes, replayed in order, add up to.
public sealed interface Change {
  /// The first change of every store: for whom it was written. The same store under another
  /// contract or another sequencer's key would hold signatures that mean nothing there.
  record Founded(long chainId, Address verifyingContract, Address sequencer) implements Change {
    public Founded {
      Objects.requireNonNull(verifyingContract, "verifyingContract");
      Objects.requireNonNull(sequencer, "sequencer");
    }
  }

  /// A channel was opened.
  ///
  /// @param expiryTimestamp seconds since 1970, unsigned
  record Seeded(ChannelId channelId, Address owner, Uint256 balance, long expiryTimestamp)
      implements Change {
    public Seeded {
      Objects.requireNonNull(channelId, "channelId");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(balance, "balance");
    }
  }

  /// A voucher was accepted.
  ///
  /// The co-signature is not part of it: it is a function of everything else and of the sequencer's
  /// key, so it is made while this is on its way to the disk, and again when it is asked for after
  /// a restart.
  ///
  /// @param sequenceNumber one more than the channel's before
  /// @param timestamp seconds since 1970, unsigned
  /// @param transfers one, or two with a fee
  record Paid(
      ChannelId channelId,
      long sequenceNumber,
      long timestamp,
      Signature userSignature,
      List<Transfer> transfers)
      implements Change {
    public Paid {
      Objects.requireNonNull(channelId, "channelId");
      Objects.requireNonNull(userSignature, "userSignature");
      transfers = List.copyOf(transfers);
      if (transfers.isEmpty() || transfers.size() > 2) {
        throw new IllegalArgumentException(
            "a payment has one transfer, or two with a fee; got " + transfers.size());
      }
    }
  }

  /// A voucher was accepted together with the list of the payments that it is made of.
  ///
  /// @param voucher pays one recipient what the list adds up to
  /// @param listSignature the payer's, over the list
  record Streamed(Paid voucher, Signature listSignature, PaymentList list) implements Change {
    public Streamed {
      Objects.requireNonNull(listSignature, "listSignature");
      Uint256 amount = voucher.transfers().getFirst().amount();
      if (voucher.transfers().size() != 1 || !amount.equals(list.total())) {
        throw new IllegalArgumentException(
            "a stream is one transfer of what its list adds up to, %s; got %s"
                .formatted(list.total(), voucher.transfers()));
      }
    }
  }

  /// The channel takes no more payments: its last voucher is about to be brought to the chain.
  ///
  /// @param timestamp of `userSignature`, seconds since 1970; 0 without one
  /// @param userSignature the owner's, over the voucher number 0, of a channel that has paid
  ///     nothing; null where there is a last voucher to close by
  record Closing(ChannelId channelId, long timestamp, Signature userSignature) implements Change {
    public Closing {
      Objects.requireNonNull(channelId, "channelId");
    }
  }

  /// The chain has paid the channel out.
  ///
  /// @param transactionHash `0x` and 64 hexadecimal digits in lower case
  record Closed(ChannelId channelId, String transactionHash) implements Change {
    private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

    public Closed {
      Objects.requireNonNull(channelId, "channelId");
      if (!HASH.matcher(transactionHash).matches()) {
        throw new IllegalArgumentException(
            "a transaction hash is 0x and 64 hexadecimal digits, not '" + transactionHash + "'");
      }
    }
  }

  /// What one payment adds to one recipient.
  record Transfer(Address to, Uint256 amount) {
    public Transfer {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(amount, "amount");
    }
  }
}

package sequencer.channel;

import java.util.Objects;

/// How far a channel is on its way from taking payments to being paid out.
public sealed interface Stage {
  Stage OPEN = new Open();
  Stage CLOSING = new Closing();

  /// It takes payments.
  record Open() implements Stage {}

  /// It takes none: its last voucher is being brought to the chain, or will be when the chain can
  /// be reached again.
  record Closing() implements Stage {}

  /// It has been paid out.
  ///
  /// @param transactionHash `0x` and 64 hexadecimal digits
  record Closed(String transactionHash) implements Stage {
    public Closed {
      Objects.requireNonNull(transactionHash, "transactionHash");
    }
  }
}

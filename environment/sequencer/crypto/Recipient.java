package sequencer.crypto;

import java.util.Objects;

/// One line of a voucher: an account, and all that the channel has promised it so far.
///
/// @param amount cumulative over all payments, not the last one's
public record Recipient(Address address, Uint256 amount) {
  public Recipient {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(amount, "amount");
  }
}

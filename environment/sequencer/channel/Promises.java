package sequencer.channel;

import java.util.Arrays;
import java.util.List;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;

/// What a channel's vouchers have promised so far, to whom. Immutable.
///
/// @param recipients in the order in which they were first paid; in that order they are signed
/// @param total the sum over them
public record Promises(List<Recipient> recipients, Uint256 total) {
  /// A voucher names at most this many recipients: closing a channel pays each of them in one
  /// transaction, which has a gas limit. The original documents the number and does not check it.
  public static final int RECIPIENTS_MAX = 30;

  public static final Promises NONE = new Promises(List.of(), Uint256.ZERO);

  public Promises {
    recipients = List.copyOf(recipients);
  }

  /// These promises and `transfers`. A transfer of nothing makes nobody a recipient.
  ///
  /// @throws Refusal if a sum leaves 256 bits or the recipients become too many
  public Promises plus(List<Change.Transfer> transfers) throws Refusal {
    Recipient[] next = recipients.toArray(new Recipient[0]);
    Uint256 sum = total;
    for (Change.Transfer transfer : transfers) {
      if (!transfer.amount().isZero()) {
        next = credit(next, transfer);
        sum = sumOf(sum, transfer.amount());
      }
    }
    if (next.length > RECIPIENTS_MAX) {
      throw Refusal.tooManyRecipients(RECIPIENTS_MAX);
    }
    return new Promises(List.of(next), sum);
  }

  /// Credits the recipient in place, or in a longer copy if the transfer is its first.
  private static Recipient[] credit(Recipient[] recipients, Change.Transfer transfer)
      throws Refusal {
    for (int i = 0; i < recipients.length; i++) {
      if (recipients[i].address().equals(transfer.to())) {
        Uint256 amount = sumOf(recipients[i].amount(), transfer.amount());
        recipients[i] = new Recipient(transfer.to(), amount);
        return recipients;
      }
    }
    Recipient[] longer = Arrays.copyOf(recipients, recipients.length + 1);
    longer[recipients.length] = new Recipient(transfer.to(), transfer.amount());
    return longer;
  }

  /// A sum beyond 256 bits is beyond every balance.
  private static Uint256 sumOf(Uint256 a, Uint256 b) throws Refusal {
    Uint256 sum = a.plus(b);
    if (sum == null) {
      throw Refusal.balanceExceeded();
    }
    return sum;
  }
}

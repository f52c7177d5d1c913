package ledger;

import java.util.List;
import java.util.Optional;

/// What a ledger holds, to be read by a [Lookup] between two blocks.
public interface Books {
  /// An account as it stands.
  ///
  /// @param currency its code
  /// @param debits posted, in minor units, like the three others
  record Account(
      long number,
      int currency,
      boolean mayOverdraw,
      boolean closed,
      long debits,
      long credits,
      long debitsPending,
      long creditsPending) {
    /// What was credited less what was debited.
    public long balance() {
      return credits - debits;
    }
  }

  /// All accounts together.
  ///
  /// @param accounts that were ever opened
  /// @param sum of all balances, which is zero
  /// @param overdrawn accounts that hold less than nothing, or less than is pending, and may not
  /// @param pending transfers
  /// @param pendingApart by how much the pending debits, the pending credits and the pending
  ///     transfers differ, which is zero
  record Totals(int accounts, long sum, int overdrawn, int pending, long pendingApart) {
    /// Whether what must hold of every ledger does.
    public boolean hold() {
      return sum == 0 && overdrawn == 0 && pendingApart == 0;
    }
  }

  /// A transfer that is pending.
  ///
  /// @param amount in minor units
  record Pending(long keyHigh, long keyLow, long debit, long credit, long amount) {}

  /// Requests decided so far.
  long decided();

  /// An account, if there is one of that number.
  Optional<Account> account(long number);

  /// What became of the request with this key, [Outcome#NONE] if none was decided.
  Outcome outcome(long keyHigh, long keyLow);

  /// All transfers that are pending, in no order.
  List<Pending> pendings();

  /// Adds all accounts up.
  Totals totals();
}

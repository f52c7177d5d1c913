package labs.ledger;

/// What keeps accounts and moves amounts between them, durably.
interface TransferStore extends AutoCloseable {
  /// One client's way in, for one thread at a time.
  interface Client {
    /// Makes the transfers with these keys and returns when they are durable.
    ///
    /// @param done gets 1 where each stands that was done ([Transfers#at]), 0 if it was refused
    void transfer(Transfers all, long from, long to, byte[] done) throws Exception;
  }

  /// A new one.
  ///
  /// @param most transfers that it is given at once
  Client client(int most) throws Exception;

  /// What the accounts hold, from account 1.
  long[] balances(int accounts) throws Exception;

  /// What the account that mints holds.
  long minted() throws Exception;
}

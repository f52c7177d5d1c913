package batcher.payment;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Signs plans. The same seed and plan give the same bytes: keys and coins come from the seed, and
/// signatures are deterministic (RFC 6979).
///
/// Every payer begins with coins of one whole coin each and pays from them in turn; the change of a
/// payment is the coin for a later one. Chains of different coins are signed in parallel.
public final class PaymentSigner {
  /// The name of this side in [Payments#addresses].
  public static final String SELF = "self";

  /// What the network asks for a transaction of this size, about 226 bytes at 1 satoshi a kilobyte.
  static final long FEE_SATOSHIS = 1;

  private static final long COIN_SATOSHIS = 100_000_000;
  private static final int COINS_PER_PAYER = 8;

  private final long seed;

  public PaymentSigner(long seed) {
    this.seed = seed;
  }

  /// One coin and all that is paid from it, in order.
  private record Chain(PayerKey payer, Outpoint outpoint, List<Integer> indexes) {}

  /// Signs every payment of the plan.
  public Payments sign(PaymentPlan plan) {
    Map<String, PayerKey> keys = new HashMap<>();
    plan.payments().forEach(due -> key(keys, due.peer()));
    key(keys, SELF);
    Map<Outpoint, Chain> chains = new LinkedHashMap<>();
    Map<String, Integer> turns = new HashMap<>();
    for (int i = 0; i < plan.payments().size(); i++) {
      String payer = payer(plan.payments().get(i));
      int turn = turns.merge(payer, 1, Integer::sum) % COINS_PER_PAYER;
      Outpoint coin = coin(payer, turn);
      chains
          .computeIfAbsent(coin, key -> new Chain(keys.get(payer), key, new ArrayList<>()))
          .indexes
          .add(i);
    }
    Payment[] payments = new Payment[plan.payments().size()];
    List<Chain> work = List.copyOf(chains.values());
    IntStream.range(0, work.size())
        .parallel()
        .forEach(i -> sign(work.get(i), plan.payments(), keys, payments));
    Map<Outpoint, Coin> coins = new HashMap<>();
    work.forEach(chain -> coins.put(chain.outpoint, new Coin(COIN_SATOSHIS, chain.payer.hash())));
    Map<String, PublicKeyHash> addresses = new HashMap<>();
    keys.forEach((name, key) -> addresses.put(name, key.hash()));
    return new Payments(List.of(payments), coins, addresses);
  }

  private void sign(
      Chain chain, List<PaymentPlan.Due> dues, Map<String, PayerKey> keys, Payment[] payments) {
    Outpoint spent = chain.outpoint;
    Coin coin = new Coin(COIN_SATOSHIS, chain.payer.hash());
    for (int index : chain.indexes) {
      PaymentPlan.Due due = dues.get(index);
      Coin change = new Coin(coin.satoshis() - due.satoshis() - FEE_SATOSHIS, chain.payer.hash());
      byte[] bytes = transaction(chain.payer, spent, coin, due, keys, change).toBytes();
      Bytes32 id = Hashes.transactionId(bytes);
      payments[index] = new Payment(event(due, id), bytes);
      spent = new Outpoint(id, 1);
      coin = change;
    }
  }

  private static Transaction transaction(
      PayerKey payer,
      Outpoint spent,
      Coin coin,
      PaymentPlan.Due due,
      Map<String, PayerKey> keys,
      Coin change) {
    String payee = due.direction() == Direction.SENT ? due.peer() : SELF;
    Transaction unsigned =
        new Transaction(
            List.of(new Transaction.Input(spent, new byte[0], Transaction.SEQUENCE_FINAL)),
            List.of(
                Transaction.Output.to(keys.get(payee).hash(), due.satoshis()),
                Transaction.Output.to(change.owner(), change.satoshis())));
    return payer.sign(unsigned, coin);
  }

  private static Event event(PaymentPlan.Due due, Bytes32 transactionId) {
    return new Event(
        0,
        due.torrent(),
        due.piece(),
        due.direction(),
        Bytes32.padded(due.peer()),
        due.satoshis(),
        due.timeMs(),
        transactionId);
  }

  private static String payer(PaymentPlan.Due due) {
    return due.direction() == Direction.SENT ? SELF : due.peer();
  }

  private void key(Map<String, PayerKey> keys, String name) {
    keys.computeIfAbsent(name, absent -> PayerKey.of(seed, absent));
  }

  /// An output of a transaction that never was; only this seed's ledger knows it.
  private Outpoint coin(String payer, int turn) {
    byte[] id =
        Hashes.sha256(
            "coin".getBytes(StandardCharsets.UTF_8),
            ByteBuffer.allocate(12).putLong(seed).putInt(turn).array(),
            payer.getBytes(StandardCharsets.UTF_8));
    return new Outpoint(Bytes32.of(id), 0);
  }
}

package batcher.payment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Bytes32;
import batcher.event.Event;
import batcher.event.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentTest {
  private static final long SEED = 42;
  private static final Payments SIGNED = new PaymentSigner(SEED).sign(Plans.torrents(3, 20));

  private final PaymentVerifier verifier = new PaymentVerifier(SIGNED);
  private final Payment first = SIGNED.payments().getFirst();

  @Test
  void everySignedPaymentVerifies() {
    assertEquals(60, SIGNED.payments().size());
    for (Payment payment : SIGNED.payments()) {
      assertEquals(Optional.empty(), verifier.verify(payment));
    }
    assertEquals(Optional.empty(), new PaymentVerifier(SIGNED).verifyAll(SIGNED.payments()));
  }

  @Test
  void signingTwiceGivesTheSameBytes() {
    Payments again = new PaymentSigner(SEED).sign(Plans.torrents(3, 20));
    for (int i = 0; i < 60; i++) {
      assertEquals(SIGNED.payments().get(i).event(), again.payments().get(i).event());
      assertArrayEquals(
          SIGNED.payments().get(i).transaction(), again.payments().get(i).transaction());
    }
    assertNotEquals(
        first.event().transactionId(),
        new PaymentSigner(SEED + 1)
            .sign(Plans.torrents(3, 20))
            .payments()
            .getFirst()
            .event()
            .transactionId());
  }

  @Test
  void wrongTransactionIdIsRefused() {
    Event wrong = withTransactionId(Bytes32.named("another"));
    assertRefused(Refusal.TRANSACTION_ID, new Payment(wrong, first.transaction()));
  }

  @Test
  void everyFlippedByteOfATransactionIsRefused() {
    for (int i = 0; i < first.transaction().length; i++) {
      byte[] bytes = first.transaction().clone();
      bytes[i] ^= 1;
      Event renamed = withTransactionId(Hashes.transactionId(bytes));
      Optional<Refusal> refusal = new PaymentVerifier(SIGNED).verify(new Payment(renamed, bytes));
      assertTrue(refusal.isPresent(), "byte " + i + " may be anything");
    }
  }

  @Test
  void transactionCutShortOrPaddedIsRefused() {
    for (int length : new int[] {0, 1, 100, first.transaction().length - 1}) {
      byte[] bytes = Arrays.copyOf(first.transaction(), length);
      assertRefused(
          Refusal.TRANSACTION_ID,
          new Payment(withTransactionId(Hashes.transactionId(bytes)), bytes));
    }
    byte[] longer = Arrays.copyOf(first.transaction(), first.transaction().length + 1);
    assertRefused(
        Refusal.TRANSACTION_ID,
        new Payment(withTransactionId(Hashes.transactionId(longer)), longer));
  }

  @Test
  void signatureByAnotherKeyIsRefused() {
    Transaction transaction = Transaction.parse(first.transaction()).orElseThrow();
    Coin coin = SIGNED.coins().get(transaction.inputs().getFirst().spent());
    byte[] forged = PayerKey.of(SEED, "a stranger").sign(transaction, coin).toBytes();
    assertRefused(
        Refusal.SIGNATURE, new Payment(withTransactionId(Hashes.transactionId(forged)), forged));
  }

  /// (r, n - s) verifies wherever (r, s) does, so anyone could give a payment a second id.
  @Test
  void highSTwinOfAGoodSignatureIsRefused() {
    Transaction transaction = Transaction.parse(first.transaction()).orElseThrow();
    P2pkh.Unlock unlock = P2pkh.parse(transaction.inputs().getFirst().unlock()).orElseThrow();
    Transaction twin =
        new Transaction(
            List.of(
                transaction
                    .inputs()
                    .getFirst()
                    .withUnlock(
                        P2pkh.unlock(
                            new P2pkh.Unlock(
                                highS(unlock.der()), unlock.hashType(), unlock.publicKey())))),
            transaction.outputs());
    byte[] bytes = twin.toBytes();
    assertRefused(
        Refusal.SIGNATURE, new Payment(withTransactionId(Hashes.transactionId(bytes)), bytes));
  }

  @Test
  void signatureOverLessThanEverythingIsRefused() {
    Transaction transaction = Transaction.parse(first.transaction()).orElseThrow();
    P2pkh.Unlock unlock = P2pkh.parse(transaction.inputs().getFirst().unlock()).orElseThrow();
    for (int hashType : new int[] {0x01, 0x42, 0x43, 0xC1}) {
      byte[] bytes =
          new Transaction(
                  List.of(
                      transaction
                          .inputs()
                          .getFirst()
                          .withUnlock(
                              P2pkh.unlock(
                                  new P2pkh.Unlock(unlock.der(), hashType, unlock.publicKey())))),
                  transaction.outputs())
              .toBytes();
      assertRefused(
          Refusal.SIGNATURE, new Payment(withTransactionId(Hashes.transactionId(bytes)), bytes));
    }
  }

  @Test
  void paymentOfAnotherAmountOrToAnotherPeerIsRefused() {
    Event event = first.event();
    Event more =
        new Event(
            0,
            event.torrent(),
            event.piece(),
            event.direction(),
            event.peer(),
            18,
            event.timeMs(),
            event.transactionId());
    assertRefused(Refusal.PAYMENT, new Payment(more, first.transaction()));
    Event elsewhere =
        new Event(
            0,
            event.torrent(),
            event.piece(),
            event.direction(),
            Bytes32.padded("peer-1"),
            17,
            event.timeMs(),
            event.transactionId());
    assertRefused(Refusal.PAYMENT, new Payment(elsewhere, first.transaction()));
  }

  @Test
  void oneTransactionPaysForOneChunkOnly() {
    assertEquals(Optional.empty(), verifier.verify(first));
    assertEquals(Optional.of(Refusal.SPENT), verifier.verify(first));
  }

  @Test
  void refusedPaymentSpendsNothing() {
    assertRefused(
        Refusal.TRANSACTION_ID,
        new Payment(withTransactionId(Bytes32.named("another")), first.transaction()));
    assertEquals(Optional.empty(), verifier.verify(first));
  }

  @Test
  void paymentFromAnUnknownCoinIsRefused() {
    Payments others = new PaymentSigner(7).sign(Plans.torrents(3, 20));
    PaymentVerifier knowsNoCoins = new PaymentVerifier(java.util.Map.of(), others.addresses());
    assertEquals(Optional.of(Refusal.SPENT), knowsNoCoins.verify(others.payments().getFirst()));
  }

  @Test
  void dataSetIsMadeOnceAndReadAfterwards(@TempDir Path folder) throws IOException {
    PaymentPlan plan = Plans.torrents(2, 5);
    Payments made = PaymentFile.of(folder, plan, SEED);
    Path file = folder.resolve("torrents-2-5-42.payments");
    var modified = Files.getLastModifiedTime(file);
    Payments read = PaymentFile.of(folder, plan, SEED);
    assertEquals(modified, Files.getLastModifiedTime(file));
    assertEquals(made.coins(), read.coins());
    assertEquals(made.addresses(), read.addresses());
    assertEquals(Optional.empty(), new PaymentVerifier(read).verifyAll(read.payments()));
    assertEquals(10, read.payments().size());
  }

  @Test
  void damagedDataSetIsMadeAgain(@TempDir Path folder) throws IOException {
    PaymentPlan plan = Plans.torrents(2, 5);
    PaymentFile.of(folder, plan, SEED);
    Path file = folder.resolve("torrents-2-5-42.payments");
    byte[] good = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, good.length / 2, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertEquals(10, PaymentFile.of(folder, plan, SEED).payments().size());
    }
    Files.write(file, Arrays.copyOf(good, good.length / 2));
    assertEquals(10, PaymentFile.of(folder, plan, SEED).payments().size());
  }

  private void assertRefused(Refusal refusal, Payment payment) {
    assertEquals(Optional.of(refusal), verifier.verify(payment));
  }

  private Event withTransactionId(Bytes32 id) {
    Event event = first.event();
    return new Event(
        0,
        event.torrent(),
        event.piece(),
        event.direction(),
        event.peer(),
        event.satoshis(),
        event.timeMs(),
        id);
  }

  /// The DER of (r, n - s).
  private static byte[] highS(byte[] der) {
    BigInteger order =
        new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);
    int r = der[3];
    int s = der[5 + r];
    BigInteger low = new BigInteger(1, Arrays.copyOfRange(der, 6 + r, 6 + r + s));
    byte[] high = order.subtract(low).toByteArray();
    byte[] twin = new byte[6 + r + high.length];
    System.arraycopy(der, 0, twin, 0, 6 + r);
    twin[1] = (byte) (twin.length - 2);
    twin[5 + r] = (byte) high.length;
    System.arraycopy(high, 0, twin, 6 + r, high.length);
    return twin;
  }
}

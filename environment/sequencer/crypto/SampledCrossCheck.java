package sequencer.crypto;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Another scheme, watched: one recovery in `interval` is repeated by a reference, on a thread of
/// its own so that nobody waits for it. A difference means that one of the two is broken and that
/// payments may have been accepted wrongly; `onDifference` gets a sentence and should stop the
/// process.
///
/// The queue to the reference is short. When it is full a sample is dropped, never a payment
/// delayed.
public final class SampledCrossCheck implements SignatureScheme {
  private static final int QUEUE_LENGTH = 64;

  private final SignatureScheme scheme;
  private final SignatureScheme reference;
  private final int interval;
  private final Consumer<String> onDifference;
  private final AtomicLong recoveries = new AtomicLong();
  private final BlockingQueue<Sample> samples = new ArrayBlockingQueue<>(QUEUE_LENGTH);

  /// Starts the checking thread, a daemon.
  public static SampledCrossCheck start(
      SignatureScheme scheme, int interval, Consumer<String> onDifference) {
    SampledCrossCheck check =
        new SampledCrossCheck(scheme, new Web3jScheme(), interval, onDifference);
    Thread.ofPlatform().daemon().name("signature-cross-check").start(check::checkForever);
    return check;
  }

  SampledCrossCheck(
      SignatureScheme scheme,
      SignatureScheme reference,
      int interval,
      Consumer<String> onDifference) {
    if (interval < 1) {
      throw new IllegalArgumentException("the interval is at least 1; got " + interval);
    }
    this.scheme = scheme;
    this.reference = reference;
    this.interval = interval;
    this.onDifference = onDifference;
  }

  @Override
  public String name() {
    return scheme.name();
  }

  @Override
  public Signer signer(byte[] privateKey) {
    return scheme.signer(privateKey);
  }

  @Override
  public Optional<Address> recover(byte[] digest, Signature signature) {
    Optional<Address> account = scheme.recover(digest, signature);
    if (recoveries.incrementAndGet() % interval == 0) {
      samples.offer(new Sample(digest.clone(), signature, account));
    }
    return account;
  }

  private void checkForever() {
    try {
      while (true) {
        check(samples.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Checks the samples that wait, on the calling thread.
  void checkWaiting() {
    for (Sample sample = samples.poll(); sample != null; sample = samples.poll()) {
      check(sample);
    }
  }

  private void check(Sample sample) {
    Optional<Address> expected = reference.recover(sample.digest, sample.signature);
    if (!expected.equals(sample.account)) {
      onDifference.accept(
          "%s recovered %s from signature %s over digest %s where %s recovers %s"
              .formatted(
                  scheme.name(),
                  sample.account.map(Address::toString).orElse("nobody"),
                  sample.signature,
                  Hex.format(sample.digest),
                  reference.name(),
                  expected.map(Address::toString).orElse("nobody")));
    }
  }

  private record Sample(byte[] digest, Signature signature, Optional<Address> account) {}
}

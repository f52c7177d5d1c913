package transport.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of packets in a [Proxy.Network]: each is lost, by one draw from the seed, or held
/// back its time and then let out. One thread uses it; the counts and the network are anybody's.
final class Road {
  private static final long NS_PER_MS = 1_000_000;

  /// Where a packet goes when its time has come.
  interface Exit {
    void send(ByteBuffer packet) throws IOException;
  }

  private record Held(long untilNs, long order, ByteBuffer packet, Exit exit)
      implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      long ahead = untilNs - other.untilNs;
      return ahead == 0 ? Long.compare(order, other.order) : Long.signum(ahead);
    }
  }

  private final SplittableRandom random;
  private final PriorityQueue<Held> held = new PriorityQueue<>();
  private long order;

  final AtomicLong passed = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  volatile Proxy.Network network;

  Road(Proxy.Network network, long seed) {
    this.network = network;
    random = new SplittableRandom(seed);
  }

  /// Takes a packet that came; its buffer may be used again afterwards.
  void take(ByteBuffer packet, Exit exit) throws IOException {
    Proxy.Network now = network;
    if (random.nextDouble() < now.loss()) {
      lost.incrementAndGet();
      return;
    }
    passed.incrementAndGet();
    if (now.delay().isZero() && held.isEmpty()) {
      exit.send(packet);
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(packet.remaining()).put(packet).flip();
    held.add(new Held(System.nanoTime() + now.delay().toNanos(), order++, copy, exit));
  }

  /// Lets out what has been held back long enough.
  void release() throws IOException {
    while (!held.isEmpty() && held.peek().untilNs - System.nanoTime() <= 0) {
      Held due = held.poll();
      due.exit.send(due.packet);
    }
  }

  /// How long to wait before [#release] has something to do, in ms, at least 1; 0 if nothing is
  /// held back.
  int waitMs() {
    if (held.isEmpty()) return 0;
    long ns = held.peek().untilNs - System.nanoTime();
    return (int) Math.clamp((ns + NS_PER_MS - 1) / NS_PER_MS, 1, Integer.MAX_VALUE);
  }
}

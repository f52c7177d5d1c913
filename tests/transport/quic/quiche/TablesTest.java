package transport.quic.quiche;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import transport.quic.Tokens;

/// The loop's tables against the JDK's, over random steps.
class TablesTest {
  private final SplittableRandom random = new SplittableRandom(11);

  private static QuicheConnection connection(long id) {
    return new QuicheConnection(null, null, 0, id, null, null);
  }

  @Test
  void connectionsAreFoundUnderTheirIds() {
    ConnectionTable table = new ConnectionTable();
    Map<Long, QuicheConnection> expected = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      // few low bits, so that many share a place
      long id = (random.nextLong() << 40) | random.nextInt(8);
      if (random.nextInt(3) > 0) {
        QuicheConnection connection = connection(id);
        if (expected.putIfAbsent(id, connection) == null) {
          table.put(id, connection);
        }
      } else if (!expected.isEmpty()) {
        long gone = expected.keySet().iterator().next();
        expected.remove(gone);
        table.remove(gone);
        assertNull(table.get(gone));
      }
      table.remove(1L << 50);
      assertEquals(expected.size(), table.size());
      if (step % 100 == 0) {
        expected.forEach((known, connection) -> assertSame(connection, table.get(known)));
      }
      if (expected.size() > 300) {
        expected.keySet().forEach(table::remove);
        expected.clear();
      }
    }
    List<QuicheConnection> visited = new ArrayList<>();
    table.forEach(visited::add);
    assertEquals(new HashSet<>(expected.values()), new HashSet<>(visited));
  }

  @Test
  void earliestDeadlineComesFirst() {
    Deadlines deadlines = new Deadlines();
    List<QuicheConnection> waiting = new ArrayList<>();
    for (int step = 0; step < 10_000; step++) {
      int choice = random.nextInt(4);
      if (choice < 2 || waiting.isEmpty()) {
        QuicheConnection fresh = connection(step);
        // around the point where nanoTime overflows
        deadlines.set(fresh, Long.MAX_VALUE - 500 + random.nextInt(1_000));
        waiting.add(fresh);
      } else if (choice == 2) {
        QuicheConnection moved = waiting.get(random.nextInt(waiting.size()));
        deadlines.set(moved, Long.MAX_VALUE - 500 + random.nextInt(1_000));
      } else {
        QuicheConnection gone = waiting.remove(random.nextInt(waiting.size()));
        deadlines.remove(gone);
        deadlines.remove(gone);
      }
      QuicheConnection first = deadlines.first();
      for (QuicheConnection other : waiting) {
        assertTrue(first.deadlineNs - other.deadlineNs <= 0);
      }
      assertEquals(waiting.isEmpty(), first == null);
    }
  }

  @Test
  void streamIsForgottenWhenBothItsSidesEnded() {
    Streams streams = new Streams();
    Set<Long> live = new HashSet<>();
    for (long stream = 0; stream < 4_000; stream += 4) {
      streams.open(stream);
      assertTrue(streams.arrived(stream + 3));
      assertFalse(streams.arrived(stream + 3));
      live.add(stream);
      live.add(stream + 3);
      if (random.nextBoolean()) {
        streams.set(stream, Streams.WRITE_ENDED);
        assertEquals(Streams.WRITE_ENDED, streams.state(stream) & Streams.WRITE_ENDED);
        streams.set(stream, Streams.READ_ENDED);
        assertEquals(0, streams.state(stream));
        live.remove(stream);
      }
      if (random.nextBoolean()) {
        streams.set(stream + 3, Streams.READ_ENDED);
        live.remove(stream + 3);
        assertFalse(streams.arrived(stream + 3), "it came before");
      }
    }
    assertEquals(live, new HashSet<>(Arrays.stream(streams.live()).boxed().toList()));
    streams.set(1 << 20, Streams.READ_ENDED);
    streams.clear(1 << 20, Streams.READ_ENDED);
    assertEquals(live.size(), streams.live().length);
  }

  @Test
  void streamsOfThePeerMayArriveInAnyOrder() {
    Streams streams = new Streams();
    List<Long> order = new ArrayList<>();
    for (long stream = 1; stream < 20_000; stream += 4) {
      order.add(stream);
    }
    for (int i = 0; i + 40 < order.size(); i += 40) {
      Collections.shuffle(order.subList(i, i + 40), new Random(i));
    }
    order.forEach(stream -> assertTrue(streams.arrived(stream)));
    order.forEach(stream -> assertFalse(streams.arrived(stream)));
  }

  @Test
  void tokenProvesOneAddressAndOneIdForAWhile() {
    Tokens tokens = new Tokens(new SecureRandom());
    byte[] address = {2, 0, 1, 2, 127, 0, 0, 1};
    byte[] original = {9, 8, 7, 6, 5, 4, 3, 2};
    byte[] token = tokens.token(address, 42, original, 1_000);
    assertEquals(
        Arrays.toString(original), Arrays.toString(tokens.original(token, address, 42, 2_000)));
    assertNull(tokens.original(token, address, 43, 2_000));
    assertNull(tokens.original(token, new byte[] {2, 0, 1, 3, 127, 0, 0, 1}, 42, 2_000));
    assertNull(tokens.original(token, address, 42, 1_000 + Tokens.LIFE_NS));
    assertNull(tokens.original(new byte[0], address, 42, 2_000));
    assertNull(tokens.original(new byte[1_000], address, 42, 2_000));
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      assertNull(tokens.original(changed, address, 42, 2_000), "byte " + i);
    }
    assertNull(new Tokens(new SecureRandom()).original(token, address, 42, 2_000));
  }

  @Test
  void addressesGoInAndComeOut() {
    try (Arena arena = Arena.ofConfined()) {
      var memory = arena.allocate(SocketAddress.ROOM_BYTES, 8);
      var ipv4 = new InetSocketAddress("192.0.2.7", 65_535);
      var ipv6 = new InetSocketAddress("2001:db8::1", 443);
      assertEquals(16, SocketAddress.write(memory, ipv4, Libc.AF_INET));
      assertEquals(ipv4, SocketAddress.read(memory));
      assertEquals(28, SocketAddress.write(memory, ipv4, Libc.AF_INET6));
      assertEquals(ipv4, SocketAddress.read(memory));
      assertEquals(28, SocketAddress.write(memory, ipv6, Libc.AF_INET6));
      assertEquals(ipv6, SocketAddress.read(memory));
    }
  }
}

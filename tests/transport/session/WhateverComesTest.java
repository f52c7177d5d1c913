package transport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.Settings.*;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import transport.http3.Capsule;
import transport.http3.ErrorCode;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Pieces;
import transport.memory.Weather;

/// A peer that says anything at all: what is nearly right, in any order. Whatever it says, nothing
/// is thrown, what ends is told once, and the connection is open or was closed with a code of the
/// protocol.
class WhateverComesTest {
  private static final Limits LIMITS =
      Limits.DEFAULT.with(new Limits.Flow(200, 3, 3)).withEarly(3, 3);
  private static final Set<Long> CODES = codes();

  private static Set<Long> codes() {
    Set<Long> codes = new HashSet<>();
    for (Field field : ErrorCode.class.getFields()) {
      try {
        codes.add(field.getLong(null));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return codes;
  }

  private static final ByteBuffer SETTINGS =
      join(
          Frames.varints(FrameType.CONTROL_STREAM),
          Frames.frame(
              FrameType.SETTINGS,
              Frames.varints(
                  ENABLE_CONNECT_PROTOCOL,
                  1,
                  H3_DATAGRAM,
                  1,
                  WT_ENABLED,
                  1,
                  WT_INITIAL_MAX_DATA,
                  99,
                  WT_INITIAL_MAX_STREAMS_BIDI,
                  2)));

  private static final ByteBuffer REQUEST = Raw.headers(Raw.CONNECT);
  private static final ByteBuffer ANSWER =
      Raw.headers(List.of(new transport.http3.Field(":status", "200")));

  private static final List<ByteBuffer> CAPSULES =
      List.of(
          Raw.capsule(new Capsule.MaxData(1_000)),
          Raw.capsule(new Capsule.MaxData(2_000)),
          Raw.capsule(new Capsule.MaxStreams(true, 5)),
          Raw.capsule(new Capsule.StreamsBlocked(false, 5)),
          Raw.capsule(new Capsule.Drain()),
          Raw.capsule(new Capsule.Close(7, "bye")),
          Frames.frame(0x21, ByteBuffer.allocate(40)));
  private static final List<ByteBuffer> BIDIRECTIONAL =
      List.of(Raw.hex("40 41 00 61 62 63"), Raw.hex("40 41 04 61"));
  private static final List<ByteBuffer> UNIDIRECTIONAL =
      List.of(Raw.hex("40 54 00 61 62 63"), Raw.hex("40 54 04 61"), Raw.hex("21 00 00"));
  private static final List<ByteBuffer> RARE =
      List.of(SETTINGS, Raw.hex("02 20"), Raw.hex("03 41"), REQUEST, ANSWER);
  private static final List<ByteBuffer> DATAGRAMS = List.of(Raw.hex("00 61"), Raw.hex("01"));

  private static ByteBuffer join(ByteBuffer... parts) {
    ByteBuffer all = ByteBuffer.allocate(1_000);
    for (ByteBuffer part : parts) all.put(part);
    return all.flip();
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static void talk(Raw raw, boolean asClient, Random random) {
    List<Long> streams = new ArrayList<>();
    if (random.nextInt(8) > 0) raw.send(false, false, SETTINGS);
    if (asClient) raw.quic.openStream(true);
    if (random.nextInt(8) > 0) raw.more(0, false, asClient ? REQUEST : ANSWER);
    for (int turns = random.nextInt(30); turns > 0 && raw.closing == null; turns--) {
      long stream = streams.isEmpty() ? 0 : any(streams, random);
      switch (random.nextInt(20)) {
        case 0 -> raw.quic.reset(stream, random.nextInt(500));
        case 1 -> raw.quic.stopSending(stream, random.nextInt(500));
        case 2 -> raw.quic.stopSending(random.nextInt(16), random.nextInt(500));
        case 3 -> raw.quic.sendDatagram(said(DATAGRAMS, random));
        case 4 -> raw.loop.advance(Duration.ofSeconds(random.nextInt(4)));
        case 5, 6, 7, 8, 9 -> {
          boolean both = random.nextBoolean();
          ByteBuffer bytes = said(both ? BIDIRECTIONAL : UNIDIRECTIONAL, random);
          streams.add(raw.send(both, random.nextInt(4) == 0, bytes));
        }
        case 10, 11, 12, 13 -> raw.more(stream, random.nextInt(4) == 0, said(CAPSULES, random));
        default -> raw.more(0, random.nextInt(16) == 0, said(CAPSULES, random));
      }
      raw.loop.run();
    }
  }

  private static ByteBuffer said(List<ByteBuffer> decent, Random random) {
    ByteBuffer bytes = any(random.nextInt(40) == 0 ? RARE : decent, random);
    return random.nextInt(10) == 0 ? Pieces.mutate(bytes, random.nextLong()) : bytes.duplicate();
  }

  private static void held(Raw raw, List<Told> sessions) {
    if (raw.closing != null) {
      assertTrue(CODES.contains(raw.closing.code()), raw.closing::toString);
      assertTrue(raw.closing.application());
    }
    raw.quic.abort(0, "");
    raw.loop.run();
    raw.loop.advance(Duration.ofMinutes(1));
    for (Told each : sessions) {
      assertEquals(1, each.events.stream().filter("end"::equals).count(), each.events::toString);
      assertEquals("end", each.events.getLast());
    }
  }

  @Property(tries = 2_000)
  void aServerBearsIt(@ForAll long seed) {
    Random random = new Random(seed);
    List<Told> sessions = new ArrayList<>();
    Raw raw =
        Raw.client(
            random.nextBoolean() ? Weather.fair() : Weather.rough(seed),
            LIMITS,
            new Router() {
              @Override
              public Answer answer(SessionRequest request) {
                sessions.add(new Told());
                return new Answer.Accept(sessions.getLast(), Optional.empty());
              }

              @Override
              public boolean has(String resource) {
                return true;
              }
            });
    talk(raw, true, random);
    held(raw, sessions);
  }

  @Property(tries = 2_000)
  void aClientBearsIt(@ForAll long seed) {
    Told told = new Told();
    told.echoes = true;
    Raw raw = Raw.server(LIMITS, told);
    talk(raw, false, new Random(seed));
    held(raw, List.of(told));
  }
}

package labs.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import labs.transport.Transfer.End;
import transport.session.LoopSession;
import transport.session.LoopStream;

/// The jobs of which the document's benchmark is made, and their confirmed forms.
final class Jobs {
  /// Streams of a cycle of the throughput benchmark.
  static final int STREAMS = 10;

  /// What each of them carries.
  static final int MEBIBYTE = 1 << 20;

  /// What all of them carry.
  static final long ALL = (long) STREAMS * MEBIBYTE;

  /// Streams at once of the multiplexing benchmark.
  static final int MANY = 1_000;

  /// What each of them carries.
  static final int CHUNK = 1 << 16;

  /// What all of them carry.
  static final long ALL_OF_MANY = (long) MANY * CHUNK;

  /// What the routes `/produce` and `/duplex` send.
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK).asReadOnlyBuffer();

  private final ByteBuffer content;

  /// @param seed of the bytes that are sent
  Jobs(long seed) {
    byte[] drawn = new byte[CHUNK];
    new SplittableRandom(seed).nextBytes(drawn);
    content = ByteBuffer.allocateDirect(CHUNK).put(drawn).flip().asReadOnlyBuffer();
  }

  /// The first so many of the bytes that are sent.
  ByteBuffer content(int bytes) {
    return content.slice(0, bytes);
  }

  private static ByteBuffer text(long number) {
    return ByteBuffer.wrap(Long.toString(number).getBytes(US_ASCII));
  }

  /// Nothing but a session.
  Job ready() {
    return new Job("/latency") {
      @Override
      void begin() {
        done();
      }
    };
  }

  /// So many requests at once, each sent back whole.
  Job requests(int bytes, int many) {
    return new Exchanges("/latency", many, true)
        .sending(content(bytes), bytes, End.WITH_THE_LAST_BYTES)
        .awaiting(content(bytes), bytes);
  }

  /// A mebibyte on each of ten streams, one after the other.
  ///
  /// @param end as in the original [End#NEVER], which leaves ten streams half open
  Job downloads(End end) {
    ByteBuffer command = text(MEBIBYTE);
    return new Exchanges("/produce", STREAMS, false)
        .sending(command, command.capacity(), end)
        .awaiting(ZEROS, MEBIBYTE);
  }

  /// A mebibyte each way at once on each of ten streams, one after the other. As in the original,
  /// this end of a stream ends when the server's has.
  Job duplex() {
    return new Exchanges("/duplex", STREAMS, false)
        .sending(content, MEBIBYTE, End.AFTER_THE_ANSWER)
        .awaiting(ZEROS, MEBIBYTE);
  }

  /// The same, where the server says behind its mebibyte how many bytes have come to it.
  Job confirmedDuplex() {
    ByteBuffer confirmation = text(MEBIBYTE);
    int bytes = MEBIBYTE + confirmation.capacity();
    ByteBuffer whole = ByteBuffer.allocateDirect(bytes);
    whole.put(MEBIBYTE, confirmation, 0, confirmation.capacity());
    return new Exchanges("/duplex?confirm=1", STREAMS, false)
        .sending(content, MEBIBYTE, End.WITH_THE_LAST_BYTES)
        .awaiting(whole, bytes);
  }

  /// A thousand two-way streams of 64 KiB at once; each is answered with the number of its bytes.
  Job confirmedExchanges() {
    ByteBuffer confirmation = text(CHUNK);
    return new Exchanges("/sink", MANY, true)
        .sending(content, CHUNK, End.WITH_THE_LAST_BYTES)
        .awaiting(confirmation, confirmation.capacity());
  }

  /// A mebibyte on each of ten one-way streams, one after the other; done when the last is handed
  /// over, whether anything arrives or not.
  Job uploads() {
    return new Uploads("/discard", STREAMS, false, content, MEBIBYTE);
  }

  /// The same, done when the server says that all bytes have come to it.
  Job confirmedUploads() {
    return new Uploads("/sink?streams=" + STREAMS, STREAMS, false, content, MEBIBYTE);
  }

  /// A thousand one-way streams of 64 KiB at once; done when the last is handed over.
  Job many() {
    return new Uploads("/discard", MANY, true, content, CHUNK);
  }

  /// The same, done when the server says that all bytes have come to it.
  Job confirmedMany() {
    return new Uploads("/sink?streams=" + MANY, MANY, true, content, CHUNK);
  }

  /// One datagram of 64 bytes, which is sent back.
  Job datagram() {
    ByteBuffer payload = content(64);
    return new Job("/echo") {
      @Override
      void begin() {
        if (!session().sendDatagram(payload.duplicate())) fail("a datagram was not taken");
      }

      @Override
      public void onDatagram(LoopSession on, ByteBuffer data) {
        if (data.equals(payload)) {
          done();
        } else {
          fail("another datagram came back");
        }
      }
    };
  }

  /// Streams that go one way, all at once or one after the other.
  private static final class Uploads extends Job {
    private final int streams;
    private final boolean atOnce;
    private final ByteBuffer content;
    private final int bytes;
    private final boolean confirmed;
    private int begun;
    private int sent;
    private long total;

    private Uploads(String path, int streams, boolean atOnce, ByteBuffer content, int bytes) {
      super(path);
      this.streams = streams;
      this.atOnce = atOnce;
      this.content = content;
      this.bytes = bytes;
      confirmed = path.startsWith("/sink");
    }

    @Override
    void begin() {
      begun = 0;
      sent = 0;
      total += (long) streams * bytes;
      for (int i = atOnce ? streams : 1; i > 0; i--) next();
    }

    private void next() {
      begun++;
      open(
          false,
          new Transfer(this)
              .sends(content, bytes, End.WITH_THE_LAST_BYTES)
              .whenSent(this::handedOver));
    }

    private void handedOver() {
      sent++;
      if (!atOnce && begun < streams) next();
      if (sent == streams && !confirmed) done();
    }

    /// The server tells of all bytes since the session began.
    @Override
    public void onStream(LoopStream stream) {
      ByteBuffer confirmation = text(total);
      Transfer answer = new Transfer(this).awaits(confirmation, confirmation.capacity());
      stream.handler(answer.whenCame(this::done));
    }
  }

  /// Streams that go both ways, all at once or one after the other.
  private static final class Exchanges extends Job {
    private final int streams;
    private final boolean atOnce;
    private ByteBuffer content;
    private long bytes;
    private End end;
    private ByteBuffer expected;
    private long expectedBytes;
    private int begun;
    private int answered;

    private Exchanges(String path, int streams, boolean atOnce) {
      super(path);
      this.streams = streams;
      this.atOnce = atOnce;
    }

    private Exchanges sending(ByteBuffer what, long many, End when) {
      content = what;
      bytes = many;
      end = when;
      return this;
    }

    private Exchanges awaiting(ByteBuffer what, long many) {
      expected = what;
      expectedBytes = many;
      return this;
    }

    @Override
    void begin() {
      begun = 0;
      answered = 0;
      for (int i = atOnce ? streams : 1; i > 0; i--) next();
    }

    private void next() {
      begun++;
      open(
          true,
          new Transfer(this)
              .sends(content, bytes, end)
              .awaits(expected, expectedBytes)
              .whenCame(this::answered));
    }

    private void answered() {
      answered++;
      if (!atOnce && begun < streams) next();
      if (answered == streams) done();
    }
  }
}

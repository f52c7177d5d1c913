package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static transport.http3.FrameReader.Place.CONTROL;
import static transport.http3.FrameReader.Place.REQUEST;
import static transport.http3.Pieces.hex;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
  private static final String HEADERS = "01 02 0000";
  private static final String DATA = "00 03 616263";
  private static final String SETTINGS = "04 02 0801";
  private static final String GOAWAY = "07 01 00";

  /// `0x1f * N + 0x21`, which every reader must skip (RFC 9114, 7.2.8), and a type that is unknown.
  private static final String RESERVED = "21 05 0102030405";

  private static final String UNKNOWN = "c000000012345678 4003 ffffff";

  @Test
  void framesOfARequestAreRead() throws Http3Error {
    assertEquals(
        "[1:0000] abc abc [1:]",
        read(REQUEST, hex(RESERVED + HEADERS + UNKNOWN + DATA + RESERVED + DATA + "0100")));
  }

  @Test
  void framesOfTheControlStreamAreRead() throws Http3Error {
    assertEquals("[4:0801] [7:00]", read(CONTROL, hex(SETTINGS + RESERVED + GOAWAY + UNKNOWN)));
  }

  @Test
  void emptyFramesAreFrames() throws Http3Error {
    assertEquals("[4:]", read(CONTROL, hex("0400 2100")));
    assertEquals("[1:]", read(REQUEST, hex("0100 0000")));
  }

  @ParameterizedTest
  @CsvSource({
    "CONTROL, 00 00, 10a, what must begin with SETTINGS",
    "CONTROL, 21 00, 10a, even behind a frame that is skipped",
    "CONTROL, 04 00 04 00, 105, SETTINGS twice",
    "CONTROL, 04 00 00 00, 105, DATA",
    "CONTROL, 04 00 01 00, 105, HEADERS",
    "CONTROL, 04 00 05 00, 105, PUSH_PROMISE",
    "CONTROL, 04 00 02 00, 105, HTTP/2's PRIORITY",
    "CONTROL, 04 00 06 00, 105, HTTP/2's PING",
    "CONTROL, 04 00 08 00, 105, HTTP/2's WINDOW_UPDATE",
    "CONTROL, 04 00 09 00, 105, HTTP/2's CONTINUATION",
    "CONTROL, 04 00 4041 00, 106, WT_STREAM",
    "CONTROL, 04 4065, 107, SETTINGS longer than the bound",
    "REQUEST, 00 00, 105, DATA before HEADERS",
    "REQUEST, 04 00, 105, SETTINGS",
    "REQUEST, 07 00, 105, GOAWAY",
    "REQUEST, 03 00, 105, CANCEL_PUSH",
    "REQUEST, 0d 00, 105, MAX_PUSH_ID",
    "REQUEST, 01 00 01 00 01 00, 105, a third HEADERS",
    "REQUEST, 01 00 01 00 00 00, 105, DATA behind trailers",
    "REQUEST, 01 00 4041 00, 106, WT_STREAM that is not the first",
    "REQUEST, 01 4065, 107, HEADERS longer than the bound",
    "REQUEST, 01 ffffffffffffffff, 107, HEADERS without end",
  })
  void whatMustNotComeEndsTheConnectionWithItsCode(
      FrameReader.Place place, String bytes, String code, String what) {
    Http3Error error = assertThrows(Http3Error.class, () -> read(place, hex(bytes)), what);
    assertEquals(code, Long.toHexString(error.code()), what);
    assertEquals(Http3Error.Scope.CONNECTION, error.scope());
  }

  @ParameterizedTest
  @CsvSource({"01", "0102", "010200", "4040", "40", "2105", "21050102"})
  void aStreamThatEndsWithinAFrameIsAnError(String bytes) {
    Http3Error error = assertThrows(Http3Error.class, () -> read(REQUEST, hex(bytes)));
    assertEquals(ErrorCode.H3_FRAME_ERROR, error.code());
  }

  @Property
  void itDoesNotMatterInWhatPiecesTheyCome(@ForAll long seed) throws Http3Error {
    ByteBuffer all = hex(RESERVED + HEADERS + DATA + UNKNOWN + HEADERS + RESERVED);
    FrameReader reader = new FrameReader(REQUEST, 100);
    Said said = new Said();
    for (ByteBuffer piece : Pieces.cut(all, seed)) reader.read(piece, said);
    reader.end();
    assertEquals("[1:0000] abc [1:0000]", said.text().replaceAll("(?<=[a-c]) (?=[bc])", ""));
  }

  @Property
  void whateverComesIsReadOrTheProtocolsError(
      @ForAll boolean control, @ForAll long seed, @ForAll List<Byte> tail) {
    ByteBuffer rest = ByteBuffer.allocate(tail.size());
    tail.forEach(rest::put);
    ByteBuffer good = control ? hex(SETTINGS + RESERVED + GOAWAY) : hex(HEADERS + DATA + UNKNOWN);
    ByteBuffer all = Pieces.join(Pieces.mutate(good, seed), rest.flip());
    FrameReader reader = new FrameReader(control ? CONTROL : REQUEST, 100);
    try {
      for (ByteBuffer piece : Pieces.cut(all, seed)) reader.read(piece, new Said());
      reader.end();
    } catch (Http3Error e) {
      assertEquals(Http3Error.Scope.CONNECTION, e.scope());
    }
  }

  private static String read(FrameReader.Place place, ByteBuffer bytes) throws Http3Error {
    FrameReader reader = new FrameReader(place, 100);
    Said said = new Said();
    reader.read(bytes, said);
    reader.end();
    return said.text();
  }

  /// What was read, as text.
  private static final class Said implements FrameReader.Frames {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void frame(long type, ByteBuffer payload) {
      text.append('[').append(type).append(':').append(hex(payload)).append("] ");
    }

    @Override
    public void data(ByteBuffer bytes) {
      for (byte each : Pieces.array(bytes)) text.append((char) each);
      text.append(' ');
    }

    String text() {
      return text.toString().strip();
    }
  }
}

package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static transport.http3.Pieces.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsuleReaderTest {
  @Test
  void knownOnesAreReadAndOthersSkipped() throws Http3Error {
    assertEquals(
        List.of(
            new Capsule.Drain(),
            new Capsule.MaxData(0x1234),
            new Capsule.MaxStreams(true, 3),
            new Capsule.MaxStreams(false, 4),
            new Capsule.DataBlocked(5),
            new Capsule.StreamsBlocked(true, 6),
            new Capsule.StreamsBlocked(false, 7),
            new Capsule.Close(0xffffffffL, "tschüß")),
        read(
            hex(
                "800078ae 00  37 03 ffffff  990b4d3d 02 5234  990b4d3f 01 03  990b4d40 01 04"
                    + "990b4d41 01 05  990b4d43 01 06  990b4d44 01 07"
                    + "6843 0c ffffffff 74736368c3bcc39f")));
  }

  @ParameterizedTest
  @CsvSource({
    "6843 03 000000, 10e, a close without its code",
    "6843 05 00000000 ff, 10e, a reason that is not UTF-8",
    "6843 4405, 10e, a reason of 1025 bytes",
    "6843 04 00000000 00, 10e, something behind the close",
    "800078ae 01 00, 10e, a drain with a value",
    "990b4d3d 00, 10e, a limit without a number",
    "990b4d3d 01 40, 10e, a number cut short",
    "990b4d3d 02 0000, 10e, a number and more",
    "990b4d3d 09, 10e, a limit of nine bytes",
    "990b4d3f 08 d000000000000001, 45d4487, more streams than there can be",
    "990b4d43 08 d000000000000001, 45d4487, blocked at more streams than there can be",
    "990b4d3e 01 00, 45d4487, the limit of a stream",
    "990b4d42 01 00, 45d4487, blocked by the limit of a stream",
    "6843, 10e, cut short behind the type",
    "6843 04 0000, 10e, cut short within the value",
    "37 03 ff, 10e, cut short within one that is skipped",
  })
  void whatCannotBeEndsTheSessionWithItsCode(String bytes, String code, String what) {
    Http3Error error = assertThrows(Http3Error.class, () -> read(hex(bytes)), what);
    assertEquals(code, Long.toHexString(error.code()), what);
    assertEquals(Http3Error.Scope.STREAM, error.scope());
  }

  @Test
  void aLongReasonIsCutAtACharactersEnd() {
    assertEquals(1024, new Capsule.Close(1, "x".repeat(2_000)).reason().length());
    assertEquals(341, new Capsule.Close(1, "€".repeat(2_000)).reason().length());
    assertEquals("x".repeat(1024), new Capsule.Close(1, "x".repeat(1024)).reason());
  }

  @Property
  void whatWasWrittenIsReadInAnyPieces(
      @ForAll @LongRange(min = 0, max = 1L << 60) long number,
      @ForAll @LongRange(min = 0, max = ErrorCode.APPLICATION_MAX) long code,
      @ForAll @StringLength(max = 300) String reason,
      @ForAll boolean bidi,
      @ForAll long seed)
      throws Http3Error {
    List<Capsule> written =
        List.of(
            new Capsule.MaxData(number),
            new Capsule.MaxStreams(bidi, number),
            new Capsule.DataBlocked(number),
            new Capsule.StreamsBlocked(bidi, number),
            new Capsule.Drain(),
            new Capsule.Close(code, reason));
    ByteBuffer all = Pieces.join(written.stream().map(Capsule::bytes).toArray(ByteBuffer[]::new));
    CapsuleReader reader = new CapsuleReader();
    List<Capsule> read = new ArrayList<>();
    for (ByteBuffer piece : Pieces.cut(all, seed)) reader.read(piece, read::add);
    reader.end();
    assertEquals(written, read);
  }

  @Property
  void whateverComesIsReadOrTheProtocolsError(@ForAll byte[] bytes, @ForAll long seed) {
    ByteBuffer good =
        Pieces.join(new Capsule.MaxData(7).bytes(), new Capsule.Close(8, "nine").bytes());
    for (ByteBuffer all : List.of(ByteBuffer.wrap(bytes), Pieces.mutate(good, seed))) {
      try {
        read(all);
      } catch (Http3Error e) {
        assertEquals(Http3Error.Scope.STREAM, e.scope());
      }
    }
  }

  @Property
  void aDatagramsFrontIsReadAgain(@ForAll @LongRange(min = 0, max = (1L << 60) - 1) long quarter)
      throws Http3Error {
    ByteBuffer datagram = ByteBuffer.allocate(20);
    Datagrams.putHead(datagram, quarter * 4);
    assertEquals(Datagrams.headBytes(quarter * 4), datagram.position());
    assertEquals(quarter * 4, Datagrams.stream(datagram.flip()));
    assertEquals(0, datagram.remaining());
  }

  @ParameterizedTest
  @CsvSource({"''", "40", "d000000000000000"})
  void aDatagramThatNamesNoStreamEndsTheConnection(String bytes) {
    Http3Error error = assertThrows(Http3Error.class, () -> Datagrams.stream(hex(bytes)));
    assertEquals(ErrorCode.H3_DATAGRAM_ERROR, error.code());
    assertEquals(Http3Error.Scope.CONNECTION, error.scope());
  }

  private static List<Capsule> read(ByteBuffer bytes) throws Http3Error {
    CapsuleReader reader = new CapsuleReader();
    List<Capsule> read = new ArrayList<>();
    reader.read(bytes, read::add);
    reader.end();
    return read;
  }
}

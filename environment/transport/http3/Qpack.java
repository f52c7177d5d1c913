package transport.http3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static transport.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static transport.http3.ErrorCode.QPACK_DECOMPRESSION_FAILED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Field sections in QPACK (RFC 9204) with a dynamic table of capacity 0: references to the static
/// table, and literals with or without Huffman's code.
///
/// Who announces the capacity 0 needs nothing more; a reference to a dynamic table that does not
/// exist is the peer's error.
public final class Qpack {
  /// What a field counts besides name and value (RFC 9114, 4.2.2).
  private static final int FIELD_OVERHEAD_BYTES = 32;

  private Qpack() {}

  /// Writes a field section.
  public static ByteBuffer encode(List<Field> fields) {
    int bytes = 2;
    for (Field field : fields) bytes += 16 + field.name().length() + field.value().length();
    ByteBuffer section = ByteBuffer.allocate(bytes).put((byte) 0).put((byte) 0);
    for (Field field : fields) {
      int index = StaticTable.indexOf(field);
      int name = index < 0 ? StaticTable.indexOfName(field.name()) : index;
      if (index >= 0) {
        PrefixInteger.put(section, 0xC0, 6, index);
      } else if (name >= 0) {
        PrefixInteger.put(section, 0x50, 4, name);
        putString(section, 0, 7, field.value());
      } else {
        putString(section, 0x20, 3, field.name());
        putString(section, 0, 7, field.value());
      }
    }
    return section.flip();
  }

  /// Reads a whole field section.
  ///
  /// @param bytesMax the largest section, as RFC 9114, 4.2.2 counts it
  /// @throws Http3Error QPACK_DECOMPRESSION_FAILED if it is malformed or refers to a dynamic table,
  ///     H3_EXCESSIVE_LOAD, for its stream alone, if it is too large
  public static List<Field> decode(ByteBuffer section, int bytesMax) throws Http3Error {
    int insertCount = integer(section, 8);
    int base = integer(section, 7);
    if (insertCount != 0 || base != 0) {
      throw failed("a section must need no entry of the dynamic table, which has capacity 0");
    }
    List<Field> fields = new ArrayList<>();
    int bytes = 0;
    while (section.hasRemaining()) {
      Field field = line(section);
      bytes += field.name().length() + field.value().length() + FIELD_OVERHEAD_BYTES;
      if (bytes > bytesMax) {
        throw Http3Error.stream(
            H3_EXCESSIVE_LOAD, "a field section has at most %s bytes here", bytesMax);
      }
      fields.add(field);
    }
    return fields;
  }

  private static Field line(ByteBuffer section) throws Http3Error {
    int first = section.get(section.position()) & 0xFF;
    if ((first & 0xC0) == 0xC0) {
      return StaticTable.field(integer(section, 6));
    }
    if ((first & 0xF0) == 0x50 || (first & 0xF0) == 0x70) {
      String name = StaticTable.field(integer(section, 4)).name();
      return new Field(name, string(section, 7));
    }
    if ((first & 0xE0) == 0x20) {
      String name = string(section, 3);
      return new Field(name, string(section, 7));
    }
    throw failed("a field must not refer to the dynamic table, which has capacity 0");
  }

  private static int integer(ByteBuffer section, int prefixBits) throws Http3Error {
    int value = PrefixInteger.get(section, prefixBits);
    if (value < 0) throw failed("an integer is cut short or too large");
    return value;
  }

  /// A string whose length begins in the low bits of a byte, the bit above saying whether it is in
  /// Huffman's code.
  private static String string(ByteBuffer section, int prefixBits) throws Http3Error {
    boolean huffman =
        section.hasRemaining() && (section.get(section.position()) >> prefixBits & 1) == 1;
    int length = integer(section, prefixBits);
    if (length > section.remaining()) throw failed("a string is cut short");
    ByteBuffer bytes = section.slice(section.position(), length);
    section.position(section.position() + length);
    return huffman ? Huffman.decode(bytes) : ISO_8859_1.decode(bytes).toString();
  }

  private static void putString(ByteBuffer to, int above, int prefixBits, String text) {
    byte[] plain = text.getBytes(ISO_8859_1);
    int coded = Huffman.bytes(plain);
    if (coded < plain.length) {
      PrefixInteger.put(to, above | 1 << prefixBits, prefixBits, coded);
      Huffman.encode(plain, to);
    } else {
      PrefixInteger.put(to, above, prefixBits, plain.length);
      to.put(plain);
    }
  }

  static Http3Error failed(String sentence, Object... values) {
    return Http3Error.connection(QPACK_DECOMPRESSION_FAILED, sentence, values);
  }
}

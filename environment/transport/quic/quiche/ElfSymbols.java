package transport.quic.quiche;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// The names in the symbol table (`.symtab`) of a 64-bit little-endian ELF file, with their values.
/// It also holds functions that the file keeps to itself, which the dynamic linker does not find.
/// Layout: System V gABI, chapters 4 and "Symbol Table".
final class ElfSymbols {
  private static final int SECTION_HEADERS_AT = 0x28;
  private static final int SECTION_HEADER_BYTES_AT = 0x3a;
  private static final int SECTION_COUNT_AT = 0x3c;
  private static final int SYMBOL_TABLE = 2;
  private static final int SYMBOL_BYTES = 24;

  private ElfSymbols() {}

  /// Reads the whole table; a name that stands in it twice has its last value.
  ///
  /// @throws IllegalArgumentException if this is no such file or it has no symbol table
  static Map<String, Long> read(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (file.getInt(0) != 0x464c457f || file.get(4) != 2 || file.get(5) != 1) {
        throw new IllegalArgumentException("not a 64-bit little-endian ELF file");
      }
      int headers = (int) file.getLong(SECTION_HEADERS_AT);
      int headerBytes = file.getShort(SECTION_HEADER_BYTES_AT) & 0xffff;
      int count = file.getShort(SECTION_COUNT_AT) & 0xffff;
      for (int i = 0; i < count; i++) {
        int header = headers + i * headerBytes;
        if (file.getInt(header + 4) == SYMBOL_TABLE) {
          int names = headers + file.getInt(header + 0x28) * headerBytes;
          return symbols(file, header, (int) file.getLong(names + 0x18));
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the ELF file ends within its tables", e);
    }
    throw new IllegalArgumentException("the ELF file has no symbol table: it was stripped");
  }

  private static Map<String, Long> symbols(ByteBuffer file, int header, int namesAt) {
    int first = (int) file.getLong(header + 0x18);
    int end = first + (int) file.getLong(header + 0x20);
    Map<String, Long> values = new HashMap<>();
    for (int symbol = first; symbol < end; symbol += SYMBOL_BYTES) {
      values.put(name(file, namesAt + file.getInt(symbol)), file.getLong(symbol + 8));
    }
    return values;
  }

  private static String name(ByteBuffer file, int at) {
    StringBuilder name = new StringBuilder();
    for (int i = at; file.get(i) != 0; i++) {
      name.append((char) file.get(i));
    }
    return name.toString();
  }
}

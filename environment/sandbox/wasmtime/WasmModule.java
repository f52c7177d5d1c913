package sandbox.wasmtime;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A WebAssembly module in its binary format, as sections that can be exchanged. It checks nothing
/// of what they hold: an engine does that.
final class WasmModule {
  static final int CUSTOM = 0;
  static final int TYPES = 1;
  static final int IMPORTS = 2;
  static final int FUNCTIONS = 3;
  static final int MEMORIES = 5;
  static final int EXPORTS = 7;
  static final int CODE = 10;
  static final int DATA = 11;
  static final int DATA_COUNT = 12;

  /// Kinds of what is imported and exported.
  static final int FUNCTION = 0;

  static final int MEMORY = 2;

  private static final int HEAD_BYTES = 8;

  private final byte[] head;

  /// In their order.
  private final Map<Integer, byte[]> sections = new LinkedHashMap<>();

  /// Without its custom sections, which hold names and remarks.
  ///
  /// @throws IllegalArgumentException if it is no module
  WasmModule(byte[] bytes) {
    head = Arrays.copyOf(bytes, HEAD_BYTES);
    if (bytes.length < HEAD_BYTES
        || !Arrays.equals(head, 0, 4, new byte[] {0, 'a', 's', 'm'}, 0, 4)) {
      throw new IllegalArgumentException("a module of WebAssembly begins with \\0asm");
    }
    Reader reader = new Reader(bytes, HEAD_BYTES);
    while (reader.at < bytes.length) {
      int id = reader.u8();
      byte[] content = reader.bytes(reader.u32());
      if (id != CUSTOM) {
        sections.put(id, content);
      }
    }
  }

  /// Where a section's content is read.
  ///
  /// @throws IllegalArgumentException if it has none of these
  Reader read(int section) {
    if (!sections.containsKey(section)) {
      throw new IllegalArgumentException("the module has no section " + section);
    }
    return new Reader(sections.get(section), 0);
  }

  void replace(int section, Writer content) {
    sections.put(section, content.toBytes());
  }

  void remove(int section) {
    sections.remove(section);
  }

  /// Puts entries into a section, which is a vector of them.
  ///
  /// @return how many there were
  int put(int section, int before, byte[] first, int after, byte[] last) {
    Reader reader = read(section);
    int count = reader.u32();
    replace(
        section,
        new Writer().u32(before + count + after).bytes(first).bytes(reader.rest()).bytes(last));
    return count;
  }

  byte[] toBytes() {
    Writer all = new Writer().bytes(head);
    sections.forEach((id, content) -> all.u8(id).sized(content));
    return all.toBytes();
  }

  /// Takes apart what stands one after the other.
  static final class Reader {
    private final byte[] bytes;
    private int at;

    private Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    int u8() {
      return Byte.toUnsignedInt(bytes[at++]);
    }

    /// A number without a sign, seven bits a byte.
    int u32() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        int next = u8();
        value |= (next & 0x7f) << shift;
        if (next < 0x80) {
          return value;
        }
      }
    }

    byte[] bytes(int many) {
      at += many;
      return Arrays.copyOfRange(bytes, at - many, at);
    }

    String name() {
      return new String(bytes(u32()), java.nio.charset.StandardCharsets.UTF_8);
    }

    byte[] rest() {
      return bytes(bytes.length - at);
    }
  }

  /// Puts together what stands one after the other; also the code of a function.
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer u8(int... values) {
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    Writer u32(int value) {
      int left = value;
      for (; left >>> 7 != 0; left >>>= 7) {
        out.write(left | 0x80);
      }
      out.write(left);
      return this;
    }

    Writer bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    /// Bytes, and before them how many they are.
    Writer sized(byte[] bytes) {
      return u32(bytes.length).bytes(bytes);
    }

    /// `i32.const`.
    Writer number(int value) {
      out.write(0x41);
      int left = value;
      for (; left < -64 || left > 63; left >>= 7) {
        out.write(left | 0x80);
      }
      return u8(left & 0x7f);
    }

    /// `local.get`.
    Writer get(int local) {
      return u8(0x20).u32(local);
    }

    /// `local.set`.
    Writer set(int local) {
      return u8(0x21).u32(local);
    }

    Writer call(int function) {
      return u8(0x10).u32(function);
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }
}

package transport.quic.quiche;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuicheLibraryTest {

  private static byte[] netty() throws IOException {
    try (InputStream in =
        QuicheLibraryTest.class.getResourceAsStream(QuicheLibrary.NETTY_RESOURCE)) {
      return in.readAllBytes();
    }
  }

  private static String refusal(Executable load) {
    return assertThrows(UnsupportedOperationException.class, load).getMessage();
  }

  @Test
  void versionIsTheOneWhoseHeaderWasRead() {
    assertEquals("quiche 0.29.3, own loop", new QuicheEngine().name());
  }

  @Test
  void anotherFileThanTheKnownOneIsRefused() throws IOException {
    byte[] changed = netty();
    changed[changed.length - 1] ^= 1;
    String refusal = refusal(() -> QuicheLibrary.hidden(changed));
    assertTrue(refusal.contains(QuicheLibrary.NETTY_SHA256), refusal);
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, aarch64"})
  void otherSystemsGetASentence(String system, String processor) {
    String refusal = refusal(() -> QuicheLibrary.requireLinux(system, processor));
    assertTrue(refusal.contains(system + " " + processor), refusal);
    assertTrue(refusal.contains("QUICHE_LIBRARY"), refusal);
  }

  @Test
  void fileThatTheVariableNamesMustHoldQuiche(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    assertTrue(refusal(() -> QuicheLibrary.exported(text)).contains("cannot be loaded"));
    Path netty = Files.write(folder.resolve("netty.so"), netty());
    assertTrue(refusal(() -> QuicheLibrary.exported(netty)).contains("no quiche_version"));
  }

  @Test
  void symbolTableNamesFunctionsThatAreNotExported() throws IOException {
    var values = ElfSymbols.read(netty());
    assertTrue(values.get("quiche_conn_send") > 0);
    assertTrue(values.get("JNI_OnLoad_netty_quiche") > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 64, 5_000, 1_000_000})
  void fileThatEndsEarlyIsRefused(int bytes) throws IOException {
    byte[] cut = Arrays.copyOf(netty(), bytes);
    assertThrows(IllegalArgumentException.class, () -> ElfSymbols.read(cut));
  }

  @Test
  void fileOfAnotherKindIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ElfSymbols.read(new byte[100]));
  }
}

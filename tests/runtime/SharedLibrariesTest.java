package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLibrariesTest {
  private static final String ANSWER =
      """
      \tlinux-vdso.so.1 (0x00007fbfda340000)
      \tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007fbfd9f20000)
      \tlibstdc++.so.6 => /usr/lib/../lib64/libstdc++.so.6 (0x00007fbfd9200000)
      \t/lib64/ld-linux-x86-64.so.2 (0x00007fbfda342000)
      \tlibgone.so.1 => not found
      """;

  @TempDir Path folder;

  @Test
  void filesAreNamedByTheirPlacesAndTheLoaderIsTheOneThatIsCalledByIt() {
    SharedLibraries libraries = SharedLibraries.read(ANSWER);
    Path loader = Path.of("/lib64/ld-linux-x86-64.so.2");
    assertEquals(Optional.of(loader), libraries.loader());
    assertEquals(
        Set.of(
            loader,
            Path.of("/lib/x86_64-linux-gnu/libm.so.6"),
            Path.of("/usr/lib64/libstdc++.so.6")),
        libraries.files());
  }

  @Test
  void whatIsLinkedToNothingHasNone() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no program");
    assertEquals(new SharedLibraries(Optional.empty(), Set.of()), SharedLibraries.of(text));
  }

  /// With its own loader and libraries elsewhere a program runs as it does at home.
  @Test
  void aCopyRunsByItsCopiedLoader() throws Exception {
    Path program = Path.of("/bin/sh");
    SharedLibraries libraries = SharedLibraries.of(program);
    Assumptions.assumeTrue(libraries.loader().isPresent(), "no ldd here, or a static shell");
    for (Path library : libraries.files()) {
      Files.copy(library, folder.resolve(library.getFileName()));
    }
    Path copy = Files.copy(program, folder.resolve("sh"));
    Path loader = folder.resolve(libraries.loader().get().getFileName());
    assertTrue(loader.toFile().setExecutable(true));
    Process run =
        new ProcessBuilder(
                loader.toString(),
                "--library-path",
                folder.toString(),
                copy.toString(),
                "-c",
                "while read -r line; do echo \"$line\"; done </proc/$$/maps")
            .redirectErrorStream(true)
            .start();
    String maps = new String(run.getInputStream().readAllBytes());
    assertEquals(0, run.waitFor(), maps);
    assertTrue(maps.contains(folder.resolve("libc.so.6").toString()), maps);
  }
}

package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  /// Results were written before there was a ruler, and before options were kept.
  @Test
  void aResultOfAnEarlierVersionSaysNeitherRulerNorOptions() {
    String json =
        ResultJson.write(new ResultBuilder().build())
            .replaceFirst("\"ruler\" : \\d+,", "")
            .replaceFirst("(?s)\"options\" : \\{.*?},", "");
    Result read = ResultJson.read(json, "an old file");
    assertEquals(0, read.ruler());
    assertEquals(RunOptions.UNKNOWN, read.options());
  }

  static final Result RESULT =
      new ResultBuilder()
          .with(
              run -> {
                run.lab = "demo";
                run.limits.add(
                    new Limit("fdatasync_p50", "one fdatasync", 90, "us", 88, 93, "measured"));
                run.trials.add(
                    TrialBuilder.trial("one", 0)
                        .metric("throughput", 2000, "payments/s")
                        .proportion("accepted", 10, 10)
                        .build());
                run.checks.add(CheckRow.of("nothing is lost", 10, 10, "payments", ""));
              })
          .build();

  @Test
  void savedResultReadsBackEqual(@TempDir Path folder) throws IOException {
    Path file = new ResultStore(folder).save(RESULT);
    assertTrue(file.endsWith(Path.of("demo", file.getFileName().toString())));
    assertTrue(file.getFileName().toString().startsWith("20261120T215200Z-"));
    assertEquals(RESULT, ResultStore.read(file));
  }

  @Test
  void aResultCanBeReadByWhomTheMaskLetsRead(@TempDir Path folder) throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertEquals(
        Files.getPosixFilePermissions(plain),
        Files.getPosixFilePermissions(new ResultStore(folder).save(RESULT)));
  }

  @Test
  void aResultIsReplacedInItsPlace(@TempDir Path folder) throws IOException {
    ResultStore store = new ResultStore(folder);
    Path file = store.save(RESULT);
    Result ended = RESULT.endingWith(new ExitRow(4, "regression"));
    store.replace(file, ended);
    assertEquals(List.of(file), store.files("demo"));
    assertEquals(ended, ResultStore.read(file));
  }

  @Test
  void resultsThatCannotBeReadAreLeftOut(@TempDir Path folder) throws IOException {
    ResultStore store = new ResultStore(folder);
    Path file = store.save(RESULT);
    Files.writeString(file.resolveSibling("20250101T000000Z-0000.json"), "null");
    assertEquals(List.of(RESULT), store.readable("demo"));
  }

  @Test
  void newestIsTheLatestStartNotTheLatestFile(@TempDir Path folder) throws IOException {
    ResultStore store = new ResultStore(folder);
    Path newest = store.save(RESULT);
    Path lab = newest.getParent();
    Files.copy(newest, lab.resolve("20250101T000000Z-0000.json"));
    assertEquals(newest, store.newest("demo").orElseThrow());
  }

  @Test
  void failedSaveLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("demo"), "a file where the lab's folder should be");
    ResultStore store = new ResultStore(folder);
    assertTrue(store.obstacle("demo").orElseThrow().contains("is no folder"));
    assertThrows(IOException.class, () -> store.save(RESULT));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void askingForTheObstacleLeavesNothingBehind(@TempDir Path folder) throws IOException {
    ResultStore store = new ResultStore(folder.resolve("not/yet"));
    assertEquals(Optional.empty(), store.obstacle("demo"));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
    Path result = store.save(RESULT);
    assertEquals(Optional.empty(), store.obstacle("demo"));
    assertTrue(Files.exists(result));
  }

  @Test
  void aFullDiskLeavesNoHalfResult(@TempDir Path folder) throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()) == 0,
        "no tmpfs can be mounted here");
    try {
      Path filler = folder.resolve("filler");
      assertThrows(IOException.class, () -> Files.write(filler, new byte[1 << 20]));
      ResultStore store = new ResultStore(folder);
      IOException full = assertThrows(IOException.class, () -> store.save(RESULT));
      assertTrue(full.getMessage().startsWith("the result could not be saved in "), "" + full);
      assertTrue(full.getMessage().contains("No space left on device"), "" + full);
      try (Stream<Path> left = Files.walk(folder)) {
        assertEquals(List.of(filler), left.filter(Files::isRegularFile).toList());
      }
    } finally {
      run("umount", folder.toString());
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // there is no such command
    }
  }

  @Test
  void checkOverNothingHasNotHeld() {
    assertEquals(false, CheckRow.of("nothing is lost", 0, 0, "payments", "").held());
  }

  @Test
  void resultWrittenBeforeTrialsKeptWhatTheySawReadsBackEqual() {
    String today = ResultJson.write(RESULT);
    String before = today.replaceAll(",\\s*\"seen\" : \\{ }", "");
    assertNotEquals(today, before);
    assertEquals(RESULT, ResultJson.read(before, "x.json"));
  }

  @Test
  void optionsOfAResultThatWasWrittenBeforeTheyWereKeptAreUnknown() {
    String before = ResultJson.write(RESULT).replaceFirst("(?s)\"options\" : \\{.*?\\},", "");
    Result read = ResultJson.read(before, "x.json");
    assertEquals(RunOptions.UNKNOWN, read.options());
    assertEquals(false, read.comparableWith(RESULT), "nobody knows its engine");
  }

  @Test
  void whatATrialSawHasAnId() {
    TrialBuilder trial = TrialBuilder.trial("one", 0).saw("Steal share", 0.1, "");
    assertThrows(IllegalArgumentException.class, trial::build);
  }

  @Test
  void unknownSchemaIsRefusedWithBothVersions() {
    String json = ResultJson.write(RESULT).replace("\"schema\" : 1", "\"schema\" : 7");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ResultJson.read(json, "x.json"));
    assertTrue(e.getMessage().contains("schema 7"), e.getMessage());
  }
}

package tools.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import kit.report.Terminal;
import kit.result.Result;
import kit.result.ResultSchema;
import kit.result.ResultStore;
import org.junit.jupiter.api.io.TempDir;

/// Judges files in a folder of their own.
abstract class JudgeCase {
  /// What the tools really wrote.
  static final Path EXPORTS = runtime.Project.home().resolve("datasets/exports");

  static final String HEAD = "id,line,metric,comparator,low,unit,better,lab,quote\n";

  @TempDir Path folder;

  /// Where the project lies; each run has its own, so that it is known which result is its.
  private Path home;

  private int runs;

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /// Writes figures of the document `page`: rows of [#HEAD] without the document's name.
  Path figures(String... rows) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (String row : rows) {
      text.append("page.").append(row).append('\n');
    }
    return Files.writeString(folder.resolve("page.csv"), text);
  }

  /// A file of the folder, written at a known time.
  Path file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  /// A copy of what a tool really wrote.
  Path export(String name) throws IOException {
    Path original = EXPORTS.resolve(name);
    return file(original.getFileName().toString(), Files.readString(original));
  }

  /// The same of several, with these numbers for the N in their name.
  Path[] exports(String name, int from, int to) throws IOException {
    Path[] files = new Path[to - from + 1];
    for (int at = from; at <= to; at++) {
      files[at - from] = export(name.replace("N", String.valueOf(at)));
    }
    return files;
  }

  int run(Object... arguments) {
    out.reset();
    err.reset();
    home = folder.resolve("home-" + runs++);
    List<String> words = new ArrayList<>(Stream.of(arguments).map(String::valueOf).toList());
    return new JudgeCommand(() -> new Project(home), new Terminal(80, true, false, false))
        .commandLine()
        .setOut(new PrintWriter(out, true, UTF_8))
        .setErr(new PrintWriter(err, true, UTF_8))
        .execute(words.toArray(String[]::new));
  }

  /// Judges, and reads what was saved.
  Result judged(Object... arguments) throws IOException {
    assertEquals(0, run(arguments), () -> err.toString(UTF_8));
    return saved();
  }

  Result saved() throws IOException {
    ResultSchema.check(savedFile());
    return ResultStore.read(savedFile());
  }

  Path savedFile() throws IOException {
    return new ResultStore(home.resolve("datasets/results")).files().getLast();
  }

  /// The complaint of a run that ends with this status, and leaves nothing behind.
  String refused(int status, Object... arguments) {
    assertEquals(status, run(arguments), () -> out.toString(UTF_8) + err.toString(UTF_8));
    assertEquals("", out.toString(UTF_8));
    assertFalse(Files.exists(home));
    return err.toString(UTF_8).lines().findFirst().orElse("").replaceFirst("^error: ", "");
  }
}

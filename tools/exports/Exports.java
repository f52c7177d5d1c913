package tools.exports;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Reads the exports of the tools that are known, each told by what stands in it.
public final class Exports {
  private static final List<Export> KNOWN =
      List.of(
          new Hyperfine(),
          new K6(),
          new Jmh(),
          new Autocannon(),
          new Wrk(),
          new PytestBenchmark(),
          new TrialsCsv());

  private Exports() {}

  /// What a file says was measured.
  ///
  /// @throws IOException if it cannot be read
  /// @throws IllegalArgumentException if it is no export that is known, or a damaged one
  public static List<Measured> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String text = text(file, name);
    boolean json = text.stripLeading().matches("(?s)[{\\[].*");
    Export.Source source = new Export.Source(name, text, json ? Json.of(name, text) : null);
    return KNOWN.stream()
        .filter(export -> export.knows(source))
        .findFirst()
        .orElseThrow(() -> unknown(name))
        .read(source);
  }

  private static String text(Path file, String name) throws IOException {
    try {
      String text = Files.readString(file);
      if (text.isBlank()) {
        throw new IllegalArgumentException(name + " is empty; did the tool come to its end?");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + " is no text in UTF-8", e);
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        name + " is no export that is known; those are written by " + String.join(", ", ways()));
  }

  /// How each known tool writes its export.
  public static List<String> ways() {
    return KNOWN.stream().map(export -> export.tool().how()).toList();
  }

  /// What a trial of this tool is, as a sentence begins.
  public static String trial(String tool) {
    return KNOWN.stream()
        .map(Export::tool)
        .filter(known -> known.name().equals(tool))
        .map(Export.Tool::trial)
        .collect(Collectors.joining());
  }
}

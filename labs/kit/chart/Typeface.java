package kit.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.report.Trouble;
import runtime.ExitStatus;

/// The font of all charts, and how wide a text is in it. Widths do not depend on where a chart is
/// drawn, so that the picture, the SVG and the PDF have one layout.
final class Typeface {
  /// What an SVG asks for: positions are computed with the first.
  static final String FAMILIES = "\"DejaVu Sans\", Verdana, sans-serif";

  private static final String FAMILY = "DejaVu Sans";
  private static final String SAMPLE = "Remeasure 0123456789";
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
  private static final String ELLIPSIS = "…";

  /// A space that a line may break at: not inside `1 432`, `95 %` or `3 – 5`.
  private static final Pattern BREAK =
      Pattern.compile("(?<!–)(?:(?<!\\d)\\s+|\\s+(?!\\d{3}\\b))(?!%|–)");

  private static final Map<String, Optional<Path>> FILES = new ConcurrentHashMap<>();

  private static final List<Path> FOLDERS =
      Stream.of(
              "/usr/share/fonts",
              "/usr/local/share/fonts",
              "~/.fonts",
              "~/.local/share/fonts",
              "/Library/Fonts",
              "~/Library/Fonts",
              "C:/Windows/Fonts",
              "~/AppData/Local/Microsoft/Windows/Fonts")
          .map(folder -> Path.of(folder.replace("~", System.getProperty("user.home"))))
          .toList();

  private final Map<Type, Font> fonts = new EnumMap<>(Type.class);

  private Typeface(Map<Type, Font> fonts) {
    this.fonts.putAll(fonts);
  }

  /// The font of this machine.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font at all
  static Typeface load() {
    return load(type -> new Font(FAMILY, type.bold() ? Font.BOLD : Font.PLAIN, 1));
  }

  /// Without fontconfig or any font file the JDK fails in its own ways, at the first measuring: an
  /// InternalError, later a NoClassDefFoundError. They come out as one sentence that helps.
  static Typeface load(Function<Type, Font> source) {
    try {
      Map<Type, Font> fonts = new EnumMap<>(Type.class);
      for (Type type : Type.values()) {
        Font font = source.apply(type).deriveFont(type.sizePx());
        if (!(font.getStringBounds(SAMPLE, CONTEXT).getWidth() > 0)) {
          throw new IllegalStateException("a font that draws nothing");
        }
        fonts.put(type, font);
      }
      return new Typeface(fonts);
    } catch (RuntimeException | InternalError | LinkageError e) {
      throw Trouble.of(
              ExitStatus.ENVIRONMENT_LACKS,
              "no chart can be drawn: this machine has no font for Java")
          .fact("tried", FAMILY + ", and whatever fontconfig would offer instead")
          .action("apt-get install fontconfig fonts-dejavu-core", "Debian, Ubuntu")
          .action("dnf install fontconfig dejavu-sans-fonts", "Fedora, RHEL")
          .because(e);
    }
  }

  Font font(Type type) {
    return fonts.get(type);
  }

  /// How far this text reaches, in pixels.
  double width(String text, Type type) {
    return text.isEmpty() ? 0 : font(type).getStringBounds(text, CONTEXT).getWidth();
  }

  /// The file of this font, if it is in one of the folders where systems keep fonts and Java draws
  /// with it too.
  Optional<Path> file(boolean bold) {
    Font drawn = font(bold ? Type.LABEL : Type.BODY);
    return drawn.getFamily(Locale.ROOT).equals(FAMILY)
        ? FILES.computeIfAbsent(bold ? "DejaVuSans-Bold.ttf" : "DejaVuSans.ttf", Typeface::find)
        : Optional.empty();
  }

  private static Optional<Path> find(String name) {
    for (Path folder : FOLDERS) {
      try (Stream<Path> found =
          Files.find(folder, 5, (file, _) -> file.getFileName().toString().equals(name))) {
        Optional<Path> first = found.sorted().findFirst();
        if (first.isPresent()) {
          return first;
        }
      } catch (IOException | UncheckedIOException e) {
        // a folder that is not there, or not for us
      }
    }
    return Optional.empty();
  }

  /// Whether the font has every sign of this text.
  boolean shows(String text) {
    return font(Type.BODY).canDisplayUpTo(text) < 0;
  }

  /// The text, its end replaced by an ellipsis where it is too long.
  String cut(String text, Type type, double roomPx) {
    if (width(text, type) <= roomPx) {
      return text;
    }
    int fits = 0;
    int tooMany = text.codePointCount(0, text.length());
    while (tooMany - fits > 1) {
      int letters = (fits + tooMany) / 2;
      if (width(head(text, letters) + ELLIPSIS, type) <= roomPx) {
        fits = letters;
      } else {
        tooMany = letters;
      }
    }
    return head(text, fits) + ELLIPSIS;
  }

  private static String head(String text, int letters) {
    return text.substring(0, text.offsetByCodePoints(0, letters)).stripTrailing();
  }

  /// The text in lines that fit, broken at spaces; a word that is too long by itself is cut.
  List<String> wrap(String text, Type type, double roomPx) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : BREAK.split(text.strip())) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, type) <= roomPx || line.isEmpty()) {
        line = longer;
      } else {
        lines.add(cut(line, type, roomPx));
        line = word;
      }
    }
    lines.add(cut(line, type, roomPx));
    return lines;
  }

  /// The same in this many lines at most; what is too long ends in an ellipsis.
  List<String> wrap(String text, Type type, double roomPx, int linesMax) {
    List<String> lines = wrap(text, type, roomPx);
    if (lines.size() <= linesMax) {
      return lines;
    }
    List<String> fitting = new ArrayList<>(lines.subList(0, linesMax));
    String rest = String.join(" ", lines.subList(linesMax - 1, lines.size()));
    fitting.set(linesMax - 1, cut(rest, type, roomPx));
    return fitting;
  }
}

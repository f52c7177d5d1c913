package kit.chart;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a chart can be saved as.
public enum Format {
  /// For pages: text is text, and colours follow the reader's light or dark theme.
  SVG("its colours follow the reader's light or dark theme"),
  /// For print and for whatever shows pictures only; on white ground.
  PNG("for print, on white ground"),
  /// For print at any size; on white ground.
  PDF("for print at any size"),
  /// The numbers drawn.
  CSV("the numbers drawn, in full precision"),
  /// The chart in words, and where it comes from.
  TXT("in words, with its source");

  /// Every format.
  public static final Set<Format> ALL = EnumSet.allOf(Format.class);

  /// What a repository should hold: the other formats are large, and can be drawn again from the
  /// result.
  public static final Set<Format> SMALL = EnumSet.of(SVG, CSV, TXT);

  private final String about;

  Format(String about) {
    this.about = about;
  }

  /// How a file's name ends: `.svg`.
  public String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /// What is special about it, in a few words.
  public String about() {
    return about;
  }
}

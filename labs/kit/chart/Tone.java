package kit.chart;

import java.awt.Color;
import java.util.Locale;

/// The colours of all charts, by what they mean: one for paper and light pages, one for dark pages.
///
/// Orange (documented) and blue (measured) stay apart for the common colour blindnesses, and the
/// [Sign]s would do without any colour. A test computes the contrast of each on its ground.
enum Tone {
  GROUND(0xFFFFFF, 0x0D1117),
  INK(0x1F2328, 0xE6EDF3),
  SOFT(0x59636E, 0x9DA7B3),
  GRID(0xE4E7EB, 0x2A313A),
  DOCUMENTED(0xB35C00, 0xF0A24A),
  MEASURED(0x0060A8, 0x6CB6FF),
  /// The bar of an interval below the dot: told from the ground and its grid, and no text.
  INTERVAL(0x4087C0, 0x4080BC),
  PEER(0x6E7781, 0x8B949E);

  private final Color light;
  private final Color dark;

  Tone(int light, int dark) {
    this.light = new Color(light);
    this.dark = new Color(dark);
  }

  Color light() {
    return light;
  }

  Color dark() {
    return dark;
  }

  /// Name in style sheets.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// `#0060A8`
  static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF);
  }
}

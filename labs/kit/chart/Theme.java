package kit.chart;

import java.awt.Color;

/// The ground that a chart lies on.
public enum Theme {
  /// As the reader's page where the paper can follow it, which is SVG; else light.
  READER,
  /// Always light.
  LIGHT,
  /// Always dark.
  DARK;

  Color colour(Tone tone) {
    return this == DARK ? tone.dark() : tone.light();
  }

  /// The colour, let through in part.
  ///
  /// @param opacity from 0 to 1
  Color colour(Tone tone, double opacity) {
    return new Color(
        colour(tone).getRGB() & 0xFFFFFF | (int) Math.round(255 * opacity) << 24, true);
  }
}

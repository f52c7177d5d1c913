package kit.figure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One number that a document states, and what is known about it.
///
/// @param id stable words, the document's name first: `cronosstream.burst.throughput`
/// @param place where it stands
/// @param metric what the number counts or measures, in a few words
/// @param kind what the document says it is
/// @param stated the number with its comparator and unit
/// @param better which way it improves
/// @param conditions load, payload, window and the like that the document gives with it, or empty
/// @param system the system of this project that it speaks of
/// @param labs labs that measure it; none yet, or none ever, as `reason` says
/// @param standing how far it can be put to the test here
/// @param reason why it stands so; the system that will measure it where no lab is named
/// @param provenance how the document came to it, as far as research could tell
/// @param note what else a reader should know; `repeat of ID` where an earlier figure says the same
public record Figure(
    String id,
    Place place,
    String metric,
    Kind kind,
    Stated stated,
    Better better,
    String conditions,
    String system,
    List<String> labs,
    Standing standing,
    String reason,
    String provenance,
    String note) {
  /// Words of small letters, digits and hyphens, joined by points.
  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

  private static final Pattern REPEAT = Pattern.compile("repeat of (" + ID + ")(?:[;,: ].*)?");

  public Figure {
    labs = List.copyOf(labs);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no id; it is small words joined by points, such as a-b.c.d");
    }
    if (!id.startsWith(place.document() + ".")) {
      throw new IllegalArgumentException(
          "id " + id + " does not begin with its document, " + place.document());
    }
    if (metric.isBlank() || system.isBlank()) {
      throw new IllegalArgumentException("figure " + id + " lacks its metric or its system");
    }
    boolean setting = kind == Kind.PARAMETER || kind == Kind.ENVIRONMENT;
    if (setting && better != Better.NONE) {
      throw new IllegalArgumentException(
          "figure %s is a %s, which has no better side, yet says %s"
              .formatted(id, kind.word(), better.word()));
    }
  }

  /// The document's short name.
  public String document() {
    return place.document();
  }

  /// The line of the document, from 1.
  public int line() {
    return place.line();
  }

  /// The number, or the lower end of a range; the bound of a one-sided statement.
  public double low() {
    return stated.low().doubleValue();
  }

  /// The number again, or the upper end of a range.
  public double high() {
    return stated.high().doubleValue();
  }

  /// The one number that a ratio refers to: of a range the end that is harder to reach.
  public double reference() {
    return better == Better.LESS ? low() : high();
  }

  /// The unit of the number.
  public String unit() {
    return stated.unit();
  }

  /// The earlier figure that says the same, if this is a repeat.
  public Optional<String> repeats() {
    Matcher repeat = REPEAT.matcher(note);
    return repeat.matches() ? Optional.of(repeat.group(1)) : Optional.empty();
  }

  /// Whether a lab measures it or a reason is given for its standing.
  public boolean accounted() {
    return !labs.isEmpty() || !reason.isBlank();
  }
}

package kit.figure;

import java.util.Arrays;
import java.util.stream.Collectors;

/// How a document binds its number: `27.81`, `~ 139.77`, `< 50`, `100+`, `35-45`.
public enum Comparator {
  EQUAL("="),
  ABOUT("~"),
  BELOW("<"),
  AT_MOST("<="),
  ABOVE(">"),
  AT_LEAST(">="),
  RANGE("range");

  private final String symbol;

  Comparator(String symbol) {
    this.symbol = symbol;
  }

  /// The sign in the data files and in results.
  public String symbol() {
    return symbol;
  }

  /// The comparator of this sign.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Comparator of(String symbol) {
    for (Comparator comparator : values()) {
      if (comparator.symbol.equals(symbol)) {
        return comparator;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is no comparator; it is one of %s"
            .formatted(
                symbol,
                Arrays.stream(values()).map(Comparator::symbol).collect(Collectors.joining(" "))));
  }
}

package kit.figure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Enum constants as the words that files and tables use, and back.
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is none of %s"
            .formatted(
                word,
                Arrays.stream(type.getEnumConstants())
                    .map(Words::of)
                    .collect(Collectors.joining(", "))));
  }
}

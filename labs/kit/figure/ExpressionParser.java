package kit.figure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recursive descent over `sum = product ([+-] product)*`, `product = factor ([*/] factor)*`,
/// `factor = number | id[:low|:high] | -factor | (sum)`.
final class ExpressionParser {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern NAME =
      Pattern.compile("(" + Figure.ID.pattern() + ")(?::(low|high)\\b)?");

  /// Far beyond any arithmetic that a reader could follow, and far below what a stack holds.
  private static final int MAX_DEPTH = 50;

  private final String text;
  private int at;
  private int depth;

  ExpressionParser(String text) {
    this.text = text;
  }

  Expression parse() {
    Expression all = sum();
    if (at < text.length()) {
      throw unexpected("the end or one of + - * /");
    }
    return all;
  }

  private Expression sum() {
    Expression left = product();
    while (next('+') || next('-')) {
      left = new Expression.Operation(text.charAt(at++), left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = factor();
    while (next('*') || next('/')) {
      left = new Expression.Operation(text.charAt(at++), left, factor());
    }
    return left;
  }

  private Expression factor() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "the arithmetic is nested deeper than " + MAX_DEPTH + "; part it into relations");
    }
    Expression factor = next('(') ? parenthesis() : next('-') ? negation() : atom();
    depth--;
    return factor;
  }

  private Expression parenthesis() {
    at++;
    Expression inside = sum();
    if (!next(')')) {
      throw unexpected(")");
    }
    at++;
    return inside;
  }

  private Expression negation() {
    at++;
    return switch (factor()) {
      case Expression.Constant constant -> new Expression.Constant(-constant.number());
      case Expression other -> new Expression.Operation('-', new Expression.Constant(0), other);
    };
  }

  private Expression atom() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      at = number.end();
      return new Expression.Constant(Double.parseDouble(number.group()));
    }
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      at = name.end();
      return new Expression.Name(name.group(1), end(name.group(name.groupCount())));
    }
    throw unexpected("a number, a figure's id or (");
  }

  private static Expression.End end(String word) {
    return switch (word) {
      case null -> Expression.End.WHOLE;
      case "low" -> Expression.End.LOW;
      default -> Expression.End.HIGH;
    };
  }

  /// Skips spaces and looks whether this character comes next.
  private boolean next(char wanted) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && text.charAt(at) == wanted;
  }

  private IllegalArgumentException unexpected(String wanted) {
    String found = at < text.length() ? "\"" + text.substring(at) + "\"" : "the end";
    return new IllegalArgumentException(
        "%s stands at character %s of \"%s\", where %s would be right"
            .formatted(found, at + 1, text, wanted));
  }
}

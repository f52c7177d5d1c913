package kit.figure;

import java.util.function.Function;
import java.util.stream.Stream;

/// Arithmetic over documented figures: numbers, figure ids, `+ - * /` and parentheses.
///
/// An id stands for everything that its figure allows; `id:low` and `id:high` stand for its number,
/// or for one end of a range. Ids contain hyphens, so a minus after an id stands between spaces.
///
/// ```
/// page.load.users * page.load.minutes * 60
/// 100 - page.load.success:low
/// ```
public sealed interface Expression {
  /// A number.
  record Constant(double number) implements Expression {}

  /// A figure, whole or one of its ends.
  record Name(String id, End end) implements Expression {}

  /// Two expressions and what is done with them: `+`, `-`, `*` or `/`.
  record Operation(char sign, Expression left, Expression right) implements Expression {
    /// @throws IllegalArgumentException if the sign is no operation
    public Operation {
      if ("+-*/".indexOf(sign) < 0) {
        throw new IllegalArgumentException("\"" + sign + "\" is no operation; + - * / are");
      }
    }

    private boolean sum() {
      return sign == '+' || sign == '-';
    }
  }

  /// Which part of a figure is meant.
  enum End {
    WHOLE,
    LOW,
    HIGH
  }

  /// Reads an expression.
  ///
  /// @throws IllegalArgumentException if it is none; the message says at which character
  static Expression parse(String text) {
    return new ExpressionParser(text).parse();
  }

  /// What it can be, given what each figure can be.
  default Interval value(Function<String, Stated> figures) {
    return switch (this) {
      case Constant constant -> Interval.of(constant.number());
      case Name name -> {
        Stated stated = figures.apply(name.id());
        yield switch (name.end()) {
          case WHOLE -> stated.interval();
          case LOW -> stated.end(stated.low());
          case HIGH -> stated.end(stated.high());
        };
      }
      case Operation operation -> {
        Interval left = operation.left().value(figures);
        Interval right = operation.right().value(figures);
        yield switch (operation.sign()) {
          case '+' -> left.plus(right);
          case '-' -> left.minus(right);
          case '*' -> left.times(right);
          default -> left.over(right);
        };
      }
    };
  }

  /// The ids in it, as they occur.
  default Stream<String> ids() {
    return switch (this) {
      case Constant constant -> Stream.empty();
      case Name name -> Stream.of(name.id());
      case Operation operation -> Stream.concat(operation.left().ids(), operation.right().ids());
    };
  }

  /// The arithmetic with each figure's number in place of its id: `1 000 * 60 * 60`.
  default String shown(Function<String, Stated> figures) {
    return switch (this) {
      case Constant constant -> Digits.computed(constant.number());
      case Name name -> {
        Stated stated = figures.apply(name.id());
        yield switch (name.end()) {
          case WHOLE -> stated.number();
          case LOW -> Digits.grouped(stated.low());
          case HIGH -> Digits.grouped(stated.high());
        };
      }
      case Operation operation ->
          operand(operation, operation.left(), false, figures)
              + " "
              + operation.sign()
              + " "
              + operand(operation, operation.right(), true, figures);
    };
  }

  /// An operand, in parentheses where the reading would change or a range would look like a minus.
  private static String operand(
      Operation around, Expression operand, boolean right, Function<String, Stated> figures) {
    String shown = operand.shown(figures);
    boolean parted =
        switch (operand) {
          case Constant constant -> constant.number() < 0;
          case Name name -> name.end() == End.WHOLE && shown.matches(".*[<>=~–+].*");
          case Operation inner ->
              inner.sum() && (!around.sum() || right && around.sign() == '-')
                  || !inner.sum() && right && around.sign() != '+' && around.sign() != '-';
        };
    return parted ? "(" + shown + ")" : shown;
  }
}

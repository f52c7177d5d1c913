package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final Map<String, Stated> FIGURES =
      Map.of(
          "a-page.rate", stated(Comparator.EQUAL, "8500", "8500"),
          "a-page.range", stated(Comparator.RANGE, "35", "45"),
          "a-page.floor", stated(Comparator.AT_LEAST, "1250", "1250"),
          "a-page.bound", stated(Comparator.BELOW, "50", "50"));

  private static Stated stated(Comparator comparator, String low, String high) {
    return new Stated(comparator, new BigDecimal(low), new BigDecimal(high), "x");
  }

  private static Interval value(String text) {
    return Expression.parse(text).value(FIGURES::get);
  }

  private static String shown(String text) {
    return Expression.parse(text).shown(FIGURES::get);
  }

  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3, 7",
    "(1 + 2) * 3, 9",
    "10 - 4 - 3, 3",
    "10 - (4 - 3), 9",
    "100 / 10 / 5, 2",
    "100 / (10 / 5), 50",
    "-3 + 5, 2",
    "2 * -3, -6",
    "-(1 + 2), -3",
    "1.5*2, 3",
    "((7)), 7"
  })
  void arithmeticFollowsTheUsualPrecedence(String text, double value) {
    assertEquals(Interval.of(value), value(text));
  }

  @Test
  void anIdWithHyphensIsOneFigure() {
    assertEquals(new Interval(8399.5, 8400.5), value("a-page.rate - 100"));
    assertEquals(new Interval(8499.5, 8500.5), value("a-page.rate"));
    assertEquals(
        List.of("a-page.rate", "a-page.range"),
        Expression.parse("a-page.rate / (a-page.range:low + 1)").ids().toList());
  }

  @Test
  void aFigureStandsForAllThatItAllows() {
    assertEquals(new Interval(34.5, 45.5), value("a-page.range"));
    assertEquals(new Interval(1250, Double.POSITIVE_INFINITY), value("a-page.floor"));
    assertEquals(new Interval(Double.NEGATIVE_INFINITY, 50), value("a-page.bound"));
  }

  @Test
  void anEndOfAFigureIsItsNumberAndItsRounding() {
    assertEquals(new Interval(34.5, 35.5), value("a-page.range:low"));
    assertEquals(new Interval(44.5, 45.5), value("a-page.range:high"));
    assertEquals(Interval.of(1250), value("a-page.floor:low"));
    assertEquals(Interval.of(50), value("a-page.bound:high"));
  }

  @Test
  void theArithmeticIsShownWithNumbersInPlaceOfIds() {
    assertEquals("1 000 * 100 / 8 500", shown("1000 * 100 / a-page.rate"));
    assertEquals("(35 – 45) * 2", shown("a-page.range * 2"));
    assertEquals("35 - (1 250+)", shown("a-page.range:low - a-page.floor"));
    assertEquals("3 * (1 + 2)", shown("3 * (1 + 2)"));
    assertEquals("1 - (2 - 3)", shown("1 - (2 - 3)"));
    assertEquals("1 - 2 - 3", shown("(1 - 2) - 3"));
    assertEquals("1 / (2 / 3)", shown("1 / (2 / 3)"));
    assertEquals("2 * (-3)", shown("2 * -3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 +      | the end stands at character 4 of \"1 +\", where a number, a figure's id or ("
            + " would be right",
        "(1       | the end stands at character 3 of \"(1\", where ) would be right",
        "1 2      | \"2\" stands at character 3 of \"1 2\", where the end or one of + - * / would"
            + " be right",
        "1 + x    | \"x\" stands at character 5 of \"1 + x\", where a number, a figure's id or ("
            + " would be right",
        "a.b:mid  | \":mid\" stands at character 4 of \"a.b:mid\", where the end or one of + - * /"
            + " would be right",
        "``       | the end stands at character 1 of \"\", where a number, a figure's id or ( would"
            + " be right"
      })
  void whatIsNoExpressionIsToldWithItsPlace(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Expression.parse(text)).getMessage());
  }

  @Test
  void endlessNestingIsRefusedBeforeTheStackEnds() {
    String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Expression.parse(deep))
            .getMessage()
            .startsWith("the arithmetic is nested deeper than 50"));
  }

  /// Expressions as trees, so that a test can compute them without the parser.
  @Provide
  Arbitrary<Expression> trees() {
    Arbitrary<Expression> leaf =
        Arbitraries.integers().between(1, 99).map(number -> new Expression.Constant(number));
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            net.jqwik.api.Combinators.combine(
                    Arbitraries.of('+', '-', '*', '/'), inner, leaf, inner)
                .as(
                    (sign, left, single, right) ->
                        new Expression.Operation(
                            sign,
                            new Expression.Operation('+', left, single),
                            new Expression.Operation(sign == '+' ? '*' : '-', single, right))),
        0,
        3);
  }

  /// What is shown can be read again and means the same: parentheses are neither lost nor wrong.
  @Property
  void whatIsShownReadsBackToTheSameValue(@ForAll("trees") Expression tree) {
    Function<String, Stated> none = id -> null;
    Expression again = Expression.parse(tree.shown(none));
    Interval before = tree.value(none);
    Interval after = again.value(none);
    assertEquals(before.low(), after.low(), 1e-9 * Math.max(1, Math.abs(before.low())));
    assertEquals(before.high(), after.high(), 1e-9 * Math.max(1, Math.abs(before.high())));
  }
}

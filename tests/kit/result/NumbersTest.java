package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "27.81, 27.8",
    "3.1, 3.10",
    "902, 902",
    "999.6, 1 000",
    "1432, 1 432",
    "98123, 98 120",
    "1234567, 1 235 000",
    "0.0312, 0.0312",
    "0.00005, 5.00e-5",
    "2e12, 2.00e12",
    "-1432.4, -1 432",
    "Infinity, infinite",
    "-Infinity, -infinite",
    "NaN, unknown",
  })
  void plainNumberHasThreeDigitsFourFromAThousand(double value, String text) {
    assertEquals(text, Numbers.plain(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "902, 902",
    "9810, 9.81 k",
    "36900, 36.9 k",
    "999600, 1.00 M",
    "1200000, 1.20 M",
    "5.5e9, 5.50 G",
    "7e20, 7.00e20",
  })
  void scaledNumberHasALetter(double value, String text) {
    assertEquals(text, Numbers.scaled(value));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "99.63, 99.63",
    "99.9987, 99.9987",
    "99.99999999, 99.99999999",
    "98.7, 98.7",
    "0, 0",
  })
  void shareBelowOneHundredPercentIsNeverPrintedAsOneHundred(double percent, String text) {
    assertEquals(text, Numbers.inUnit(percent, "%"));
  }

  @Property
  void nothingLostNeverReadsAsComplete(
      @ForAll @DoubleRange(min = 0, max = 99.9999999) @Scale(7) double p) {
    assertTrue(!Numbers.inUnit(p, "%").equals("100"), () -> "" + p);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "812, 812 ns",
    "999.7, 1.00 us",
    "610000, 610 us",
    "8200000, 8.20 ms",
    "1250000000, 1.25 s",
    "90e9, 90 s",
  })
  void latencyTakesItsUnit(double latencyNs, String text) {
    assertEquals(text, Numbers.latency(latencyNs));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s, 0s, 00:00",
    "59.6, 1 min, 1m00s, 00:59",
    "156, 2 min 36 s, 2m36s, 02:36",
    "7500, 2 h 5 min, 2h05m, 125:00",
    "-3, 0 s, 0s, 00:00",
  })
  void spanIsWhatPeopleSay(double seconds, String span, String tight, String clock) {
    assertEquals(span, Numbers.span(seconds));
    assertEquals(tight, Numbers.shortSpan(seconds));
    assertEquals(clock, Numbers.clock(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "0.001, 0.1 %", "0.0001, 0 %", "0.0999, 10.0 %", "0.27, 27 %", "1, 100 %"})
  void percentHasOneDecimalBelowTen(double share, String text) {
    assertEquals(text, Numbers.percent(share));
  }

  @ParameterizedTest
  @CsvSource({"1, 1.00", "2.3, 2.30", "51, 51.0", "51.49, 51.5", "353, 353", "0.0004, 0.000400"})
  void ratioHasThreeDigitsAlsoWhenItIsWhole(double value, String text) {
    assertEquals(text, Numbers.ratio(value));
  }

  @Test
  void unitThatBeginsWithASlashTouchesItsNumber() {
    assertEquals("1 610/s", Numbers.withUnit("1 610", "/s"));
    assertEquals("9.81 k payments/s", Numbers.withUnit("9.81 k", "payments/s"));
    assertEquals("51.5", Numbers.withUnit("51.5", ""));
  }

  @Property
  void everyDoubleCanBePrinted(@ForAll double value) {
    assertTrue(Numbers.plain(value).length() <= 12, () -> Numbers.plain(value));
    assertTrue(Numbers.scaled(value).length() <= 12, () -> Numbers.scaled(value));
    assertTrue(!Numbers.latency(value).isEmpty() && !Numbers.percent(value).isEmpty());
  }
}

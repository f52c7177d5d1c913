package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Report;
import net.jqwik.api.Reporting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Test classes with known outcomes for [ProtocolTest]; by their name no run finds them.
final class ProtocolFixtures {
  private ProtocolFixtures() {}

  /// What happens while the test of [Lasting] is under way.
  static Runnable meanwhile = () -> {};

  static class Lasting {
    @Test
    void underWay() {
      meanwhile.run();
    }
  }

  static class Mixed {
    @Test
    void good() {}

    @Test
    void bad() {
      assertEquals(1, 2, "one is not two");
    }

    @Test
    @Disabled("the door is locked")
    void off() {}

    @Test
    void needsMore() {
      assumeTrue(false, "no moon tonight");
    }

    @Nested
    class Inside {
      @Test
      void deep() {
        throw new IllegalStateException("outer", new ArithmeticException("inner"));
      }
    }
  }

  static class Good {
    @Test
    void fine() {}

    @Property(tries = 3)
    @Report(Reporting.GENERATED)
    void quiet(@ForAll int any) {}
  }

  static class Falsified {
    @Property
    boolean small(@ForAll int any) {
      return any < 1000;
    }
  }

  static class Unprepared {
    @BeforeAll
    static void prepare() {
      throw new IllegalStateException("no bench to sit on");
    }

    @Test
    void never() {}
  }
}

package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void ratesOfAnyNounAreAlike() {
    assertEquals(1, Units.scale("TPS", "payments/s"));
    assertEquals(1, Units.scale("events/s", "1/s"));
  }

  @Test
  void timesAndBytesAreConverted() {
    assertEquals(1000, Units.scale("s", "ms"));
    assertEquals(0.001, Units.scale("us", "ms"), 1e-12);
    assertEquals(1e6, Units.scale("MB", "B"));
    assertEquals(1048.576, Units.scale("MiB/s", "KB/s"), 1e-9);
    assertEquals(0.125, Units.scale("Gbit/s", "GB/s"), 1e-12);
  }

  @Test
  void differentKindsAreRefusedByName() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Units.scale("ms", "TPS"));
    assertTrue(e.getMessage().contains("\"ms\"") && e.getMessage().contains("\"TPS\""));
    assertThrows(IllegalArgumentException.class, () -> Units.scale("MB/s", "payments/s"));
    assertThrows(IllegalArgumentException.class, () -> Units.scale("GiB/s", "payments/s"));
    assertThrows(IllegalArgumentException.class, () -> Units.scale("requests/s", "Mbit/s"));
  }
}

package sandbox;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Limits BASIC = Limits.BASIC;

  private static String refusal(Supplier<Limits> limits) {
    return assertThrows(IllegalArgumentException.class, limits::get).getMessage();
  }

  @Test
  void tiersAreTheDocuments() {
    List<Limits> tiers = List.of(Limits.BASIC, Limits.STANDARD, Limits.PREMIUM, Limits.ENTERPRISE);
    assertEquals(
        List.of(128L, 256L, 384L, 512L), tiers.stream().map(l -> l.memoryBytes() >> 20).toList());
    assertEquals(
        List.of(5_000L, 15_000L, 30_000L, 60_000L), tiers.stream().map(Limits::wallMs).toList());
    assertEquals(
        List.of(1L, 5L, 20L, 100L), tiers.stream().map(l -> l.fuel() / 1_000_000).toList());
  }

  @Test
  void nonsenseIsRefused() {
    assertEquals(
        "an agent has memory of 1 to 16384 whole pages of 65536 bytes, not 100000 bytes",
        refusal(() -> BASIC.withMemoryBytes(100_000)));
    refusal(() -> BASIC.withMemoryBytes(0));
    refusal(() -> BASIC.withMemoryBytes(2L << 30));
    refusal(() -> BASIC.withWallMs(0));
    refusal(() -> BASIC.withFuel(0));
    assertEquals(
        "an agent has a stack of 16 KiB to 1 MiB, not 2097152 bytes",
        refusal(() -> BASIC.withStackBytes(2 << 20)));
    refusal(() -> BASIC.withStackBytes(1_000));
  }

  @Test
  void aRunGetsNoMoreThanItsEngineAllows() {
    assertDoesNotThrow(
        () -> BASIC.withFuel(1).withWallMs(1).withMemoryBytes(1 << 16).within(BASIC));
    for (Limits more :
        List.of(
            Limits.STANDARD,
            BASIC.withFuel(BASIC.fuel() + 1),
            BASIC.withWallMs(BASIC.wallMs() + 1),
            BASIC.withStackBytes(BASIC.stackBytes() / 2))) {
      assertThrows(IllegalArgumentException.class, () -> more.within(BASIC));
    }
  }
}

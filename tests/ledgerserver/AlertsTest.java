package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final long SECOND_NS = 1_000_000_000;

  private final Alerts alerts = new Alerts();

  @Test
  void itFiresWhileEnoughComeWithinTheWindow() {
    for (int i = 0; i < 19; i++) {
      alerts.refused(403, i);
      assertEquals(List.of(), alerts.firing(i));
    }
    alerts.refused(403, 20);
    assertEquals(List.of(Alert.FORBIDDEN), alerts.firing(20));
    assertEquals(List.of(Alert.FORBIDDEN), alerts.firing(20 + Alert.WINDOW_NS));
    assertEquals(List.of(), alerts.firing(21 + Alert.WINDOW_NS));
  }

  @Test
  void whatComesSlowlyIsNone() {
    long nowNs = 0;
    for (int i = 0; i < 100; i++) {
      nowNs += SECOND_NS;
      alerts.refused(401, nowNs);
    }
    assertEquals(List.of(), alerts.firing(nowNs));
    for (int i = 0; i < 19; i++) {
      alerts.refused(401, nowNs);
    }
    assertEquals(List.of(Alert.FORGED), alerts.firing(nowNs));
  }

  @Test
  void eachHasItsOwnStatus() {
    alerts.refused(503, 1);
    alerts.refused(400, 1);
    alerts.refused(422, 1);
    assertEquals(List.of(Alert.STOPPED), alerts.firing(1));
  }
}

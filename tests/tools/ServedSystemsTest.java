package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import runtime.Served;

class ServedSystemsTest {
  @Test
  void systemsAreFoundByTheNamesOfTheirClasses() {
    SortedMap<String, Served> systems = ServedSystems.with(ServedSystemsTest.class);
    assertTrue(
        systems.keySet().containsAll(Set.of("batcher", "merchant", "sequencer", "transport")));
    assertEquals("sequencer", systems.get("sequencer").launch("none").name());
  }
}

package labs.batcher.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.rule.Mode;
import java.time.Duration;
import java.util.stream.Stream;
import labs.batcher.scene.Scene;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContractsTest {
  @TestFactory
  Stream<DynamicTest> everyPromiseIsKept() {
    return Stream.of("batching", "scenarios", "optimized")
        .flatMap(suite -> Contracts.suite(suite).stream())
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> assertTrue(c.holds().run())));
  }

  @Test
  void suitesAreAsLongAsTheDocumentSays() {
    assertEquals(12, Contracts.suite("batching").size());
    assertEquals(8, Contracts.suite("scenarios").size());
    assertEquals(10, Contracts.suite("optimized").size());
  }

  @Test
  void aBatcherOfAnotherSizeBreaksThePromiseOfFifty() throws Exception {
    Mode fortyNine = new Mode.Document(49, Duration.ofMillis(250));
    Contract fifty =
        Contract.of("fifty", fortyNine, Scene.full(1, 1), seen -> seen.sink().largest() == 50);
    assertFalse(fifty.holds().run());
  }
}

package labs.batcher.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.rule.Mode;
import java.time.Duration;
import labs.batcher.scene.Scene;
import org.junit.jupiter.api.Test;

class ContractsTest {
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
    String fault = fifty.attempt().call();
    assertTrue(fault.startsWith("50 of 50 events in 2 batches of at most 49"), fault);
  }
}

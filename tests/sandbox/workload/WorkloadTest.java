package sandbox.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.Agent;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.Status;
import sandbox.wasmtime.OpenEngine;
import sandbox.wasmtime.WasmtimeEngine;
import sandbox.wasmtime.Wat;

class WorkloadTest {
  @Test
  void resultsAreTheDocuments() {
    assertEquals(1_000_000, Workload.ARITHMETIC.expected(0));
    assertEquals(122_500, Workload.LOOPS.expected(0));
    assertEquals(610, Workload.FIBONACCI.expected(0));
    assertEquals(49, Workload.OBJECTS.expected(0) / 1_000_000_000);
    assertEquals(290, Workload.STRINGS.expected(0) / 1_000_000);
    assertEquals(615, Workload.FIBONACCI.expected(5));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void agentsComputeWhatJavaDoes(Workload workload) throws Exception {
    try (WasmtimeEngine engine = OpenEngine.with(Limits.BASIC)) {
      for (String wat : new String[] {workload.wat(), Workload.unseen(workload.wat(), 7)}) {
        try (Agent agent = engine.compile(Wat.binary(wat))) {
          for (long number : new long[] {0, 1, -1, Long.MAX_VALUE, 0x0123_4567_89ab_cdefL}) {
            Outcome outcome = agent.run(Workload.input(number));
            assertTrue(
                Workload.handsOut(workload.expected(number), outcome), workload + ": " + outcome);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, -1})
  void anotherResultIsWrong(long result) {
    Outcome seven = new Outcome(Status.OK, Workload.input(7), "", 0, 0);
    assertTrue(Workload.handsOut(7, seven));
    assertFalse(Workload.handsOut(result, seven));
    assertFalse(Workload.handsOut(7, new Outcome(Status.THREW, Workload.input(7), "", 0, 0)));
    assertFalse(Workload.handsOut(7, new Outcome(Status.OK, new byte[] {7}, "", 0, 0)));
    assertFalse(Workload.handsOut(0, Outcome.of(Status.OK, "")));
  }
}

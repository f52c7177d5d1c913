package sandboxchicory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.EngineContract;
import sandbox.Limits;
import sandbox.RejectedCode;
import sandbox.Status;
import sandbox.wasmtime.Wat;
import sandbox.workload.Workload;

class ChicoryEngineTest extends EngineContract {
  ChicoryEngine.Way way() {
    return ChicoryEngine.Way.COMPILED;
  }

  @Override
  protected Engine open(Limits limits) {
    return new ChicoryEngine(limits, way());
  }

  @Override
  protected boolean isWasm() {
    return true;
  }

  @Override
  protected Map<String, Status> otherwise() {
    return Map.of();
  }

  @Override
  protected Limits scarce() {
    return MOST.withWallMs(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(type (array (mut i64)))",
        "(type (struct (field i64)))",
        "(tag)",
        "(table 10001 funcref)",
        "(table 1 funcref) (table 1 funcref)",
      })
  void whatTakesTheHostsHeapIsRejected(String more) {
    String module =
        "(module %s (memory (export \"memory\") 1) (func (export \"run\") (param i32) (result i64) (i64.const 0)))"
            .formatted(more);
    assertEquals(Status.REJECTED, run(module, new byte[0], MOST).status());
    assertEquals(Status.OK, run(module.replace(more, ""), new byte[0], MOST).status());
  }

  @Test
  void whatIsTooLargeToCompileIsNotInterpretedUnwatched() {
    String module =
        """
        (module (memory (export "memory") 1)
          (func (export "run") (param i32) (result i64)
            (loop $on %s (br_if $on (i32.const 1)))
            (unreachable)))
        """
            .formatted("(drop (i64.div_s (i64.const 7) (i64.const 3)))".repeat(40_000));
    Status ended = run(module, new byte[0], scarce()).status();
    boolean interpreted = way() == ChicoryEngine.Way.INTERPRETED;
    assertEquals(interpreted ? Status.TIMEOUT : Status.REJECTED, ended);
  }

  @Test
  void aRunMayHaveLessMemoryThanItsModuleWants() {
    String module =
        "(module (memory (export \"memory\") 3) (func (export \"run\") (param i32) (result i64)"
            + " (i64.const 0)))";
    Limits two = MOST.withMemoryBytes(2 * Limits.PAGE_BYTES);
    assertEquals(Status.OUT_OF_MEMORY, run(module, new byte[0], two).status());
    Limits three = MOST.withMemoryBytes(3 * Limits.PAGE_BYTES);
    assertEquals(Status.OK, run(module, new byte[100_000], three).status());
    assertEquals(Status.OUT_OF_MEMORY, run(module, new byte[200_000], three).status());
  }

  @Test
  void aModuleWithAnyByteChangedHarmsNobody() throws Exception {
    byte[] code = Wat.binary(Workload.OBJECTS.wat());
    Random random = new Random(2);
    for (int i = 0; i < code.length; i++) {
      byte[] changed = code.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      runOnce(changed);
      runOnce(Arrays.copyOf(code, i));
    }
    assertEquals(0, engine.openInstances());
  }

  private void runOnce(byte[] code) {
    try (Agent agent = engine.compile(code)) {
      engine.onGuestThread(
          () -> {
            try (var instance = agent.open(MOST.withWallMs(20))) {
              return instance.run(Workload.input(1));
            }
          });
    } catch (RejectedCode e) {
      assertEquals(false, e.getMessage().isEmpty());
    }
  }
}

package sandbox.wasmtime;

import java.util.Optional;
import sandbox.Agent;
import sandbox.Limits;

/// A JVM whose guests call as deeply as they can, on every setting of the stack; [StackTest] looks
/// whether it lives.
final class DeepGuest {
  private static final int TIMES = 20;

  private DeepGuest() {}

  /// @param frame how many numbers each call keeps
  private static String recursion(int frame) {
    StringBuilder wat = new StringBuilder("(module (memory (export \"memory\") 1)\n");
    wat.append("(func $deep (param i64) (result i64) (local $sum i64)\n");
    for (int i = 0; i < frame; i++) {
      wat.append("(local $l%s i64)".formatted(i));
    }
    for (int i = 0; i < frame; i++) {
      wat.append("(local.set $l%s (i64.load (i32.const %s)))\n".formatted(i, 8 * i));
    }
    wat.append("(local.set $sum (call $deep (i64.add (local.get 0) (i64.const 1))))\n");
    for (int i = 0; i < frame; i++) {
      wat.append("(local.set $sum (i64.add (local.get $sum) (local.get $l%s)))\n".formatted(i));
    }
    wat.append("(i64.add (local.get $sum) (local.get 0)))\n");
    return wat + "(func (export \"run\") (param i32) (result i64) (call $deep (i64.const 0))))";
  }

  private static int depth(int calls) {
    return depth(calls + 1) + 1;
  }

  public static void main(String[] arguments) throws Exception {
    for (int stackBytes : new int[] {16 << 10, 64 << 10, 512 << 10, 1 << 20}) {
      Limits limits = Limits.BASIC.withStackBytes(stackBytes).withFuel(Long.MAX_VALUE);
      try (WasmtimeEngine engine = WasmtimeEngine.open(limits, new Pool(2, 0), Optional.empty())) {
        for (int frame : new int[] {0, 10, 1_000}) {
          Agent agent = engine.compile(Wat.binary(recursion(frame)));
          for (int i = 0; i < TIMES; i++) {
            System.out.println(agent.run(new byte[0]).status());
          }
        }
      }
    }
    try {
      depth(0);
    } catch (StackOverflowError e) {
      System.out.println("alive");
    }
  }
}

package sandbox.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import runtime.Project;
import sandbox.Outcome;
import sandbox.Status;

/// The work of the original's benchmark (`server/__tests__/sandboxBenchmark.test.ts`). An agent of
/// each takes a number, which nobody knew when it was compiled, and adds it to its result, so that
/// every result shows that the work was done for it.
public enum Workload {
  /// The sum of 2i + 1 for i below 1,000.
  ARITHMETIC(() -> IntStream.range(0, 1_000).mapToLong(i -> 2L * i + 1).sum()),
  /// The sum of i + j for i and j below 50.
  LOOPS(
      () ->
          IntStream.range(0, 50)
              .mapToLong(i -> IntStream.range(0, 50).mapToLong(j -> i + j).sum())
              .sum()),
  /// The 15th Fibonacci number, by recursion.
  FIBONACCI(() -> fibonacci(15)),
  /// A hundred objects, those over a value copied with the value doubled.
  OBJECTS(Workload::objects),
  /// A text to which something is appended 100 times.
  STRINGS(Workload::strings);

  private static final String FOLDER = "datasets/workloads/sandbox";

  private final LongSupplier work;

  Workload(LongSupplier work) {
    this.work = work;
  }

  private record Item(int id, String name, int value) {}

  private static long fibonacci(int n) {
    return n <= 1 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  private static long objects() {
    List<Item> doubled =
        IntStream.range(0, 100)
            .mapToObj(i -> new Item(i, "item" + i, 10 * i))
            .filter(item -> item.value() > 500)
            .map(item -> new Item(item.id(), item.name(), 2 * item.value()))
            .toList();
    long values = doubled.stream().mapToLong(Item::value).sum();
    long letters = doubled.stream().mapToLong(item -> item.name().length()).sum();
    return doubled.size() * 1_000_000_000L + values * 1_000 + letters;
  }

  private static long strings() {
    String text = "";
    for (int i = 0; i < 100; i++) {
      text += "x" + i;
    }
    return text.length() * 1_000_000L + text.chars().asLongStream().sum();
  }

  /// Its agent in WebAssembly, as text.
  ///
  /// @throws IOException if the project's file cannot be read
  public String wat() throws IOException {
    return text("wat");
  }

  /// Its agent in JavaScript, which takes and hands out its number as a text.
  ///
  /// @throws IOException if the project's file cannot be read
  public String script() throws IOException {
    return text("js");
  }

  private String text(String kind) throws IOException {
    String file = name().toLowerCase(Locale.ROOT) + "." + kind;
    return Files.readString(Project.home().resolve(FOLDER).resolve(file));
  }

  /// An agent like another that no engine has seen, for it holds one more number.
  public static String unseen(String wat, long number) {
    return wat.replaceFirst("\\(module", "(module (global i64 (i64.const " + number + "))");
  }

  /// What its agent is given.
  public static byte[] input(long number) {
    return eightBytes().putLong(number).array();
  }

  /// What its agent must hand out for this number.
  public long expected(long number) {
    return work.getAsLong() + number;
  }

  /// Whether an agent has ended well, with this result.
  public static boolean handsOut(long result, Outcome outcome) {
    return outcome.status() == Status.OK
        && outcome.output().length == Long.BYTES
        && eightBytes().put(0, outcome.output()).getLong(0) == result;
  }

  private static ByteBuffer eightBytes() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}

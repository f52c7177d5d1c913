package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is rendered in tests must be what labs write.
class ExampleResultsTest {
  static Stream<Result> results() {
    return Stream.of(
            ExampleResults.standard(),
            ExampleResults.quick(),
            ExampleResults.brokenCheck(),
            ExampleResults.everyVerdict())
        .map(ResultBuilder::build);
  }

  @ParameterizedTest
  @MethodSource("results")
  void examplesFollowTheSchemaAndReadBackEqual(Result result) {
    ResultSchema.check(result);
    assertEquals(result, ResultJson.read(ResultJson.write(result), "example"));
  }
}

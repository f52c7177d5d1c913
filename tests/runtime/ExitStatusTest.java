package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitStatusTest {
  @Test
  void readmeTellsEachStatusOnceAndNoOther() throws IOException {
    String page = Files.readString(Project.home().resolve("README.md"));
    String told = page.substring(page.indexOf("The exit status is "));
    List<Integer> numbers =
        Pattern.compile("\\b\\d+\\b")
            .matcher(told.substring(0, told.indexOf("\n\n")))
            .results()
            .map(MatchResult::group)
            .map(Integer::valueOf)
            .toList();
    assertEquals(Arrays.stream(ExitStatus.values()).map(ExitStatus::code).toList(), numbers);
  }
}

package labs.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
  private static final String HEAD = "id,item,low,high,per,unit,noted,standing,source\n";

  @TempDir private Path folder;

  private Prices read(String line) throws IOException {
    return Prices.read(Files.writeString(folder.resolve("prices.csv"), HEAD + line));
  }

  @Test
  void aRangeIsTakenAtItsMiddleAndForOneOfIt() throws IOException {
    assertEquals(0.02, read("redis,commands,1,3,100,commands,2026-11,vendor,theirs").usd("redis"));
  }

  @Test
  void aRangeThatIsUpsideDownIsRefusedByName() {
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> read("redis,commands,3,1,100,commands,2026-11,vendor,theirs"))
            .getMessage();
    assertTrue(said.contains("the price of redis is no range of dollars"), said);
  }

  @Test
  void aPriceThatIsNotThereIsAskedForInVain() throws IOException {
    Prices prices = read("redis,commands,1,3,100,commands,2026-11,vendor,theirs");
    assertThrows(IllegalArgumentException.class, () -> prices.usd("kafka"));
  }

  @Test
  void theProjectsOwnFileIsRead() throws IOException {
    assertTrue(Prices.load().usd("machine") > 0);
  }
}

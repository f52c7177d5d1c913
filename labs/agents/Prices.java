package labs.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import runtime.Project;

/// List prices with their dates, out of `datasets/prices/agents.csv`, where a reader puts others.
public final class Prices {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /// What one of something costs, in US dollars.
  private final Map<String, Double> usd = new LinkedHashMap<>();

  private Prices() {}

  /// Those of the project's file.
  public static Prices load() throws IOException {
    return read(Project.home().resolve("datasets/prices/agents.csv"));
  }

  /// Those of a file.
  ///
  /// @throws IllegalArgumentException if a price is none, or its range upside down
  static Prices read(Path file) throws IOException {
    Prices prices = new Prices();
    try (var lines = FORMAT.parse(Files.newBufferedReader(file))) {
      for (CSVRecord line : lines) {
        double low = Double.parseDouble(line.get("low"));
        double high = Double.parseDouble(line.get("high"));
        double per = Double.parseDouble(line.get("per"));
        if (!(low >= 0 && low <= high && per > 0 && high < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "the price of %s is no range of dollars: %s to %s for %s"
                  .formatted(line.get("id"), low, high, per));
        }
        prices.usd.put(line.get("id"), (low + high) / 2 / per);
      }
    }
    return prices;
  }

  /// Dollars for one: the middle of its range.
  ///
  /// @throws IllegalArgumentException if the file has no such price
  public double usd(String id) {
    Double price = usd.get(id);
    if (price == null) {
      throw new IllegalArgumentException(
          "there is no price of " + id + ", only of " + usd.keySet());
    }
    return price;
  }
}

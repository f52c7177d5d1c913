package kit.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A witness that remembers.
public final class Memory implements Witness {
  public final Map<String, Double> seen = new HashMap<>();
  final List<String> marks = new ArrayList<>();

  @Override
  public void series(String id, List<Double> values) {}

  @Override
  public void seen(String id, double value, String unit) {
    seen.put(id, value);
  }

  @Override
  public void mark(String reason) {
    marks.add(reason);
  }
}

package kit.report;

import java.util.List;
import kit.result.Result;

/// One part of the end table.
interface Section {
  /// Its lines, none wider than the terminal; empty if this result has nothing to say here.
  List<String> lines(Result result);
}

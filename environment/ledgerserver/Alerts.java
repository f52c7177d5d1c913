package ledgerserver;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which alerts fire. An answer is looked at when it is given, so an alert is there with the answer
/// that makes it one; no timer runs. Any thread may call.
final class Alerts {
  /// Moments of the last answers of one status, as many as make an alert.
  private static final class Recent {
    private final long[] atNs;
    private long count;

    Recent(int answers) {
      atNs = new long[answers];
    }

    synchronized void add(long nowNs) {
      atNs[(int) (count++ % atNs.length)] = nowNs;
    }

    /// Whether the oldest of them came within the window before the newest, and that one lately.
    synchronized boolean fires(long nowNs) {
      if (count < atNs.length) {
        return false;
      }
      long oldestNs = atNs[(int) (count % atNs.length)];
      long newestNs = atNs[(int) ((count - 1) % atNs.length)];
      return newestNs - oldestNs <= Alert.WINDOW_NS && nowNs - newestNs <= Alert.WINDOW_NS;
    }
  }

  private final Map<Alert, Recent> recent = new EnumMap<>(Alert.class);

  Alerts() {
    for (Alert alert : Alert.values()) {
      recent.put(alert, new Recent(alert.answers));
    }
  }

  /// A request was refused with this status.
  void refused(int status, long nowNs) {
    for (Alert alert : Alert.values()) {
      if (alert.status == status) {
        recent.get(alert).add(nowNs);
      }
    }
  }

  boolean fires(Alert alert, long nowNs) {
    return recent.get(alert).fires(nowNs);
  }

  /// Those that fire.
  List<Alert> firing(long nowNs) {
    List<Alert> firing = new ArrayList<>();
    for (Alert alert : Alert.values()) {
      if (fires(alert, nowNs)) {
        firing.add(alert);
      }
    }
    return firing;
  }
}

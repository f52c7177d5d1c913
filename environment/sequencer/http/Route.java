package sequencer.http;

/// What a path leads to.
enum Route {
  HEALTH("health"),
  METRICS("metrics"),
  CHANNEL("channel"),
  BY_OWNER("by-owner"),
  SEED("seed"),
  VALIDATE("validate"),
  SETTLE("settle"),
  BATCH("batch"),
  NONE("none");

  private static final String CHANNEL_OF = "/channel/";
  private static final String CHANNELS_BY = "/channels/by-owner/";

  /// The name in the metrics.
  final String label;

  Route(String label) {
    this.label = label;
  }

  static Route of(String path) {
    return switch (path) {
      case "/health" -> HEALTH;
      case "/metrics" -> METRICS;
      case "/channel/seed" -> SEED;
      case "/validate" -> VALIDATE;
      case "/settle" -> SETTLE;
      case "/settle/batch" -> BATCH;
      default -> {
        if (hasOneMoreSegment(path, CHANNEL_OF)) {
          yield CHANNEL;
        }
        yield hasOneMoreSegment(path, CHANNELS_BY) ? BY_OWNER : NONE;
      }
    };
  }

  private static boolean hasOneMoreSegment(String path, String parent) {
    return path.length() > parent.length()
        && path.startsWith(parent)
        && path.indexOf('/', parent.length()) < 0;
  }

  /// Whether it takes GET and HEAD; the others take POST.
  boolean isRead() {
    return switch (this) {
      case HEALTH, METRICS, CHANNEL, BY_OWNER -> true;
      case SEED, VALIDATE, SETTLE, BATCH, NONE -> false;
    };
  }

  /// What follows the route's own part of the path: an id, an owner.
  String argument(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

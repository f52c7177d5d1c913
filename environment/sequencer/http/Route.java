package sequencer.http;

import java.util.regex.Pattern;

/// What a path leads to.
enum Route {
  HEALTH("health"),
  METRICS("metrics"),
  CHANNEL("channel"),
  VOUCHER("voucher"),
  BY_OWNER("by-owner"),
  SEED("seed"),
  FINALIZE("finalize"),
  VALIDATE("validate"),
  SETTLE("settle"),
  BATCH("batch"),
  STREAM("stream"),
  STREAMS("streams"),
  NONE("none");

  private static final String CHANNEL_OF = "/channel/";
  private static final String CHANNELS_BY = "/channels/by-owner/";
  private static final Pattern VOUCHER_OF = Pattern.compile("/channel/[^/]+/vouchers/[^/]+");

  private static final Pattern STREAMS_OF = Pattern.compile("/channel/[^/]+/streams/[^/]+");

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
      case "/channel/finalize" -> FINALIZE;
      case "/validate" -> VALIDATE;
      case "/settle" -> SETTLE;
      case "/settle/batch" -> BATCH;
      case "/stream" -> STREAM;
      default -> {
        if (hasOneMoreSegment(path, CHANNEL_OF)) {
          yield CHANNEL;
        }
        if (VOUCHER_OF.matcher(path).matches()) {
          yield VOUCHER;
        }
        if (STREAMS_OF.matcher(path).matches()) {
          yield STREAMS;
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
      case HEALTH, METRICS, CHANNEL, VOUCHER, STREAMS, BY_OWNER -> true;
      case SEED, FINALIZE, VALIDATE, SETTLE, BATCH, STREAM, NONE -> false;
    };
  }

  /// The largest body that it takes.
  int bodyBytesMax(HttpLimits limits) {
    return this == STREAM ? limits.streamBytesMax() : limits.bodyBytesMax();
  }

  /// The channel of a path to one of its vouchers or streams; whose number is its [#argument].
  static String channelOf(String path) {
    return path.substring(CHANNEL_OF.length(), path.indexOf('/', CHANNEL_OF.length()));
  }

  /// What follows the route's own part of the path: an id, an owner, a number.
  String argument(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

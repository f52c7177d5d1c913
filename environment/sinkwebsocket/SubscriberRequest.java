package sinkwebsocket;

import batcher.sink.Mark;
import java.util.HashMap;
import java.util.Map;

/// What a subscriber asks for in its query.
///
/// @param stream the hub that its marks are of; empty for a first connection
/// @param marks what it has of each shard; a subscriber without a stream gets what comes from now
///     on
/// @param pool connections that share the keys
/// @param member which of them this is, from 0
record SubscriberRequest(String stream, Map<Integer, Mark> marks, int pool, int member) {
  SubscriberRequest {
    marks = Map.copyOf(marks);
    if (pool < 1 || member < 0 || member >= pool) {
      throw new IllegalArgumentException(
          "member %s of a pool of %s; it must be from 0 to one less".formatted(member, pool));
    }
  }

  /// Reads `stream=ID&from=SHARD:EPOCH-NUMBER,...&pool=N&member=I`, all of it optional.
  ///
  /// @throws IllegalArgumentException if it is malformed
  static SubscriberRequest parse(String query) {
    Map<String, String> fields = new HashMap<>();
    for (String field : query == null ? new String[0] : query.split("&")) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new SubscriberRequest(
        fields.getOrDefault("stream", ""),
        marks(fields.getOrDefault("from", "")),
        Integer.parseInt(fields.getOrDefault("pool", "1")),
        Integer.parseInt(fields.getOrDefault("member", "0")));
  }

  /// The marks in `SHARD:EPOCH-NUMBER,...`.
  ///
  /// @throws IllegalArgumentException if it is malformed
  static Map<Integer, Mark> marks(String list) {
    Map<Integer, Mark> marks = new HashMap<>();
    for (String part : list.isEmpty() ? new String[0] : list.split(",")) {
      String[] pair = part.split(":", 2);
      if (pair.length != 2) {
        throw new IllegalArgumentException("\"" + part + "\" is not SHARD:EPOCH-NUMBER");
      }
      marks.put(Integer.parseInt(pair[0]), Mark.parse(pair[1]));
    }
    return marks;
  }

  boolean has(BatchLog.Entry entry) {
    Mark mark = marks.get(entry.shard());
    return mark != null && !isAfter(entry.mark(), mark);
  }

  boolean isFor(BatchLog.Entry entry) {
    return Math.floorMod(entry.keyHash(), pool) == member;
  }

  static boolean isAfter(Mark a, Mark b) {
    return a.epoch() > b.epoch() || a.epoch() == b.epoch() && a.number() > b.number();
  }
}

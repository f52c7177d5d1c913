package sequencer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import sequencer.service.Outcome;

/// The answer to one request while it is being made. One instance serves one event loop.
final class Response {
  private final JsonWriter body = new JsonWriter();
  private int status;
  private ContentType contentType;
  private String allow;
  private long position;
  private CompletableFuture<Outcome> later;

  /// What a body is.
  enum ContentType {
    NONE,
    JSON,
    TEXT,
    METRICS,
    OCTETS
  }

  /// Begins an answer with a JSON body, which the caller writes.
  ///
  /// @param position the engine's, from which on it may leave; 0 for at once
  JsonWriter json(int status, long position) {
    begin(status, ContentType.JSON, position);
    return body;
  }

  /// Begins an answer of plain bytes, which the caller writes.
  JsonWriter octets(int status, long position) {
    begin(status, ContentType.OCTETS, position);
    return body;
  }

  /// An answer in plain text.
  void text(int status, String text) {
    begin(status, ContentType.TEXT, 0);
    body.raw(text.getBytes(UTF_8));
  }

  /// Begins an answer in Prometheus' text format, which the caller writes.
  JsonWriter metrics() {
    begin(200, ContentType.METRICS, 0);
    return body;
  }

  /// An answer without a body.
  void empty(int status) {
    begin(status, ContentType.NONE, 0);
  }

  /// The answer to a method that the path does not have.
  ///
  /// @param methods those that it has
  void methodNotAllowed(String methods) {
    begin(405, ContentType.NONE, 0);
    allow = methods;
  }

  /// There is no answer yet; the caller of [Api#answer] waits for it and then calls [Api#write].
  ///
  /// @param outcome never completes exceptionally
  void later(CompletableFuture<Outcome> outcome) {
    begin(0, ContentType.NONE, 0);
    later = outcome;
  }

  private void begin(int status, ContentType contentType, long position) {
    this.status = status;
    this.contentType = contentType;
    this.position = position;
    this.allow = null;
    this.later = null;
    body.clear();
  }

  /// What there is instead of an answer, or null.
  CompletableFuture<Outcome> later() {
    return later;
  }

  int status() {
    return status;
  }

  ContentType contentType() {
    return contentType;
  }

  /// The methods for the `allow` header, or null.
  String allow() {
    return allow;
  }

  long position() {
    return position;
  }

  JsonWriter body() {
    return body;
  }
}

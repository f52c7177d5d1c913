package http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;

/// A whole request.
///
/// @param path without the query, as it was sent
/// @param query behind the question mark; empty without one
/// @param mimeType of the body, without parameters; empty if it says none
/// @param loop that serves it
public record Request(
    String method,
    String path,
    String query,
    HttpHeaders headers,
    String mimeType,
    byte[] body,
    EventLoop loop) {
  static Request of(FullHttpRequest request, EventLoop loop) {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    CharSequence type = HttpUtil.getMimeType(request);
    return new Request(
        request.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        mark < 0 ? "" : uri.substring(mark + 1),
        request.headers(),
        type == null ? "" : type.toString(),
        ByteBufUtil.getBytes(request.content()),
        loop);
  }

  /// Whether the body says that it is JSON.
  public boolean isJson() {
    return HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(mimeType);
  }
}

package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Encodes answers. Names, case and order of the header fields are those of the original's server.
/// One instance serves one event loop.
final class ResponseWriter {
  /// The interim answer to `expect: 100-continue`.
  static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

  private static final byte[] CLOSE = ascii("connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
  private static final int HEAD_BYTES_MAX = 320;
  private static final int STATUS_MAX = 600;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  /// Everything up to the value of content-length, by content type and status, filled when needed.
  private final byte[][] beginnings = new byte[Response.ContentType.values().length * STATUS_MAX][];

  private long dateSecond = Long.MIN_VALUE;
  private byte[] date;

  ResponseWriter(InstantSource clock) {
    this.clock = clock;
  }

  /// The response in one buffer, which the caller owns.
  ByteBuf encode(ByteBufAllocator allocator, Response response, HttpRequest request) {
    JsonWriter body = response.body();
    ByteBuf out = allocator.directBuffer(HEAD_BYTES_MAX + body.length());
    out.writeBytes(beginning(response.status(), response.contentType()));
    writeNumber(out, body.length());
    out.writeShort('\r' << 8 | '\n');
    if (response.allow() != null) {
      out.writeBytes(ascii("allow: " + response.allow() + "\r\n"));
    }
    if (!request.keepAlive) {
      out.writeBytes(CLOSE);
    } else if (!request.http11) {
      out.writeBytes(KEEP_ALIVE);
    }
    out.writeBytes(dateAndEmptyLine());
    if (!request.method.equals("HEAD")) {
      out.writeBytes(body.bytes(), 0, body.length());
    }
    return out;
  }

  private byte[] beginning(int status, Response.ContentType type) {
    int index = type.ordinal() * STATUS_MAX + status;
    if (beginnings[index] == null) {
      String contentType =
          switch (type) {
            case JSON -> "content-type: application/json\r\n";
            case TEXT -> "content-type: text/plain; charset=utf-8\r\n";
            case METRICS -> "content-type: text/plain; version=0.0.4; charset=utf-8\r\n";
            case OCTETS -> "content-type: application/octet-stream\r\n";
            case NONE -> "";
          };
      // A 503 passes when the disk has caught up, within milliseconds; a whole second is the least
      // that the field can say.
      String retryAfter = status == 503 ? "retry-after: 1\r\n" : "";
      beginnings[index] =
          ascii(
              "HTTP/1.1 %s %s\r\n%s%scontent-length: "
                  .formatted(status, reason(status), contentType, retryAfter));
    }
    return beginnings[index];
  }

  /// The reason phrases of RFC 9110 for what this server answers.
  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Payload Too Large";
      case 415 -> "Unsupported Media Type";
      case 417 -> "Expectation Failed";
      case 422 -> "Unprocessable Entity";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> throw new IllegalArgumentException("the server never answers " + status);
    };
  }

  private byte[] dateAndEmptyLine() {
    Instant now = clock.instant();
    if (now.getEpochSecond() != dateSecond) {
      dateSecond = now.getEpochSecond();
      date = ascii("date: " + DATE.format(now) + "\r\n\r\n");
    }
    return date;
  }

  private static void writeNumber(ByteBuf out, int number) {
    int unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    for (int rest = number; unit > 0; unit /= 10) {
      out.writeByte('0' + rest / unit);
      rest %= unit;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

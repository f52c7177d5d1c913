package sequencer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads HTTP/1.x requests out of an [Inbox], strictly: what RFC 9112 forbids is refused rather
/// than repaired, because two parties that repair differently disagree about where a request ends.
///
/// Netty's own codec builds an object for every header and another for every part of the body; this
/// parser keeps the five header fields that matter and copies nothing. A body comes with
/// `content-length` or in chunks. One instance serves one connection.
final class RequestParser {
  private static final boolean[] TOKEN = tokenCharacters();

  private final HttpLimits limits;
  private final LargeBodies largeBodies;

  // Where the current request stands: the head's length once it is complete, else 0, and how far
  // the search for its end has got.
  private int headLength;
  private int searched;

  private int contentLength;
  private boolean hasContentLength;
  private boolean hasChunks;
  private boolean expectsContinue;
  private int hosts;
  private Chunks chunks;

  /// Taken from [#largeBodies] for the current request.
  private int largeBytes;

  /// @param largeBodies shared by all connections
  RequestParser(HttpLimits limits, LargeBodies largeBodies) {
    this.limits = limits;
    this.largeBodies = largeBodies;
  }

  /// Reads the next request into `request`.
  ///
  /// @return whether it is complete; then [#finish] has to be called before the next one is read
  /// @throws HttpError if it never will be
  boolean parse(Inbox inbox, HttpRequest request) throws HttpError {
    if (headLength == 0) {
      skipEmptyLine(inbox);
      headLength = completeHeadLength(inbox);
      if (headLength == 0) {
        return false;
      }
      parseHead(inbox.bytes(), inbox.start(), inbox.start() + headLength, request);
    }
    request.bytes = inbox.bytes();
    request.bodyStart = inbox.start() + headLength;
    int available = inbox.end() - request.bodyStart;
    if (hasChunks) {
      boolean complete = chunks.decode(inbox.bytes(), request.bodyStart, available);
      request.bodyLength = chunks.bodyLength();
      return complete;
    }
    request.bodyLength = contentLength;
    return available >= contentLength;
  }

  /// Leaves the complete request behind.
  void finish(Inbox inbox) {
    inbox.skip(headLength + (hasChunks ? chunks.encodedLength() : contentLength));
    headLength = 0;
    searched = 0;
    close();
  }

  /// How many bytes the current request has, head and body, as far as its head is read and says so;
  /// else 0.
  int announcedLength() {
    return headLength == 0 || hasChunks ? 0 : headLength + contentLength;
  }

  /// Gives back what the current request has taken.
  void close() {
    if (largeBytes > 0) {
      largeBodies.giveBack(largeBytes);
      largeBytes = 0;
    }
  }

  /// Whether the client waits for a go-ahead before it sends the body. True once for a request.
  boolean takeExpectation() {
    boolean expected = headLength > 0 && expectsContinue;
    expectsContinue = false;
    return expected;
  }

  /// An empty line before a request is left over from a careless client's last body.
  private void skipEmptyLine(Inbox inbox) {
    if (searched == 0
        && inbox.end() - inbox.start() >= 2
        && inbox.bytes()[inbox.start()] == '\r'
        && inbox.bytes()[inbox.start() + 1] == '\n') {
      inbox.skip(2);
    }
  }

  /// The length of the head with its closing empty line, or 0 while that has not come.
  private int completeHeadLength(Inbox inbox) throws HttpError {
    byte[] bytes = inbox.bytes();
    int start = inbox.start();
    int end = Math.min(inbox.end(), start + limits.headBytesMax());
    for (int i = start + Math.max(searched, 3); i < end; i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1 - start;
      }
    }
    searched = end - start;
    if (searched == limits.headBytesMax()) {
      throw new HttpError(
          431, "The request's head is longer than %s bytes.".formatted(limits.headBytesMax()));
    }
    return 0;
  }

  private void parseHead(byte[] bytes, int start, int end, HttpRequest request) throws HttpError {
    contentLength = 0;
    hasContentLength = false;
    hasChunks = false;
    expectsContinue = false;
    hosts = 0;
    request.json = false;
    request.octets = false;
    int lineEnd = endOfLine(bytes, start);
    boolean http11 = parseRequestLine(bytes, start, lineEnd, request);
    request.http11 = http11;
    request.keepAlive = http11;
    for (int line = lineEnd + 2; line < end - 2; line = lineEnd + 2) {
      lineEnd = endOfLine(bytes, line);
      parseHeader(bytes, line, lineEnd, request);
    }
    if (http11 && hosts != 1) {
      throw new HttpError(
          400, "A request of HTTP/1.1 has one host header, not %s.".formatted(hosts));
    }
    if (hasChunks && (hasContentLength || !http11)) {
      throw new HttpError(400, "A request has a content-length or chunks, and chunks in HTTP/1.1.");
    }
    requireRoom(Route.of(request.path).bodyBytesMax(limits));
  }

  /// A body in chunks does not say how large it will be: it takes the room of the largest.
  private void requireRoom(int bodyBytesMax) throws HttpError {
    if (hasChunks) {
      chunks = new Chunks(bodyBytesMax);
    }
    if (contentLength > bodyBytesMax) {
      throw new HttpError(413, "Failed to buffer the request body: length limit exceeded");
    }
    int expected = hasChunks ? bodyBytesMax : contentLength;
    if (expected > limits.bodyBytesMax()) {
      largeBodies.take(expected);
      largeBytes = expected;
    }
  }

  /// Where the line ends that begins at `from`. The head is known to end in one.
  private static int endOfLine(byte[] bytes, int from) throws HttpError {
    int i = from;
    while (bytes[i] != '\r' && bytes[i] != '\n') {
      i++;
    }
    if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
      throw new HttpError(400, "A line of the request's head does not end in CR LF.");
    }
    return i;
  }

  /// Method, target, version, one space between each.
  ///
  /// @return whether the version is 1.1
  private static boolean parseRequestLine(byte[] bytes, int start, int end, HttpRequest request)
      throws HttpError {
    int methodEnd = endOfToken(bytes, start, end);
    int targetEnd = methodEnd + 1;
    int query = -1;
    while (targetEnd < end && bytes[targetEnd] > ' ' && bytes[targetEnd] != 0x7F) {
      if (bytes[targetEnd] == '?' && query < 0) {
        query = targetEnd;
      }
      targetEnd++;
    }
    boolean shaped =
        methodEnd > start
            && methodEnd < end
            && bytes[methodEnd] == ' '
            && targetEnd > methodEnd + 1
            && targetEnd + 9 == end
            && bytes[targetEnd] == ' '
            && is(bytes, targetEnd + 1, targetEnd + 8, "http/1.")
            && bytes[targetEnd + 1] == 'H';
    if (!shaped) {
      throw new HttpError(400, "The request line is not a method, a target and HTTP/1.1.");
    }
    int minor = bytes[end - 1];
    if (minor != '0' && minor != '1') {
      throw new HttpError(505, "The server speaks HTTP/1.1 and HTTP/1.0.");
    }
    int pathEnd = query < 0 ? targetEnd : query;
    int pathStart = pathStart(bytes, methodEnd + 1, pathEnd);
    request.method = new String(bytes, start, methodEnd - start, ISO_8859_1);
    request.path =
        pathStart == pathEnd ? "/" : new String(bytes, pathStart, pathEnd - pathStart, ISO_8859_1);
    return minor == '1';
  }

  /// Where the path begins of a target like `/health`, or of one like `http://host/health`, which a
  /// server has to accept too (RFC 9112, 3.2.2); its end if that has none.
  private static int pathStart(byte[] bytes, int start, int end) {
    int authority = start + "http://".length();
    if (authority > end || !is(bytes, start, authority, "http://")) {
      return start;
    }
    int path = authority;
    while (path < end && bytes[path] != '/') {
      path++;
    }
    return path;
  }

  private void parseHeader(byte[] bytes, int start, int end, HttpRequest request) throws HttpError {
    int nameEnd = endOfToken(bytes, start, end);
    if (nameEnd == start || nameEnd == end || bytes[nameEnd] != ':') {
      throw new HttpError(400, "A header line is not a name, a colon and a value.");
    }
    int from = nameEnd + 1;
    int to = end;
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 0x7F) {
        throw new HttpError(400, "A header value has a control character.");
      }
    }
    switch (nameEnd - start) {
      case 4 -> hosts += is(bytes, start, nameEnd, "host") ? 1 : 0;
      case 6 -> parseExpect(bytes, start, nameEnd, from, to);
      case 10 -> {
        if (is(bytes, start, nameEnd, "connection")) {
          parseConnection(new String(bytes, from, to - from, ISO_8859_1), request);
        }
      }
      case 12 -> {
        if (is(bytes, start, nameEnd, "content-type")) {
          request.json = isJson(bytes, from, to);
          request.octets = is(bytes, from, to, "application/octet-stream");
        }
      }
      case 14 -> {
        if (is(bytes, start, nameEnd, "content-length")) {
          parseContentLength(bytes, from, to);
        }
      }
      case 17 -> {
        if (is(bytes, start, nameEnd, "transfer-encoding")) {
          parseTransferEncoding(bytes, from, to);
        }
      }
      default -> {
        // The server has no use for any other field.
      }
    }
  }

  private void parseExpect(byte[] bytes, int start, int nameEnd, int from, int to)
      throws HttpError {
    if (is(bytes, start, nameEnd, "expect")) {
      if (!is(bytes, from, to, "100-continue")) {
        throw new HttpError(417, "The server knows no expectation but 100-continue.");
      }
      expectsContinue = true;
    }
  }

  private static void parseConnection(String value, HttpRequest request) {
    for (String option : value.split(",")) {
      if (option.trim().equalsIgnoreCase("close")) {
        request.keepAlive = false;
      } else if (option.trim().equalsIgnoreCase("keep-alive")) {
        request.keepAlive = true;
      }
    }
  }

  /// `application/json`, or any `application/...+json`, with or without parameters.
  private static boolean isJson(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != ';' && !isBlank(bytes[end])) {
      end++;
    }
    return is(bytes, from, end, "application/json")
        || end - from > 17
            && is(bytes, from, from + 12, "application/")
            && is(bytes, end - 5, end, "+json");
  }

  private void parseContentLength(byte[] bytes, int from, int to) throws HttpError {
    long length = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new HttpError(400, "The content-length is not a number.");
      }
      length = Math.min(10 * length + digit, Integer.MAX_VALUE);
    }
    if (from == to || hasContentLength && length != contentLength) {
      throw new HttpError(400, "The content-length is missing or given twice.");
    }
    hasContentLength = true;
    contentLength = (int) length;
  }

  private void parseTransferEncoding(byte[] bytes, int from, int to) throws HttpError {
    if (!is(bytes, from, to, "chunked") || hasChunks) {
      throw new HttpError(501, "The server knows no transfer-encoding but chunked.");
    }
    hasChunks = true;
  }

  /// Whether `bytes[from, to)` spells `lowerCase` in any case.
  private static boolean is(byte[] bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      int c = bytes[i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != lowerCase.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  private static int endOfToken(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= 0 && TOKEN[bytes[i]]) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean[] tokenCharacters() {
    boolean[] token = new boolean[128];
    for (char c = '0'; c <= 'z'; c++) {
      token[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      token[c] = true;
    }
    return token;
  }
}

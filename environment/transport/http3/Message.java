package transport.http3;

import static transport.http3.ErrorCode.H3_MESSAGE_ERROR;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The head of a request or response, checked as RFC 9114, 4.2 and 4.3 demand.
///
/// @param pseudo the pseudo-fields, such as `:path`
/// @param fields the others, in their order
public record Message(Map<String, String> pseudo, List<Field> fields) {
  private static final Set<String> REQUEST =
      Set.of(":method", ":scheme", ":authority", ":path", ":protocol");
  private static final Set<String> RESPONSE = Set.of(":status");

  /// Fields of a connection, which HTTP/3 has not.
  private static final Set<String> CONNECTION_FIELDS =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  public Message {
    pseudo = Map.copyOf(pseudo);
    fields = List.copyOf(fields);
  }

  /// Checks a request's fields.
  ///
  /// @throws Http3Error H3_MESSAGE_ERROR, for its stream, if it is malformed
  public static Message request(List<Field> fields) throws Http3Error {
    Message request = check(fields, REQUEST);
    boolean connect = "CONNECT".equals(request.pseudo.get(":method"));
    boolean plainConnect = connect && !request.pseudo.containsKey(":protocol");
    demand(request.pseudo.containsKey(":method"), "a request must have a :method");
    demand(connect || !request.pseudo.containsKey(":protocol"), "a :protocol is for CONNECT alone");
    if (plainConnect) {
      demand(
          !request.pseudo.containsKey(":scheme") && !request.pseudo.containsKey(":path"),
          "a CONNECT without :protocol must have neither :scheme nor :path");
    } else {
      demand(request.pseudo.containsKey(":scheme"), "a request must have a :scheme");
      demand(!request.pseudo(":path").isEmpty(), "a request must have a :path");
    }
    boolean host = request.field("host").isPresent();
    demand(
        !request.pseudo(":authority").isEmpty() || host && !connect,
        "a request must have an :authority");
    return request;
  }

  /// Checks a response's fields.
  ///
  /// @throws Http3Error H3_MESSAGE_ERROR, for its stream, if it is malformed
  public static Message response(List<Field> fields) throws Http3Error {
    Message response = check(fields, RESPONSE);
    demand(
        response.pseudo(":status").matches("[1-9][0-9][0-9]"),
        "a response must have a :status of three digits");
    return response;
  }

  /// A pseudo-field; empty if it is absent.
  public String pseudo(String name) {
    return pseudo.getOrDefault(name, "");
  }

  /// A field; if it comes several times, its values joined (RFC 9110, 5.3).
  public Optional<String> field(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) if (field.name().equals(name)) values.add(field.value());
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  private static Message check(List<Field> all, Set<String> known) throws Http3Error {
    Map<String, String> pseudo = new LinkedHashMap<>();
    List<Field> fields = new ArrayList<>();
    for (Field field : all) {
      String name = field.name();
      demand(field.value().chars().allMatch(Message::isValue), "field %s has a bad value", name);
      if (name.startsWith(":")) {
        demand(fields.isEmpty(), "pseudo-fields must come before the others; %s does not", name);
        demand(known.contains(name), "the pseudo-field %s must not come here", name);
        demand(pseudo.put(name, field.value()) == null, "%s must not come twice", name);
      } else {
        demand(isName(name), "'%s' is no name of a field", name);
        demand(!CONNECTION_FIELDS.contains(name), "HTTP/3 has no field %s", name);
        fields.add(field);
      }
    }
    return new Message(pseudo, fields);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                each ->
                    each >= 'a' && each <= 'z'
                        || each >= '0' && each <= '9'
                        || "!#$%&'*+-.^_`|~".indexOf(each) >= 0);
  }

  private static boolean isValue(int each) {
    return each != 0 && each != '\r' && each != '\n';
  }

  private static void demand(boolean held, String sentence, Object... values) throws Http3Error {
    if (!held) throw Http3Error.stream(H3_MESSAGE_ERROR, sentence, values);
  }
}

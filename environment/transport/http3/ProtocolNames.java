package transport.http3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The values of `WT-Available-Protocols`, a list of strings, and `WT-Protocol`, a string, as
/// structured fields (RFC 9651; draft-ietf-webtrans-http3-16, 3.3). Parameters are ignored; a field
/// that is malformed, or holds what is no string, is as good as absent.
public final class ProtocolNames {
  private final String text;
  private int at;

  private ProtocolNames(String text) {
    this.text = text;
  }

  /// The strings of a list; none if the field is malformed.
  public static List<String> list(String field) {
    try {
      return new ProtocolNames(field).list();
    } catch (Malformed e) {
      return List.of();
    }
  }

  /// The string of an item; none if the field is malformed.
  public static Optional<String> item(String field) {
    try {
      ProtocolNames names = new ProtocolNames(field);
      names.skip(" ");
      String name = names.stringWithParameters();
      names.skip(" ");
      names.demandEnd();
      return Optional.of(name);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /// A list's field.
  ///
  /// @throws IllegalArgumentException if a name has a character that no string may have
  public static String field(List<String> names) {
    return names.stream().map(ProtocolNames::field).collect(Collectors.joining(", "));
  }

  /// An item's field.
  ///
  /// @throws IllegalArgumentException if the name has a character that no string may have
  public static String field(String name) {
    if (!name.chars().allMatch(each -> each >= 0x20 && each < 0x7F)) {
      throw new IllegalArgumentException(
          "a protocol's name is printable ASCII; '%s' is not".formatted(name));
    }
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private List<String> list() throws Malformed {
    List<String> names = new ArrayList<>();
    skip(" ");
    while (at < text.length()) {
      names.add(stringWithParameters());
      skip(" \t");
      if (at == text.length()) break;
      demand(',');
      skip(" \t");
      if (at == text.length()) throw new Malformed();
    }
    return names;
  }

  private String stringWithParameters() throws Malformed {
    String name = string();
    while (next() == ';') {
      at++;
      skip(" ");
      key();
      if (next() == '=') {
        at++;
        bareItem();
      }
    }
    return name;
  }

  private String string() throws Malformed {
    demand('"');
    StringBuilder name = new StringBuilder();
    while (true) {
      char each = take();
      if (each == '"') return name.toString();
      if (each == '\\') {
        each = take();
        if (each != '"' && each != '\\') throw new Malformed();
      }
      if (each < 0x20 || each >= 0x7F) throw new Malformed();
      name.append(each);
    }
  }

  private void key() throws Malformed {
    char first = take();
    if (first != '*' && (first < 'a' || first > 'z')) throw new Malformed();
    while (isLetterOrDigit(next()) && !isUpperCase(next()) || "_-.*".indexOf(next()) >= 0) at++;
  }

  /// A parameter's value of any type.
  private void bareItem() throws Malformed {
    char first = next();
    if (first == '"') {
      string();
    } else if (first == '?') {
      at++;
      if (next() != '0' && next() != '1') throw new Malformed();
      at++;
    } else if (first == ':') {
      at++;
      while (isLetterOrDigit(next()) || "+/=".indexOf(next()) >= 0) at++;
      demand(':');
    } else if (first == '%') {
      at++;
      string();
    } else if (first == '-' || first == '@' || first >= '0' && first <= '9') {
      number();
    } else if (first == '*' || isLetterOrDigit(first)) {
      while (isLetterOrDigit(next()) || "!#$%&'*+-.^_`|~:/".indexOf(next()) >= 0) at++;
    } else {
      throw new Malformed();
    }
  }

  private void number() throws Malformed {
    if (next() == '@') at++;
    if (next() == '-') at++;
    int from = at;
    while (next() >= '0' && next() <= '9' || next() == '.') at++;
    if (!text.substring(from, at).matches("\\d{1,15}|\\d{1,12}\\.\\d{1,3}")) throw new Malformed();
  }

  private static boolean isUpperCase(char each) {
    return each >= 'A' && each <= 'Z';
  }

  private static boolean isLetterOrDigit(char each) {
    return each >= 'a' && each <= 'z' || isUpperCase(each) || each >= '0' && each <= '9';
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private char take() throws Malformed {
    if (at == text.length()) throw new Malformed();
    return text.charAt(at++);
  }

  private void demand(char wanted) throws Malformed {
    if (take() != wanted) throw new Malformed();
  }

  private void demandEnd() throws Malformed {
    if (at < text.length()) throw new Malformed();
  }

  private void skip(String blanks) {
    while (blanks.indexOf(next()) >= 0) at++;
  }

  /// The field breaks the grammar.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }
}

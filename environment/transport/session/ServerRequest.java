package transport.session;

import static transport.http3.ErrorCode.H3_MESSAGE_ERROR;
import static transport.http3.ErrorCode.H3_NO_ERROR;
import static transport.http3.ErrorCode.H3_REQUEST_INCOMPLETE;
import static transport.http3.ErrorCode.H3_REQUEST_REJECTED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import transport.http3.Field;
import transport.http3.Http3Error;
import transport.http3.Message;
import transport.http3.ProtocolNames;
import transport.http3.Settings;

/// A request as the server has it.
final class ServerRequest extends RequestStream {
  private static final List<String> TOKENS = List.of("webtransport", "webtransport-h3");

  private final ServerConnection server;
  private boolean counted = true;

  ServerRequest(ServerConnection server, long id) {
    super(server, id);
    this.server = server;
  }

  @Override
  void head(List<Field> fields) throws Http3Error {
    if (answered()) return; // trailers of a request that was answered
    Message request = Message.request(fields);
    String protocol = request.pseudo(":protocol");
    if (TOKENS.contains(protocol)) {
      session(request);
    } else {
      String path = request.pseudo(":path");
      int query = path.indexOf('?');
      String resource = query < 0 ? path : path.substring(0, query);
      if (!protocol.isEmpty()) {
        refuse(501);
      } else {
        refuse(server.router().has(resource) ? 405 : 404);
      }
    }
  }

  private void session(Message message) throws Http3Error {
    if (server.peerSettings().value(Settings.H3_DATAGRAM) != 1) {
      throw Http3Error.stream(
          H3_MESSAGE_ERROR, "who asks for a session must announce datagrams in its settings");
    }
    String path = message.pseudo(":path");
    if (!message.pseudo(":scheme").equals("https") || !path.startsWith("/")) {
      refuse(400);
      return;
    }
    int sessions = server.limitsSessions() ? server.limits.sessions() : 1;
    if (server.sessionCount() >= sessions) {
      throw Http3Error.stream(
          H3_REQUEST_REJECTED, "a connection has at most %s sessions here", sessions);
    }
    SessionRequest request =
        new SessionRequest(
            message.pseudo(":authority"),
            path,
            message.field("origin"),
            message.field("wt-available-protocols").map(ProtocolNames::list).orElse(List.of()));
    switch (server.router().answer(request)) {
      case Router.Answer.Refuse refused -> refuse(refused.status());
      case Router.Answer.Accept accepted -> accept(message, request, accepted);
    }
  }

  private void accept(Message message, SessionRequest request, Router.Answer.Accept accepted)
      throws Http3Error {
    List<Field> response = new ArrayList<>();
    response.add(new Field(":status", "200"));
    if (message.field("sec-webtransport-http3-draft02").isPresent()) {
      response.add(new Field("sec-webtransport-http3-draft", "draft02"));
    }
    Optional<String> protocol = accepted.protocol();
    if (protocol.isPresent()) {
      response.add(new Field("wt-protocol", ProtocolNames.field(protocol.get())));
    }
    send(response);
    session = new LoopSession(server, this, request, accepted.handler());
    server.add(session);
    uncount();
    establish(protocol);
  }

  private void refuse(int status) {
    server.refused(id());
    send(List.of(new Field(":status", Integer.toString(status))));
    refused();
    dropRest(H3_NO_ERROR);
    finish();
    uncount();
  }

  /// From now on it is none of those that wait to be answered.
  private void uncount() {
    if (!counted) return;
    counted = false;
    server.requestAnswered();
  }

  @Override
  void gone() {
    uncount();
  }

  @Override
  void endedEarly() throws Http3Error {
    if (!answered()) {
      throw Http3Error.stream(H3_REQUEST_INCOMPLETE, "a request must have a head");
    }
  }
}

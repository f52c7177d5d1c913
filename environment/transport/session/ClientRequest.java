package transport.session;

import static transport.http3.ErrorCode.H3_MESSAGE_ERROR;
import static transport.http3.ErrorCode.WT_ALPN_ERROR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import transport.http3.ErrorCode;
import transport.http3.Field;
import transport.http3.Http3Error;
import transport.http3.Message;
import transport.http3.ProtocolNames;
import transport.http3.Settings;

/// A request for a session as the client has it.
final class ClientRequest extends RequestStream {
  private final ClientConnection client;

  ClientRequest(ClientConnection client, long id) {
    super(client, id);
    this.client = client;
  }

  void ask(LoopSession asked) {
    session = asked;
    client.add(asked);
    client.put(id(), this);
    SessionRequest request = asked.request();
    boolean current = client.peerSettings().value(Settings.WT_ENABLED) > 0;
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":method", "CONNECT"));
    fields.add(new Field(":protocol", current ? "webtransport-h3" : "webtransport"));
    fields.add(new Field(":scheme", "https"));
    fields.add(new Field(":authority", request.authority()));
    fields.add(new Field(":path", request.path()));
    request.origin().ifPresent(origin -> fields.add(new Field("origin", origin)));
    if (client.peerSettings().value(Settings.WT_DRAFT_02) > 0) {
      fields.add(new Field("sec-webtransport-http3-draft02", "1"));
    }
    if (!request.protocols().isEmpty()) {
      fields.add(new Field("wt-available-protocols", ProtocolNames.field(request.protocols())));
    }
    send(fields);
  }

  @Override
  void head(List<Field> fields) throws Http3Error {
    Message response = Message.response(fields);
    int status = Integer.parseInt(response.pseudo(":status"));
    if (status < 200) {
      frames.interim();
    } else if (status < 300) {
      accepted(response);
    } else {
      finish();
      session.end(
          new SessionEnd(
              SessionEnd.By.REFUSAL, status, "the server answered with status " + status));
      drop(ErrorCode.H3_NO_ERROR);
    }
  }

  private void accepted(Message response) throws Http3Error {
    Optional<String> protocol = response.field("wt-protocol").flatMap(ProtocolNames::item);
    if (protocol.isPresent() && !session.request().protocols().contains(protocol.get())) {
      throw Http3Error.stream(
          WT_ALPN_ERROR, "the server must choose what was offered, not '%s'", protocol.get());
    }
    establish(protocol);
  }

  @Override
  void gone() {
    client.requestGone();
  }

  @Override
  void endedEarly() throws Http3Error {
    throw Http3Error.stream(H3_MESSAGE_ERROR, "the server must answer a request");
  }
}

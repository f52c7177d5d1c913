package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Optional;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;

/// Vouchers as HTTP/1.1 requests, ready to be written to a socket, and the verdict on the answers.
///
/// Thread safe.
///
/// @param sequencer the account that has to co-sign
/// @param host for the `host` header, such as `127.0.0.1:4001`
public record SettleExchange(
    ChannelDomain domain, SignatureScheme scheme, Address sequencer, String host) {
  /// `POST /settle` with the voucher, head and body.
  public byte[] request(Voucher voucher) {
    return request("/settle", voucher.json());
  }

  /// `POST /api/pay-voucher` with the voucher, for a merchant who has it settled.
  ///
  /// @param paymentId what is paid for: printable ASCII without quotes
  public byte[] request(Voucher voucher, String paymentId) {
    byte[] rest = voucher.json();
    byte[] first = "{\"paymentId\":\"%s\",".formatted(paymentId).getBytes(US_ASCII);
    byte[] body = new byte[first.length + rest.length - 1];
    System.arraycopy(first, 0, body, 0, first.length);
    System.arraycopy(rest, 1, body, first.length, rest.length - 1);
    return request("/api/pay-voucher", body);
  }

  private byte[] request(String path, byte[] body) {
    byte[] head =
        ("POST %s HTTP/1.1\r\nhost: %s\r\ncontent-type: application/json\r\n"
                + "content-length: %s\r\n\r\n")
            .formatted(path, host, body.length)
            .getBytes(US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /// What is wrong with the body of a 200 as the answer to `voucher`, as a sentence; empty if it is
  /// right: it shows the channel exactly as the voucher left it, with the voucher's signature and a
  /// co-signature of the sequencer over the same data.
  ///
  /// Costs about as much as the server's own check of the voucher.
  public Optional<String> fault(Voucher voucher, byte[] body) {
    ChannelSnapshot shown;
    try {
      shown = ChannelSnapshot.parse(body);
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
    if (!shown.data().equals(voucher.data())) {
      return Optional.of("it shows %s after %s".formatted(shown.data(), voucher.data()));
    }
    if (!voucher.signature().equals(shown.userSignature())) {
      return Optional.of("it shows another user signature: " + shown.userSignature());
    }
    if (shown.sequencerSignature() == null) {
      return Optional.of("it is not co-signed");
    }
    Optional<Address> signer =
        scheme.recover(domain.digest(voucher.data()), shown.sequencerSignature());
    return signer.equals(Optional.of(sequencer))
        ? Optional.empty()
        : Optional.of("it is co-signed by %s, not by %s".formatted(signer, sequencer));
  }

  /// Whether the body of a 200 carries the signature of a voucher as its user signature: enough to
  /// tell an acknowledgement of this voucher from one of another, at the cost of a few comparisons.
  static boolean acknowledges(Signature signature, byte[] body) {
    byte[] expected = ("\"userSignature\":\"" + signature + '"').getBytes(US_ASCII);
    for (int start = 0; start + expected.length <= body.length; start++) {
      if (matches(body, start, expected)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int start, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (bytes[start + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}

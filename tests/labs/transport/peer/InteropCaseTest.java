package labs.transport.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import transport.quic.Identity;
import transport.quic.SelfSigned;

/// What the cases find, by our own ends and by ends that do not do what they must.
@Waiting
class InteropCaseTest {
  @TempDir private Path folder;
  private Identity identity;

  @BeforeEach
  void makeIdentity() throws Exception {
    Instant now = Instant.now();
    identity =
        SelfSigned.write(folder, SelfSigned.Key.ECDSA_P256, now, Duration.ofDays(1)).identity();
  }

  private Optional<String> run(InteropCase what, End serving, End asking) throws Exception {
    return what.run(serving, asking, identity, folder.resolve("case"), 42);
  }

  @ParameterizedTest
  @EnumSource
  void ourEndsPass(InteropCase what) throws Exception {
    assertEquals(Optional.empty(), run(what, new OwnEnd(), new OwnEnd()));
  }

  /// An end that changes what it has got before it is looked at.
  private record Careless(boolean serves, Change change) implements End {
    private interface Change {
      void in(Path downloads) throws Exception;
    }

    @Override
    public String name() {
      return "careless";
    }

    @Override
    public Listening serve(Identity identity, FileWork work) throws Exception {
      Listening good = new OwnEnd().serve(identity, work);
      if (!serves) return good;
      return new Listening(
          good.address(),
          () -> {
            good.close();
            change.in(Path.of(work.downloads()));
          });
    }

    @Override
    public void fetch(InetSocketAddress server, FileWork work) throws Exception {
      new OwnEnd().fetch(server, work);
      if (!serves) change.in(Path.of(work.downloads()));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HANDSHAKE")
  void oneByteThatIsWrongIsFound(InteropCase what) throws Exception {
    boolean serves = what.name().endsWith("SEND");
    End careless =
        new Careless(
            serves,
            downloads -> {
              Path file = downloads.resolve("webtransport1/file1.bin");
              byte[] content = Files.readAllBytes(file);
              content[0]++;
              Files.write(file, content);
            });
    assertEquals(
        Optional.of("file1.bin differs from byte 0 on"),
        run(what, serves ? careless : new OwnEnd(), serves ? new OwnEnd() : careless));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HANDSHAKE")
  void aFileThatDoesNotArriveIsMissed(InteropCase what) throws Exception {
    boolean serves = what.name().endsWith("SEND");
    End careless =
        new Careless(
            serves, downloads -> Files.delete(downloads.resolve("webtransport1/file1.bin")));
    assertEquals(
        Optional.of("file1.bin did not arrive"),
        run(what, serves ? careless : new OwnEnd(), serves ? new OwnEnd() : careless));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.INCLUDE, names = "HANDSHAKE")
  void endsThatNameDifferentProtocolsAreFound(InteropCase what) throws Exception {
    End careless =
        new Careless(
            false, downloads -> Files.writeString(downloads.resolve(FileWork.NEGOTIATED), "other"));
    String fault = run(what, new OwnEnd(), careless).orElseThrow();
    assertEquals("the server says that they speak \"remeasure-2\", the client \"other\"", fault);
  }

  /// A client that cannot do it says why, and that is what the case says.
  @ParameterizedTest
  @EnumSource
  void aFailureOfTheClientIsTold(InteropCase what) throws Exception {
    End failing =
        new End() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public Listening serve(Identity identity, FileWork work) {
            throw new AssertionError("it does not serve");
          }

          @Override
          public void fetch(InetSocketAddress server, FileWork work) throws Exception {
            throw new java.io.IOException("failing failed: a stack\n  of lines\nno such thing\n");
          }
        };
    assertTrue(run(what, new OwnEnd(), failing).orElseThrow().endsWith("no such thing"));
  }
}

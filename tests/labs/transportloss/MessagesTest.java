package labs.transportloss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.load.Completion;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final String NOT_UNDER_WAY = "something came back that was not under way";

  private final List<ByteBuffer> sent = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final Completion done =
      new Completion() {
        @Override
        public void succeeded(int lane, long index) {
          ended.add(index + " is back");
        }

        @Override
        public void failed(int lane, long index, String kind) {
          ended.add(index + " failed: " + kind);
        }
      };
  private final Messages messages =
      new Messages(3) {
        @Override
        void send(long number, ByteBuffer message) {
          sent.add(message);
        }

        @Override
        public void close() {}
      };

  private void start(int many) {
    for (int i = 0; i < many; i++) messages.start(0, i, done);
  }

  @Test
  void eachIsKnownByItsNumberInWhateverOrderTheyComeBack() {
    start(3);
    for (int i : new int[] {2, 0, 1}) messages.came(sent.get(i));
    assertEquals(List.of("2 is back", "0 is back", "1 is back"), ended);
  }

  @Test
  void aChangedByteBreaksAllThatAreUnderWayAndAllThatFollow() {
    start(2);
    ByteBuffer changed = sent.getFirst();
    changed.put(99, (byte) ~changed.get(99));
    messages.came(changed);
    start(1);
    String why = " failed: " + NOT_UNDER_WAY;
    assertEquals(List.of("0" + why, "1" + why, "0" + why), ended);
    assertEquals(2, sent.size());
  }

  @Test
  void whatComesBackTwiceOrShortOrWasNeverSentIsNotTaken() {
    start(2);
    ByteBuffer first = sent.getFirst();
    messages.came(first);
    messages.came(first);
    assertEquals(List.of("0 is back", "1 failed: " + NOT_UNDER_WAY), ended);
    messages.came(first.slice(0, 50));
    messages.came(ByteBuffer.allocate(Messages.BYTES));
    assertEquals(2, ended.size());
  }

  private static Download download(ByteBuffer... parts) {
    return new Download(100) {
      @Override
      void ask(long bytes) {
        for (ByteBuffer part : parts) came(part);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aDownloadCountsWhatHasCome() throws Exception {
    ByteBuffer half = ByteBuffer.allocate(50);
    assertEquals(50, download(half.duplicate()).within(Duration.ofMillis(1)).bytes());
    Download whole = download(half.duplicate(), half.duplicate());
    assertEquals(100, whole.within(Duration.ofDays(1)).bytes());
  }

  @Test
  void otherBytesOrMoreOfThemBreakADownload() {
    ByteBuffer other = ByteBuffer.allocate(50).put(49, (byte) 1);
    for (ByteBuffer wrong : List.of(other, ByteBuffer.allocate(101))) {
      Download download = download(wrong);
      assertThrows(IllegalStateException.class, () -> download.within(Duration.ofDays(1)));
    }
  }
}

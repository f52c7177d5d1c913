package sequencer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import sequencer.channel.Change;
import sequencer.client.SequencerClient;
import sequencer.crypto.ChannelData;
import sequencer.crypto.Signature;
import sequencer.engine.HeldEngine;
import sequencer.settlement.Settlement;

/// This project's sequencer, over HTTP.
final class OurRules implements Rules {
  private final HeldEngine disk = new HeldEngine();
  private final TestServer server;
  private final SequencerClient client;
  private volatile boolean held;
  private volatile boolean broken;
  private volatile int heldFrom;

  OurRules() {
    this(List.of());
  }

  private OurRules(List<Change> kept) {
    server = new TestServer(disk, kept, false, OurRules::settledAtOnce);
    client = server.client();
  }

  private static Settlement.Outcome settledAtOnce(ChannelData last, Signature signature) {
    return new Settlement.Outcome.Settled(last.channelId(), "0x" + "1".repeat(64), 1, 1);
  }

  /// The disk obeys while it is asked: it stores what has come, or breaks under it.
  @Override
  public Reply post(String path, String json) throws Exception {
    int before = disk.changes().size();
    CompletableFuture<SequencerClient.Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> complete(answer, path, json));
    while (!answer.isDone()) {
      int changes = disk.changes().size();
      if (broken && changes > before) {
        disk.fail();
      } else if (!held && !broken && changes > disk.durablePosition()) {
        disk.sync();
      }
      Thread.onSpinWait();
    }
    return new Reply(answer.get().status(), answer.get().text());
  }

  private void complete(
      CompletableFuture<SequencerClient.Answer> answer, String path, String json) {
    try {
      answer.complete(client.post(path, json.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public Reply channel(String id) throws Exception {
    SequencerClient.Answer answer = client.channel(id);
    return new Reply(answer.status(), answer.text());
  }

  @Override
  public void advanceSeconds(long seconds) {
    server.clock.advanceSeconds(seconds);
  }

  @Override
  public void breakStore() {
    broken = true;
  }

  @Override
  public void holdStore() {
    heldFrom = disk.changes().size();
    held = true;
  }

  @Override
  public int atTheStore() {
    return disk.changes().size() - heldFrom;
  }

  /// Requests for one channel race for it and go on; none waits.
  @Override
  public int lockedOut() {
    return 0;
  }

  @Override
  public List<Rules> afterPowerCuts() {
    List<Change> changes = disk.changes();
    List<Rules> restarted = new ArrayList<>();
    for (int kept = 0; kept <= changes.size(); kept++) {
      restarted.add(new OurRules(changes.subList(0, kept)));
    }
    return restarted;
  }

  @Override
  public void close() {
    held = false;
    client.close();
    server.close();
  }
}

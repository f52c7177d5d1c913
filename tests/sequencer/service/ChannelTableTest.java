package sequencer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.channel.Change;
import sequencer.channel.Refusal;
import sequencer.channel.Stage;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;
import sequencer.engine.EngineStopped;
import sequencer.engine.HeldEngine;

/// A store that was damaged in a way that no checksum sees is refused rather than half believed.
class ChannelTableTest {
  private static final Address OWNER = new Address(0, 0, 1);
  private static final ChannelId CHANNEL = new ChannelId(1, 2, 3, 4);
  private static final Signature SIGNATURE =
      TestServer.SCHEME.signer(Uint256.of(7).toBytes()).sign(new byte[32]);

  private static final String HASH = "0x" + "ab".repeat(32);

  private final ChannelTable table = new ChannelTable(2);

  @Test
  void replayedChangesAddUpToTheChannel() {
    table.replay(seeded(CHANNEL));
    table.replay(paid(CHANNEL, 1, Uint256.of(30)));
    table.replay(paid(CHANNEL, 2, Uint256.of(40)));
    assertEquals(2, table.find(CHANNEL).current().state().sequenceNumber());
    assertEquals(Uint256.of(70), table.find(CHANNEL).current().state().promised().total());
  }

  @Test
  void aStoreThatContradictsItselfIsRefused() {
    table.replay(seeded(CHANNEL));
    assertRefused("opens channel", seeded(CHANNEL));
    assertRefused("which it never opened", paid(new ChannelId(0, 0, 0, 0), 1, Uint256.of(1)));
    assertRefused("after payment 0", paid(CHANNEL, 2, Uint256.of(1)));
    table.replay(paid(CHANNEL, 1, Uint256.of(1)));
    assertRefused("has payment 1", paid(CHANNEL, 1, Uint256.of(1)));
    assertRefused("breaks a rule", paid(CHANNEL, 2, new Uint256(-1, -1, -1, -1)));
  }

  @Test
  void replayedClosingsEndAChannel() {
    table.replay(seeded(CHANNEL));
    table.replay(paid(CHANNEL, 1, Uint256.of(30)));
    assertRefused("without having begun to", new Change.Closed(CHANNEL, HASH));
    table.replay(new Change.Closing(CHANNEL, 0, null));
    assertRefused("twice", new Change.Closing(CHANNEL, 0, null));
    assertRefused("and its closing", paid(CHANNEL, 2, Uint256.of(1)));
    assertEquals(SIGNATURE, table.find(CHANNEL).current().state().userSignature());
    table.replay(new Change.Closed(CHANNEL, HASH));
    assertEquals(new Stage.Closed(HASH), table.find(CHANNEL).current().state().stage());
    assertRefused("without having begun to", new Change.Closed(CHANNEL, HASH));
  }

  @Test
  void thereIsRoomForSoManyChannels() throws Exception {
    HeldEngine engine = new HeldEngine();
    table.open(seeded(CHANNEL), engine);
    table.open(seeded(new ChannelId(0, 0, 0, 2)), engine);
    Change.Seeded third = seeded(new ChannelId(0, 0, 0, 3));
    Refusal refusal = assertThrows(Refusal.class, () -> table.open(third, engine));
    assertEquals(503, refusal.status());
    assertEquals("No room for another channel: at most 2", refusal.text());
    table.open(seeded(CHANNEL), engine);
    assertEquals(2, engine.changes().size());
  }

  @Test
  void aChannelThatFoundNoRoomInTheEngineIsNotThere() {
    HeldEngine engine = new HeldEngine();
    engine.fill(true);
    assertThrows(EngineFull.class, () -> table.open(seeded(CHANNEL), engine));
    engine.fail();
    assertThrows(EngineStopped.class, () -> table.open(seeded(CHANNEL), engine));
    assertEquals(0, table.size());
  }

  private void assertRefused(String sentence, Change change) {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> table.replay(change));
    assertEquals(true, refused.getMessage().contains(sentence), refused.getMessage());
  }

  private static Change.Seeded seeded(ChannelId id) {
    return new Change.Seeded(id, OWNER, Uint256.of(100), 1);
  }

  private static Change.Paid paid(ChannelId id, long number, Uint256 amount) {
    return new Change.Paid(id, number, 1, SIGNATURE, List.of(new Change.Transfer(OWNER, amount)));
  }
}

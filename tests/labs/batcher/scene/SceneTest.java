package labs.batcher.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.payment.PaymentPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SceneTest {
  private static int keys(Scene scene) {
    Set<List<Object>> keys = new HashSet<>();
    for (PaymentPlan.Due due : scene.plan().payments()) {
      keys.add(List.of(due.torrent(), due.direction()));
    }
    return keys.size();
  }

  @Test
  void everySceneHasTheDocumentsCounts() {
    assertEquals(6_400, Scene.download(100).plan().payments().size());
    assertEquals(108_800, Scene.download(100).satoshis());
    assertEquals(3_200 + 1_600 + 640, Scene.downloads().plan().payments().size());
    assertEquals(7_500, Scene.frequency().plan().payments().size());
    assertEquals(2_000, Scene.torrents(10, 200).plan().payments().size());
    assertEquals(2_250, Scene.seeding().plan().payments().size());
    assertEquals(500, Scene.latency().plan().payments().size());
    assertEquals(3_000, Scene.throughput().plan().payments().size());
    assertEquals(3_000, Scene.waves().plan().payments().size());
  }

  @Test
  void keysAreTorrentAndDirection() {
    assertEquals(2, keys(Scene.latency()));
    assertEquals(20, keys(Scene.torrents(10, 200)));
    assertEquals(20, keys(Scene.frequency()));
    assertEquals(3, keys(Scene.downloads()));
    assertEquals(1, keys(Scene.swarm()));
  }

  @Test
  void twentyLeechersTakeFrom500To1499ChunksEach() {
    int[] chunks = new int[20];
    for (PaymentPlan.Due due : Scene.swarm().plan().payments()) {
      chunks[Integer.parseInt(due.peer().substring("leecher-".length()))]++;
    }
    for (int count : chunks) {
      assertTrue(count >= 500 && count < 1_500, count + " chunks");
    }
  }

  @Test
  void paymentsAreInTheOrderInWhichTheyAreDue() {
    for (Scene scene : List.of(Scene.downloads(), Scene.swarm(), Scene.torrents(10, 200))) {
      long[] offsets = scene.offsetsNs();
      assertEquals(scene.plan().payments().size(), offsets.length);
      for (int i = 1; i < offsets.length; i++) {
        assertTrue(offsets[i - 1] <= offsets[i]);
      }
    }
  }

  @Test
  void pausesAreThoseOfTheDocumentsTests() {
    assertEquals(100_000_000, Scene.latency().offsetsNs()[499]);
    assertEquals(4_999_333_333L, Scene.frequency().offsetsNs()[7_499], 1);
    assertEquals(6_399 * 15_625_000L, Scene.download(100).offsetsNs()[6_399]);
    assertEquals(900_000_000, Scene.waves().offsetsNs()[2_999]);
  }

  @Test
  void aSceneIsTheSameForEveryone() {
    assertEquals(Scene.swarm().plan(), Scene.swarm().plan());
    assertArrayEquals(Scene.seeding().offsetsNs(), Scene.seeding().offsetsNs());
  }

  @Test
  void fasterMovesTheOffsetsAndNothingElse() {
    Scene scene = Scene.download(100).faster(100);
    assertEquals(63_990_000 * 15.625, scene.offsetsNs()[6_399], 10);
    assertEquals(Scene.download(100).plan(), scene.plan());
    assertEquals(2_000, scene.tailMs());
  }
}

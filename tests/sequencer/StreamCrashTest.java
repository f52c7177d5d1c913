package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runtime.DataFolder;
import runtime.DiskProject;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import sequencer.client.PaymentLoad;
import sequencer.client.StreamLoad;
import sequencer.http.RawClient;

/// The real server, killed at random moments while streams are on their way to it and to the disk:
/// every stream that it acknowledged is read back payment by payment, and what it has beyond those
/// are whole streams that were sent.
@Waiting
class StreamCrashTest {
  private static final int KILLS = 3;
  private static final int LANES = 4;
  private static final int BATCH = 20_000;
  private static final int ACKNOWLEDGEMENTS_MAX = 60;

  @TempDir(factory = DiskProject.class)
  private Path project;

  private SystemRuntime runtime;

  @BeforeEach
  void choose() throws Exception {
    runtime = Runtimes.choose("process", project);
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "postgres"})
  void noPaymentOfAnAcknowledgedStreamIsLostAndNoStreamIsKeptInPart(String engine)
      throws Exception {
    SplittableRandom random = new SplittableRandom(13);
    DataFolder data = runtime.newData("streams");
    List<StreamLoad> loads = new ArrayList<>();
    RunningSystem system = runtime.start(SequencerLaunch.launch(engine).brief(), data);
    for (int kill = 0; kill < KILLS; kill++) {
      StreamLoad load =
          new StreamLoad(
              kill + 1,
              LANES,
              BATCH,
              TestServer.DOMAIN,
              TestServer.SCHEME,
              SequencerLaunch.coSigner(),
              System.currentTimeMillis() / 1000);
      loads.add(load);
      load.begin(system.address());
      payUntilKilled(system, load, random.nextInt(1, ACKNOWLEDGEMENTS_MAX));
      system = runtime.start(SequencerLaunch.launch(engine).brief(), data);
      for (StreamLoad each : loads) {
        PaymentLoad.Audit audit = each.audit(system.address());
        assertEquals("", audit.fault());
        assertEquals(audit.acknowledged(), audit.confirmed());
        assertEquals(LANES, audit.channelsExact());
      }
    }
    system.stop();
    assertEquals(143, system.exitStatus().orElseThrow());
  }

  private static void payUntilKilled(RunningSystem system, StreamLoad load, int acknowledgements)
      throws InterruptedException {
    AtomicInteger left = new AtomicInteger(acknowledgements);
    List<Thread> threads = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      int mine = lane;
      threads.add(Thread.ofPlatform().start(() -> pay(system, load, mine, left)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(left.get() <= 0, "the payers stopped before the system was killed");
  }

  /// Whoever brings `left` to zero kills the system, in the middle of what the others send.
  private static void pay(RunningSystem system, StreamLoad load, int lane, AtomicInteger left) {
    ByteBuffer request = ByteBuffer.allocate(1 << 17);
    try (RawClient raw = new RawClient(system.address())) {
      while (true) {
        load.write(lane, 0, request.clear());
        raw.send(Arrays.copyOf(request.array(), request.position()));
        RawClient.Answer answer = raw.read();
        ByteBuffer body = ByteBuffer.wrap(answer.body().getBytes());
        assertEquals(null, load.judge(lane, 0, answer.status(), body), answer.body());
        if (left.decrementAndGet() == 0) {
          system.kill();
        }
      }
    } catch (IOException killed) {
      // The last stream sent has no answer: all of it may have been kept, or nothing.
    }
  }
}

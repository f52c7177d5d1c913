package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.client.Agent;
import sequencer.client.ChannelSnapshot;
import sequencer.client.Faults;
import sequencer.client.SequencerClient;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;
import sequencer.http.RawClient;

/// Good requests and two dozen kinds of bad ones, mixed at random from a seed, several channels at
/// a time: every answer is the one that was known beforehand. In the matrix of kind by verdict
/// nothing stands off the diagonal.
class KnownVerdictTest {
  private static final int CHANNELS = 8;
  private static final int REQUESTS_PER_CHANNEL = 600;

  /// The channels expire early enough for a voucher to be too late without being too early.
  private static final long LIFE_SECONDS = 300;

  private static final List<Faults.Kind> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Faults.Kind.NONE)));

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyAnswerIsTheOneKnownBeforehand() throws Exception {
    List<Thread> payers = new ArrayList<>();
    List<Map<Faults.Kind, Integer>> counts = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      int channel = i;
      Map<Faults.Kind, Integer> count = new EnumMap<>(Faults.Kind.class);
      counts.add(count);
      payers.add(Thread.ofPlatform().start(() -> wrong.addAll(pay(channel, count))));
    }
    for (Thread payer : payers) {
      payer.join();
    }
    assertEquals(List.of(), wrong);
    for (Faults.Kind kind : Faults.Kind.values()) {
      int sent = counts.stream().mapToInt(count -> count.getOrDefault(kind, 0)).sum();
      assertTrue(sent > 0, "the mix never contained " + kind);
    }
  }

  private List<String> pay(int channel, Map<Faults.Kind, Integer> counts) {
    Agent agent = Agent.of(3, channel, TestServer.DOMAIN, TestServer.SCHEME);
    RandomGenerator random = new SplittableRandom(channel);
    Faults.Terms terms = new Faults.Terms(TestServer.NOW, LIFE_SECONDS, 1_000, 0.35, FAULTS);
    Faults faults = new Faults(agent, TestServer.SCHEME, random, terms);
    List<String> wrong = new ArrayList<>();
    try (SequencerClient client = server.client()) {
      client.seed(faults.seed()).channel();
      for (int i = 0; i < REQUESTS_PER_CHANNEL; i++) {
        Faults.Case next = faults.next();
        counts.merge(next.kind(), 1, Integer::sum);
        RawClient.Answer answer = send(next);
        if (answer.status() != next.status() || !answer.body().contains(next.contains())) {
          wrong.add("%s -> %s".formatted(next, answer));
        }
      }
      checkEnd(client.channel(agent.channelId()).channel(), faults, wrong);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return wrong;
  }

  private RawClient.Answer send(Faults.Case next) throws IOException {
    try (RawClient raw = server.connect()) {
      return raw.post("/settle", next.body()).read();
    }
  }

  private static void checkEnd(ChannelSnapshot end, Faults faults, List<String> wrong) {
    Uint256 sum =
        end.data().recipients().stream().map(Recipient::amount).reduce(Uint256.ZERO, Uint256::plus);
    if (end.data().sequenceNumber() != faults.payments()
        || !sum.equals(Uint256.of(faults.spent()))) {
      wrong.add("%s after %s payments of %s".formatted(end, faults.payments(), faults.spent()));
    }
  }

  /// Many clients want to be the next payment of one channel. Each number is taken once, by a
  /// request that was answered 200, and nobody is left without an answer.
  @Test
  void onOneChannelEveryNumberIsTakenOnce() throws Exception {
    int clients = 8;
    int payments = 60;
    Agent agent = Agent.of(4, 0, TestServer.DOMAIN, TestServer.SCHEME);
    try (SequencerClient client = server.client()) {
      client.seed(agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY, TestServer.NOW)).channel();
      long[] accepted = new long[clients];
      List<Thread> threads =
          IntStream.range(0, clients)
              .mapToObj(
                  i ->
                      Thread.ofPlatform()
                          .start(() -> accepted[i] = race(agent.copy(), i, payments)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      ChannelSnapshot end = client.channel(agent.channelId()).channel();
      assertEquals(IntStream.range(0, clients).mapToLong(i -> accepted[i]).sum(), payments);
      assertEquals(payments, end.data().sequenceNumber());
    }
  }

  /// Tries number after number, each with an amount of its own so that no two vouchers are alike,
  /// and counts those that it won. Who has lost a number follows the winner's promise.
  private long race(Agent start, int self, int payments) {
    Agent agent = start;
    long won = 0;
    try (RawClient raw = server.connect()) {
      while (agent.sequenceNumber() < payments) {
        Agent attempt = agent.copy();
        String body =
            new String(attempt.pay(start.address(), Uint256.of(self + 1), TestServer.NOW).json());
        int status = raw.post("/settle", body).read().status();
        if (status == 200) {
          won++;
          agent = attempt;
        } else {
          assertEquals(400, status);
          agent = followed(raw, start);
        }
      }
      return won;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Agent followed(RawClient raw, Agent start) throws IOException {
    String body = raw.get("/channel/" + start.channelId()).read().body();
    return start.resumed(ChannelSnapshot.parse(body.getBytes()).data());
  }
}

package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ProtocolTest {
  private Protocol protocol;
  private boolean passed;

  private String protocolOf(Class<?>... classes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicLong reading = new AtomicLong();
    protocol =
        new Protocol(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            () -> {
              // Ever longer steps, so that no two tests take the same time.
              long step = reading.getAndIncrement();
              return step * step * 100_000_000;
            });
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(c -> selectClass(c)).toList())
            .configurationParameter("jqwik.database", "")
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .build();
    LauncherFactory.create().execute(request, protocol);
    passed = protocol.close();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String closingLine(String protocol) {
    return protocol.lines().toList().getLast();
  }

  @Test
  void closingLineCountsWhatPassedFailedAndWasSkipped() {
    String protocol = protocolOf(ProtocolFixtures.Mixed.class);
    assertEquals("1 passed, 2 failed, 2 skipped", closingLine(protocol));
    assertFalse(passed);
  }

  @Test
  void skippedIsLeftOutOfTheClosingLineWhenNoneWas() {
    String protocol = protocolOf(ProtocolFixtures.Good.class);
    assertEquals("2 passed, 0 failed", closingLine(protocol));
    assertTrue(passed);
  }

  @Test
  void runWithoutATestIsNoPass() {
    String protocol = protocolOf(String.class);
    assertEquals(List.of("", "no test ran", "", "0 passed, 0 failed"), protocol.lines().toList());
    assertFalse(passed);
  }

  @Test
  void everyClassHasItsLineWithCountsAndTimePerEngine() {
    String protocol = protocolOf(ProtocolFixtures.Mixed.class, ProtocolFixtures.Good.class);
    assertTrue(protocol.contains("s  house.ProtocolFixtures$Mixed"), protocol);
    assertTrue(protocol.contains("  1 passed, 2 FAILED, 2 skipped\n"), protocol);
    List<String> good = protocol.lines().filter(l -> l.contains("$Good   ")).toList();
    assertEquals(2, good.size(), "jqwik and JUnit each run their part of the class");
    assertTrue(good.stream().allMatch(l -> l.endsWith("  1 passed")), good.toString());
  }

  @Test
  void aRunThatIsEndedWritesWhatItHasAndWhatWasUnderWay() {
    ProtocolFixtures.meanwhile = () -> passed = protocol.close();
    List<String> lines = protocolOf(ProtocolFixtures.Lasting.class).lines().toList();
    int at = lines.indexOf("under way when the run was ended");
    assertTrue(lines.get(at + 1).endsWith(" s  house.ProtocolFixtures$Lasting"), lines.toString());
    assertTrue(lines.get(at + 2).endsWith(" s  house.ProtocolFixtures$Lasting#underWay"));
    assertEquals(
        List.of("", "no test ran", "", "0 passed, 0 failed"), lines.subList(at + 3, at + 7));
    assertEquals(1, lines.stream().filter(line -> line.startsWith("0 passed")).count());
  }

  @Test
  void skippedTestsAreListedWithTheirReason() {
    String protocol = protocolOf(ProtocolFixtures.Mixed.class);
    assertTrue(protocol.contains("  house.ProtocolFixtures$Mixed#off: the door is locked\n"));
    assertTrue(protocol.contains("$Mixed#needsMore: Assumption failed: no moon tonight\n"));
  }

  @Test
  void failureShowsItsReasonItsPlaceAndItsCauseWithoutTheMachineryAround() {
    String protocol = protocolOf(ProtocolFixtures.Mixed.class);
    assertTrue(protocol.contains("FAILED house.ProtocolFixtures$Mixed#bad\n"));
    assertTrue(protocol.contains("one is not two ==> expected: <1> but was: <2>\n"));
    assertTrue(protocol.contains("  caused by java.lang.ArithmeticException: inner\n"));
    assertTrue(protocol.contains("at house.ProtocolFixtures$Mixed$Inside.deep(ProtocolFixtures"));
    assertFalse(protocol.contains("at org.junit"));
    assertFalse(protocol.contains("at java."));
  }

  @Test
  void falsifiedPropertyShowsItsSampleAndSeed() {
    String protocol = protocolOf(ProtocolFixtures.Falsified.class);
    assertTrue(protocol.contains("any: 1000\n"), protocol);
    assertTrue(protocol.contains("seed = "), protocol);
  }

  @Test
  void classThatCannotBeSetUpIsAFailure() {
    String protocol = protocolOf(ProtocolFixtures.Unprepared.class);
    assertEquals("0 passed, 1 failed", closingLine(protocol));
    assertTrue(protocol.contains("FAILED house.ProtocolFixtures$Unprepared\n"));
  }

  @Test
  void slowestTestsComeFirst() {
    String protocol = protocolOf(ProtocolFixtures.Mixed.class, ProtocolFixtures.Good.class);
    List<Double> seconds =
        protocol
            .lines()
            .dropWhile(line -> !line.equals("slowest"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .map(line -> Double.valueOf(line.strip().split(" ")[0]))
            .toList();
    assertEquals(6, seconds.stream().distinct().count(), protocol);
    assertEquals(seconds.stream().sorted(Comparator.reverseOrder()).toList(), seconds);
  }
}

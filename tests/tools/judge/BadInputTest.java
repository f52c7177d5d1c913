package tools.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no figure, no measurement, or neither together: one sentence, the status, and no file.
class BadInputTest extends JudgeCase {
  private Path good() throws IOException {
    return figures("start,1,start-up,=,20,ms,less,,starts in 20 ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'' | bad.json is empty; did the tool come to its end?",
        "' ' | bad.json is empty; did the tool come to its end?",
        "'{\"results\": [' | bad.json is not JSON from line 1, column 14 on; is it cut off?",
        "'{\"a\": 1}' | bad.json is no export that is known; those are written by hyperfine",
        "'[]' | bad.json is no export that is known",
        "'some words' | bad.json is no export that is known",
        "'{\"results\": []}' | bad.json: results should be a list with something in it",
        "'{\"results\": [{}]}' | bad.json: results[0].command is missing",
        "'{\"results\": [{\"command\": \"a\"}]}' | bad.json: results[0].times is missing",
        "'{\"results\": [{\"command\": \"a\", \"times\": [1, \"x\"]}]}'"
            + " | bad.json: results[0].times[1] should be a number from 0 up",
        "'{\"results\": [{\"command\": \"a\", \"times\": [1, -1]}]}'"
            + " | bad.json: results[0].times[1] should be a number from 0 up",
        "'{\"metrics\": {}}' | bad.json: metrics holds no trend and no counter",
        "'Running 1s test @ http://a/' | bad.json: nothing in it is like",
        "'[{\"jmhVersion\": \"2.0\"}]' | bad.json: [0].jmhVersion is 2.0, and known are 1.x",
        "'{\"benchmarks\": [], \"machine_info\": {}, \"version\": \"6.1\"}'"
            + " | bad.json: version is 6.1, and known are 4.x and 5.x",
        "'name,value,unit' | bad.json has a head and no trial",
      })
  void fileThatIsNoExportIsRefused(String text, String complaint) throws IOException {
    String bare = text.strip().replaceAll("^'|'$", "");
    String said = refused(3, good(), file("bad.json", bare));
    assertTrue(said.startsWith(complaint), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start,x,ms | trials.csv, row 1: \"x\" should be a number, such as 12.5",
        "start,1 | trials.csv, row 1: it should be name,value,unit",
        "start,1,ms;start,1,s | trials.csv, row 2: \"start\" was in ms above, and is in s here",
      })
  void rowThatIsNoTrialIsRefused(String rows, String complaint) throws IOException {
    Path trials = file("trials.csv", "name,value,unit\n" + rows.replace(';', '\n') + "\n");
    assertEquals(complaint, refused(3, good(), trials));
  }

  @Test
  void everyTruncationOfEveryExportIsRefusedInASentence() throws IOException {
    Path figures = good();
    for (String name :
        List.of(
            "hyperfine.json",
            "jmh.json",
            "pytest-1.json",
            "autocannon-1.json",
            "k6-handle-summary.json")) {
      String text = Files.readString(EXPORTS.resolve(name)).stripTrailing();
      for (int part = 1; part < 8; part++) {
        Path cut = file("cut.json", text.substring(0, text.length() * part / 8));
        String said = refused(3, figures, cut);
        assertTrue(said.contains("is it cut off?"), name + ": " + said);
      }
    }
    String wrk = Files.readString(EXPORTS.resolve("wrk-1.txt"));
    Path cut = file("cut.txt", wrk.substring(0, wrk.indexOf("Requests/sec")));
    assertTrue(refused(3, figures, cut).contains("is it cut off?"));
  }

  @Test
  void fileThatIsNotThereOrNoTextIsRefused() throws IOException {
    String missing = refused(3, good(), folder.resolve("none.json"));
    assertTrue(missing.startsWith("there is no file "), missing);
    Path noText = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals("binary is no text in UTF-8", refused(3, good(), noText));
    assertTrue(refused(3, folder.resolve("none.csv"), noText).startsWith("there is no data file"));
  }

  @Test
  void figuresFileTellsWhatItNeeds() throws IOException {
    Path figures = Files.writeString(folder.resolve("page.csv"), "id,value\npage.a,1\n");
    Path trials = file("trials.csv", "name,value,unit\nstart,1,ms\n");
    assertTrue(
        refused(3, figures, trials)
            .startsWith(
                "page.csv line 1: the columns are [id, value]; they must be [id, line, metric, low,"
                    + " unit, better, quote], and may be [id, "),
        err::toString);
    Files.writeString(
        figures, "id,line,metric,low,unit,better,quote\npage.a,1,start,1e,ms,less,q\n");
    assertTrue(
        refused(3, figures, trials).startsWith("page.csv line 2, column low: \"1e\" is no number"));
    Files.writeString(
        figures, "id,line,metric,low,unit,better,quote\nother.a,1,start,1,ms,less,q\n");
    assertTrue(refused(3, figures, trials).contains("does not begin with its document, page"));
  }

  @Test
  void whatIsMeantIsAskedForWhereItIsOpen() throws IOException {
    Path wrk = export("wrk-1.txt");
    Path figures = figures("api,1,rate,>=,1000,requests/s,more,wrk,1 000 requests/s");
    String open = refused(2, figures, wrk);
    assertTrue(open.startsWith("page.api is to be answered by \"wrk\", which has several"), open);
    assertTrue(open.contains("latency_p99"), open);
    Path wrong = figures("api,1,rate,>=,1000,requests/s,more,wrk:speed,1 000 requests/s");
    assertTrue(refused(2, wrong, wrk).contains("\"speed\" of \"wrk\", which has \"latency_max\""));
    assertEquals(
        "nothing was measured that is called \"nginx\"; there is \"wrk\"",
        refused(2, figures, wrk, "--map", "page.api=nginx"));
    assertTrue(
        refused(2, figures, wrk, "--map", "page.app=wrk").contains("the nearest is \"page.api\""));
  }

  @Test
  void runsOfTwoKindsAreNoTrialsOfOneThing() throws IOException {
    Path one = export("wrk-1.txt");
    Path other =
        file("wrk-9.txt", Files.readString(one).replace("8 connections", "64 connections"));
    Path figures = figures("api,1,rate,>=,1000,requests/s,more,wrk:throughput,1 000 requests/s");
    String said = refused(2, figures, one, other);
    assertTrue(said.startsWith("trials of \"wrk\" were measured in two ways"), said);
    assertTrue(said.contains("64 connections"), said);
  }

  @Test
  void folderThatCannotBeWrittenLeavesNothing() throws IOException {
    Path trials = file("trials.csv", "name,value,unit\nstart,1,ms\n");
    Path inTheWay = file("out", "a file");
    assertEquals(3, run(good(), trials, "--out", inTheWay));
    assertEquals("a file", Files.readString(inTheWay));
    assertTrue(err.toString().startsWith("error: results cannot be saved in "), err.toString());
  }

  @Test
  void answersThatFailedAreCounted() throws IOException {
    Path export = export("wrk-missing.txt");
    Path figures =
        figures("api,1,rate,>=,1000,requests/s,more,wrk-missing:throughput,1 000 requests/s");
    assertEquals(1, run(figures, export), err::toString);
    assertEquals(0, saved().checks().getFirst().confirmed());
  }

  @Test
  void sampleModeOfJmhIsRefusedWithWhatToUse() throws IOException {
    String said = refused(3, good(), export("jmh-sample.json"));
    assertEquals(
        "jmh-sample.json: [0].mode is sample, which keeps a histogram; use -bm avgt, thrpt or ss",
        said);
  }
}

package tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small project whose every figure has another fate.
public final class ShopProject {
  /// The document `page`.
  public static final String FIGURES =
      """
      id,line,section,metric,kind,comparator,low,high,unit,better,conditions,system,lab,standing,reason,provenance,note,quote
      page.burst.throughput,4,Results,"throughput, burst",achieved,=,27.81,,TPS,more,1 channel,shop,shop-burst,measured,,measured once,,27.81 TPS
      page.burst.payments,4,Results,payments,parameter,=,1000,,payments,none,,shop,shop-burst,measured,,a default,,1000
      page.loop.turns,5,Results,turns of the loop in the drawing,parameter,=,20,,turns,none,,shop,shop-burst,measured,,a drawing,,20x
      page.latency.mean,6,Results,mean latency,achieved,range,35,45,ms,less,,shop,shop-latency,measured,,hard-coded,,35-45ms
      page.gain,7,Hopes,gain by training,achieved,range,20,40,%,more,,shop,,unmeasurable,it needs graphics processors,invented,,20-40%
      page.rate,8,Hopes,orders matched,achieved,>=,15000,,orders/s,more,,shop,,measured,no lab yet: the shop will measure it,invented,,"15,000+"
      page.burst.throughput.again,9,Hopes,"throughput, burst",achieved,=,27.8,,TPS,more,1 channel,shop,shop-burst,measured,,,repeat of page.burst.throughput; rounded,27.8
      """;

  /// One relation that fails and one that holds.
  public static final String RELATIONS =
      """
      id,left,comparator,right,tolerance,expected,refutes,force,given,meaning,source
      A1,page.loop.turns,=,page.burst.payments,0,fails,page.loop.turns,contradicted,,the loop of the drawing sends the payments,the page
      A2,1000 / page.burst.throughput,<=,page.latency.mean,0,holds,,,,a payment takes no longer than the mean latency,arithmetic
      """;

  /// A result of `shop-burst`, to be filled with profile, measured value and verdict.
  public static final String RESULT =
      """
      {"schema": 1, "lab": "shop-burst", "title": "payments", "profile": "%s", "seed": 42,
       "protocol_version": 1, "ruler": 2, "started": "2026-01-02T03:04:05Z",
       "finished": "2026-01-02T03:05:05Z",
       "runtime": {"kind": "process", "reason": "asked for", "details": {}},
       "project": {"version": "0.1", "commit": "3f2a9c1d5e", "dirty": false}, "machine": {},
       "limits": [], "trials": [], "peers": [], "checks": [], "notes": [],
       "exit": {"status": 0, "reason": "measured"}, "figures": [
        {"id": "burst", "label": "burst", "group": "Throughput", "metric": "throughput",
         "variant": "burst", "unit": "payments/s", "better": "more", "tags": [],
         "documented": {"id": "page.burst.throughput", "document": "page", "line": 4,
          "comparator": "=", "low": 27.81, "high": 27.81, "text": "27.81"},
         "measured": %s, "low": 1390.4, "high": 1475.0,
         "values": [1390.4, 1400, 1430, 1435, 1460, 1475.0], "ratio": 51.5,
         "verdict": "%s", "note": ""}]}
      """;

  private ShopProject() {}

  /// Lays out its figures, its relations and its lab, without any result.
  public static void layOut(Path home) throws IOException {
    Files.createDirectories(home.resolve("datasets/documented"));
    Files.createDirectories(home.resolve("labs"));
    Files.writeString(home.resolve("datasets/documented/page.csv"), FIGURES);
    Files.writeString(home.resolve("datasets/documented/relations.csv"), RELATIONS);
    Files.writeString(home.resolve("labs/shop-burst.java"), "");
  }
}

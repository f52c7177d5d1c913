package house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule complains of a house that breaks it, and only of that.
class RulesTest {
  private static void assertComplaints(Rule rule, House house, String... complaints) {
    assertEquals(List.of(complaints), rule.complaints(house));
  }

  private static House kitFile(String body) {
    return House.of("labs/kit/K.java", "package kit;\nclass K { void k() { " + body + " } }\n");
  }

  // --- head lists -----------------------------------------------------------------------------

  @Test
  void modulesAreNamedByTheirHeadsNotByTheirFiles() {
    House house =
        House.of(
            "environment/saw/package-info.java",
            "//SOURCES Blade.java\n//SOURCES ../wood/package-info.java\n"
                + "//SOURCES ../wood/Board.java\npackage saw;\n",
            "labs/saw.java",
            "//SOURCES kit/package-info.java\n//SOURCES kit/**/*.java\nclass saw {}\n");
    assertComplaints(
        new HeadLists(),
        house,
        "environment/saw/package-info.java names //SOURCES ../wood/Board.java;"
            + " name its module's package-info.java",
        "labs/saw.java names //SOURCES kit/**/*.java; name its module's package-info.java");
  }

  @Test
  void dependencyHasOneExactVersion() {
    House house =
        House.of(
            "labs/a.java", "//DEPS g:a:1.0\n//DEPS h:bom:2@pom h:b g:b\nclass a {}\n",
            "labs/b.java", "//DEPS g:a:1.1\n//DEPS g:c:[1,2)\nclass b {}\n");
    assertComplaints(
        new PinnedDependencies(),
        house,
        "labs/a.java: g:b must name an exact version",
        "labs/b.java: g:c:[1,2) must name an exact version",
        "g:a must have one version, not [1.0, 1.1]");
  }

  // --- packages -------------------------------------------------------------------------------

  @Test
  void importsAgainstTheDirectionsAreRefused() {
    House house =
        House.of(
            "labs/kit/K.java", "package kit.lab;\nimport saw.Blade;\nimport runtime.Run;\n",
            "labs/kit/stats/S.java", "package kit.stats;\nimport kit.result.R;\n",
            "labs/kit/result/R.java", "package kit.result;\n",
            "environment/saw/Blade.java",
                "package saw;\n"
                    + "import static kit.lab.K.x;\n"
                    + "import journal.J;\n"
                    + "import labs.saw.Trial;\n",
            "environment/journal/J.java", "package journal;\nimport runtime.Run;\n",
            "environment/runtime/Run.java", "package runtime;\n",
            "labs/saw.java", "import saw.Blade;\nimport kit.lab.K;\n",
            "labs/saw/Trial.java", "package labs.saw;\nimport saw.Blade;\nimport kit.lab.K;\n",
            "labs/saw/Bench.java", "package labs.saw;\nimport tools.rack.Rack;\n",
            "tools/rack/Rack.java", "package tools.rack;\nimport kit.lab.K;\n",
            "tests/saw/BladeTest.java", "package saw;\nimport kit.lab.K;\n");
    assertComplaints(
        new Directions(),
        house,
        "environment/journal/J.java: journal must not import runtime",
        "environment/saw/Blade.java: saw must not import kit.lab",
        "environment/saw/Blade.java: saw must not import labs.saw",
        "labs/kit/K.java: kit.lab must not import saw",
        "labs/kit/stats/S.java: kit.stats must not import kit.result",
        "labs/saw/Bench.java: labs.saw must not import tools.rack");
  }

  @Test
  void moduleMayImportWhatItsHeadSaysAndUsesAllOfThat() {
    House house =
        House.of(
            "environment/saw/Blade.java", "package saw;\n",
            "environment/wood/Board.java", "package wood;\n",
            "environment/sawmotor/package-info.java",
                "//IMPORTS saw wood\n//SOURCES ../saw/package-info.java\npackage sawmotor;\n",
            "environment/sawmotor/Motor.java", "package sawmotor;\nimport saw.Blade;\n",
            "environment/plane/Plane.java", "package plane;\nimport saw.Blade;\n",
            "labs/kit/package-info.java", "//IMPORTS saw\npackage kit;\n",
            "labs/kit/K.java", "package kit;\nimport saw.Blade;\n");
    assertComplaints(
        new Directions(),
        house,
        "environment/plane/Plane.java: plane must not import saw",
        "labs/kit/K.java: kit must not import saw",
        "sawmotor says //IMPORTS wood and does not");
  }

  @Test
  void scriptStandsOnTheFloorOfItsFolder() {
    House house =
        House.of(
            "environment/saw/Blade.java", "package saw;\n",
            "environment/saw/show.java", "import kit.lab.K;\nimport labs.saw.Trial;\n",
            "labs/kit/K.java", "package kit.lab;\n",
            "labs/saw.java", "import kit.lab.K;\nimport saw.Blade;\nimport tools.rack.Rack;\n",
            "labs/saw/Trial.java", "package labs.saw;\n",
            "tools/rack.java", "import kit.lab.K;\nimport labs.saw.Trial;\nimport saw.Blade;\n",
            "tools/rack/Rack.java", "package tools.rack;\n");
    assertComplaints(
        new Directions(),
        house,
        "environment/saw/show.java: saw must not import kit.lab",
        "environment/saw/show.java: saw must not import labs.saw",
        "labs/saw.java: labs must not import tools.rack");
  }

  @Test
  void cycleOfPackagesIsShownWithItsWay() {
    House house =
        House.of(
            "environment/saw/A.java", "package saw;\nimport saw.teeth.T;\n",
            "environment/saw/teeth/T.java", "package saw.teeth;\nimport saw.handle.H;\n",
            "environment/saw/handle/H.java", "package saw.handle;\nimport saw.A;\n");
    assertComplaints(
        new NoCycles(), house, "packages import each other: saw -> saw.teeth -> saw.handle -> saw");
  }

  // --- figures and labs -----------------------------------------------------------------------

  @Test
  void figureIsAnsweredByALabThatItNames() {
    String head = "id,kind,lab,note\n";
    House house =
        House.of(
            "datasets/documented/saws.csv",
            head
                + "saws.speed,achieved,saw-wood saw-iron,\n"
                + "saws.noise,achieved,saw-wood,\n"
                + "saws.noise.again,achieved,saw-wood,repeat of saws.noise\n"
                + "saws.teeth,parameter,saw-wood,\n"
                + "saws.dust,achieved,saw-glass,\n"
                + "saws.heat,target,saw-wood,\n",
            "labs/saw-wood.java",
            "row.answers(\"saws.speed\");",
            "labs/saw-iron.java",
            "row.answers(\"saws.heat\");");
    assertComplaints(
        new AnsweredFigures(),
        house,
        "saws.noise names saw-wood, and no row there answers it",
        "saws.heat is answered by saw-iron, which its row does not name");
  }

  // --- catalog and documents ------------------------------------------------------------------

  private static String alias(String name, String script, String description) {
    return "\""
        + name
        + "\": {\"script-ref\": \""
        + script
        + "\", \"description\": \""
        + description
        + "\"}";
  }

  private static String catalog(String... aliases) {
    return "{\"aliases\": {" + String.join(",", aliases) + "}}";
  }

  @Test
  void aliasNeedsAScriptALineAndAFreeName() {
    House house =
        House.of(
            "tools/saw.java",
            "class saw {}",
            Catalog.FILE,
            catalog(
                alias("saw", "tools/saw.java", ""),
                alias("jdk", "tools/saw.java", "fine"),
                alias("plane", "tools/plane.java", "fine")));
    assertComplaints(
        new CompleteCatalog(),
        house,
        "jbang-catalog.json: saw needs a description of one line, up to 90 columns",
        "jbang-catalog.json: jdk hides JBang's command of that name",
        "jbang-catalog.json: plane runs tools/plane.java, which is not there");
  }

  @Test
  void scriptDescribesItselfOnOneLineWhichIsItsLabsTitle() {
    String title = "class saw { Lab l = Lab.named(\"x-y\").title(\"saws wood\"); }";
    String promise = "class saw { Lab l = Lab.named(\"x-y\").title(\"saws\").promise(\"fast\"); }";
    House house =
        House.of(
            "labs/good.java",
            "//DESCRIPTION saws wood\n//JAVA 25+\n\n/// # Saws\n" + title,
            "labs/long.java",
            "//DESCRIPTION saws wood\n// and iron\n\n" + title,
            "labs/other.java",
            "//DESCRIPTION saws, slowly\n" + promise,
            "labs/promise.java",
            "//DESCRIPTION saws, fast\n" + promise,
            "tools/none.java",
            "class saw {}",
            Catalog.FILE,
            catalog(
                alias("good", "labs/good.java", ""),
                alias("long", "labs/long.java", ""),
                alias("none", "tools/none.java", ""),
                alias("other", "labs/other.java", ""),
                alias("promise", "labs/promise.java", "")));
    assertComplaints(
        new OneDescription(),
        house,
        "labs/long.java goes on with its description on a second line, which JBang does not read",
        "tools/none.java needs one line //DESCRIPTION, and has 0",
        "labs/other.java describes itself as \"saws, slowly\", and its lab's title is \"saws,"
            + " fast\"");
  }

  private static List<String> complaintsOf(String page) {
    House house =
        House.of(
            "docs/page.md",
            page,
            "docs/near.md",
            "",
            "labs/saw.java",
            "class saw {}",
            "labs/kit/SawBlade.java",
            "package kit;\nclass SawBlade { class InnerTooth { int size; void cut() {} } }",
            Catalog.FILE,
            catalog(alias("saw", "labs/saw.java", "saws")));
    return new TrueDocuments(Set.of("ForeignType")).complaints(house);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`labs/gone.java`",
        "`labs/kit/`, `./labs/none/`",
        "`gone.csv`",
        "`SawBlades`",
        "`SawHandle#grip`",
        "`InnerTooth#grip`",
        "`InnerTooth#cu...`",
        "`SawBlade#size`",
        "    ./jbang gone",
        "use `jbang labs/gone.java --fast`",
        "$ ./jbang labs/gone.java",
      })
  void nameOfSomethingThatIsNotThereIsRefused(String line) {
    assertEquals(1, complaintsOf("# Page\n" + line + "\n").stream().distinct().count());
  }

  @Test
  void complaintSaysWhereAndWhat() {
    assertEquals(
        List.of("docs/page.md:2: names labs/gone.java, which is not there"),
        complaintsOf("# Page\n`labs/gone.java`\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`labs/saw.java`, `labs/kit`, `near.md`",
        "`SawBlade`, `InnerTooth#size`, `InnerTooth#cut`, `SawBlade(3)`, `ForeignType#any`",
        "    ./jbang saw --fast",
        "`jbang labs/saw.java`, `./jbang jdk install 25`, `./jbang --help`",
        "`labs/NAME.java`, `DOCUMENT.csv`, `./jbang labs/NAME.java`, `jbang labs/...`,"
            + " `datasets/results/x.json`, `.jbang/`",
        "`N/s`, `1/3`, `req/s`, `text/html`, `3.5`, `JSON`, `a = b`",
        "jbang is what runs it; the old jbang works too",
      })
  void namesOfThingsThatAreThereAreFine(String line) {
    assertEquals(List.of(), complaintsOf("# Page\n" + line + "\n"));
  }

  @Test
  void linkThatLeadsNowhereIsRefused() {
    House house =
        House.of(
            "docs/page.md",
            "# A page: of `ours`\n"
                + "[there](../labs), [up](../near.md#two-parts-1), [own](#a-page-of-ours)"
                + " [web](https://x.org/y?z#a) ![gone](gone.svg) [root](labs/saw.java) [no](#none)"
                + " [code](../near.md#code) [far](http://x.org) [bad](https:x) [odd](https://x)",
            "near.md",
            "# Two parts\n```\n# Code\n```\n## Two parts\n",
            "labs/saw.java",
            "class saw {}",
            "notebooks/all.ipynb",
            """
            {"cells": [{"cell_type": "markdown", "source": ["# All\\n", "[a](#all) [b](b.md)"]},
                       {"cell_type": "code", "source": ["x[0](c.md)"]}]}
            """);
    assertComplaints(
        new LiveLinks(),
        house,
        "docs/page.md links to gone.svg, which is not there",
        "docs/page.md links to labs/saw.java, which is not there",
        "docs/page.md links to #none, no heading",
        "docs/page.md links to ../near.md#code, no heading",
        "docs/page.md links to http://x.org, no https address",
        "docs/page.md links to https:x, no https address",
        "docs/page.md links to https://x, no https address",
        "notebooks/all.ipynb links to b.md, which is not there");
  }

  @Test
  void publicTypesAndPackagesNeedDocs() {
    House house =
        House.of(
            "labs/kit/package-info.java", "/// The kit.\npackage kit;\n",
            "labs/kit/Told.java", "package kit;\n/// Told.\npublic class Told { class Own {} }\n",
            "labs/kit/Bare.java",
                "package kit;\n/* no doc */ public interface Bare { record In() {} }\n",
            "labs/kit/old/Old.java", "package kit.old;\n/** Old. */\nclass Old {}\n");
    assertComplaints(
        new Documented(),
        house,
        "labs/kit/Bare.java:2: public type Bare needs a /// doc",
        "labs/kit/Bare.java:2: public type In needs a /// doc",
        "labs/kit/old/Old.java has a /** comment; write docs as /// Markdown",
        "labs/kit/old/ needs a package-info.java with a /// doc");
  }

  // --- calls ----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.currentTimeMillis();",
        "java.time.Instant.now();",
        "LocalDate.now();",
        "new Random();",
        "Math.random();",
        "ThreadLocalRandom.current();",
        "String.format(\"%.1f\", x);",
        "out.printf(\"%d\", x);",
        "String.format(pattern, x);",
        "\"%,d\".formatted(x);",
        "final String NUMBERED = \"a %d\"; NUMBERED.formatted(x);",
        "unknown.formatted(x);",
        "(\"a %s\" + \"b %d\").formatted(x, y);",
        "s.toUpperCase();",
        "x.map(String::toLowerCase);",
        "DateTimeFormatter.ofPattern(\"yyyy\");",
        "new DecimalFormat(\"0.0\");",
      })
  void callThatDependsOnWhatNobodyChoseIsRefusedInTheKit(String body) {
    assertEquals(1, new BannedCalls().complaints(kitFile(body)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock.instant(); Instant.now(clock); System.nanoTime();",
        "new Random(seed); generator.nextInt();",
        "String.format(Locale.ROOT, \"%.1f\", x); out.printf(Locale.ROOT, \"%d\", x);",
        "\"%s of %-5s: 0x%02x%n\".formatted(x, y, z); String.format(\"%s%%\", x);",
        "(\"a %s\" + \"b %s\").formatted(x, y);",
        "final String PLAIN = \"a %s\"; PLAIN.formatted(x);",
        "s.toUpperCase(Locale.ROOT); Character.toUpperCase(c); format(x);",
        "DateTimeFormatter.ofPattern(\"yyyy\", Locale.ROOT);",
        "Thread.sleep(1);",
      })
  void callsThatDependOnNothingElseAreFine(String body) {
    assertEquals(List.of(), new BannedCalls().complaints(kitFile(body)));
  }

  @Test
  void complaintOfACallNamesTheReplacement() {
    assertComplaints(
        new BannedCalls(),
        kitFile("s.toLowerCase();"),
        "labs/kit/K.java:2: toLowerCase(); pass Locale.ROOT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thread.sleep(5);", "TimeUnit.SECONDS.sleep(1);", "SECONDS.sleep(1);"})
  void testsDoNotSleep(String body) {
    House house = House.of("tests/ATest.java", "class ATest { void t() { " + body + " } }");
    assertEquals(1, new BannedCalls().complaints(house).size());
  }

  @Test
  void clockAndChanceAreAskedOfTheKitOnly() {
    String body = "class S { void s() { System.currentTimeMillis(); new Random(); } }";
    assertComplaints(
        new BannedCalls(), House.of("environment/saw/S.java", "package saw;\n" + body));
  }

  @Test
  void aScriptKeepsNothingFromOneRunToTheNext() {
    String fields =
        "static final Map<String, Long> A = new HashMap<>(); static final B B = new B();";
    assertComplaints(
        new BannedCalls(),
        House.of("labs/saw-a.java", "class Saw { " + fields + " }"),
        "labs/saw-a.java:1: A outlives a run; make it in the plan");
  }

  // --- texts ----------------------------------------------------------------------------------

  @Test
  void placesOfOneMachineIndexesAndUnfinishedMarksAreRefused() {
    String index = "https://rep" + "o1.maven.example/x";
    String mark = "TO" + "DO";
    House house = House.of("a.md", "fine\n" + index + "\n" + mark + " later\n/home/ann/x\n");
    assertComplaints(
        new CleanTexts(List.of("/home/ann/", "/build/")),
        house,
        "a.md:2: https://rep" + "o1.maven names a package index; let the client choose it",
        "a.md:3: " + mark + " marks unfinished work; finish it or say why not",
        "a.md:4: /home/ann/ is a folder of one machine; name it from the root");
  }

  @Test
  void notebookWithAnOutputIsRefused() {
    String clean = "{\"cells\": [{\"outputs\": [], \"execution_count\": null}, {\"source\": []}]}";
    String run = "{\"cells\": [{}, {\"outputs\": [{\"output_type\": \"stream\"}]}]}";
    String counted = "{\"cells\": [{\"outputs\": [], \"execution_count\": 3}]}";
    assertComplaints(
        new CleanNotebooks(),
        House.of("a.ipynb", clean, "b.ipynb", run, "c.ipynb", counted),
        "b.ipynb: cell 2 holds an output; clear it before committing",
        "c.ipynb: cell 1 holds an output; clear it before committing");
  }

  @Test
  void notebookThatLeavesALabOfItsSystemOutIsRefused() {
    String opens = "{\"source\": [\"var a = NotebookResult.open(\\\"saw-iron\\\", RESULT);\"]}";
    assertComplaints(
        new CompleteNotebooks(),
        House.of(
            "notebooks/saw.ipynb",
            opens,
            "labs/saw-iron.java",
            "",
            "labs/saw-gold.java",
            "",
            "labs/plane-iron.java",
            ""),
        "notebooks/saw.ipynb does not open a result of saw-gold");
  }

  @Test
  void methodOverTheLimitIsRefusedAndOneAtItIsNot() {
    String lines = "  int x;\n".repeat(ShortMethods.METHOD_LINES - 2);
    String at = "class A {\nvoid at() {\n" + lines + "}\n}\n";
    String over = "class B {\nvoid over() {\n" + lines + "  int y;\n}\n}\n";
    assertComplaints(
        new ShortMethods(),
        House.of("A.java", at, "B.java", over),
        "B.java:2: over takes 61 lines; split it, 60 are enough");
  }

  @Test
  void fileOverTheLimitIsRefused() {
    String file = "// x\n".repeat(ShortMethods.FILE_LINES + 1);
    assertComplaints(
        new ShortMethods(),
        House.of("A.java", file),
        "A.java has 501 lines; split it by what changes together");
  }
}

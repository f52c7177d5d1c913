package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

class GeneratedTest {
  private static final String SCRIPT = "///usr/bin/env jbang \"$0\" \"$@\" ; exit $?\n";

  @TempDir Path home;

  @BeforeEach
  void project() throws IOException {
    write("environment/shop/package-info.java", "package shop;\n");
    write("tests/tests.java", "//DESCRIPTION tests\n//SOURCES **/*.java\n//SOURCES ../gone.java\n");
    write(
        "tools/serve.java",
        SCRIPT + "//DESCRIPTION serves\n//SOURCES ../gone.java\n\nclass serve {}\n");
    write("labs/shop-sale.java", SCRIPT + "//DESCRIPTION sells \"it\" for 1\nclass Sale {}\n");
    write("README.md", "# Shop\n\n| lab | it |\n| --- | --- |\n| `gone` | x |\n\n| lab |\n");
    write("jbang-catalog.json", "{}");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text);
  }

  private Map<String, String> generated() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Generated file : Generated.of(home)) {
      texts.put(home.relativize(file.path()).toString(), file.text());
    }
    return texts;
  }

  @Test
  void catalogAndTableSayOfEachScriptWhatItsDescriptionSays() throws IOException {
    assertEquals(
        """
        {
          "aliases": {
            "serve": {
              "script-ref": "tools/serve.java",
              "description": "serves"
            },
            "shop-sale": {
              "script-ref": "labs/shop-sale.java",
              "description": "sells \\"it\\" for 1"
            },
            "test": {
              "script-ref": "tests/tests.java",
              "description": "tests"
            }
          }
        }
        """,
        generated().get("jbang-catalog.json"));
    assertEquals(
        "# Shop\n\n| lab | it |\n| --- | --- |\n| `shop-sale` | sells \"it\" for 1 |\n\n| lab |\n",
        generated().get("README.md"));
  }

  @Test
  void testsNameEveryHead() throws IOException {
    write("labs/kit/package-info.java", "package kit;\n");
    assertEquals(
        "//DESCRIPTION tests\n//SOURCES **/*.java\n"
            + "//SOURCES ../environment/shop/package-info.java\n"
            + "//SOURCES ../labs/kit/package-info.java\n",
        generated().get("tests/tests.java"));
  }

  @Test
  void serveNamesTheSystemsThatCanBeServedAndWhatBelongsToThem() throws IOException {
    write("environment/chain/package-info.java", "//IMPORTS till\npackage chain;\n");
    write("environment/chain/ServedTill.java", "package chain;\n");
    write("environment/till/package-info.java", "package till;\n");
    write("environment/tilldisk/package-info.java", "//IMPORTS disk till\npackage tilldisk;\n");
    assertEquals(
        SCRIPT
            + "//DESCRIPTION serves\n"
            + "//SOURCES ../environment/chain/package-info.java\n"
            + "//SOURCES ../environment/till/package-info.java\n"
            + "//SOURCES ../environment/tilldisk/package-info.java\n"
            + "\nclass serve {}\n",
        generated().get("tools/serve.java"));
  }

  @Test
  void thisProjectIsUpToDate() throws IOException {
    for (Generated file : Generated.of(Project.home())) {
      assertTrue(
          file.upToDate(), () -> file.path() + " does not fit the tree; ./jbang format writes it");
    }
  }
}

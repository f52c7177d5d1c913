package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFileTest {
  @TempDir Path home;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text);
  }

  private String listed(String head) throws IOException {
    write("environment/shop/package-info.java", head);
    Files.createDirectories(home.resolve("labs"));
    Files.createDirectories(home.resolve("tools"));
    List<HeadFile> heads = HeadFile.of(home);
    assertEquals(
        List.of(home.resolve("environment/shop/package-info.java")),
        heads.stream().map(HeadFile::path).toList());
    return heads.getFirst().listed();
  }

  @Test
  void aListNamesTheFilesThatAreThereAndKeepsEverythingElse() throws IOException {
    write("environment/shop/Till.java", "package shop;\n");
    write("environment/shop/http/Api.java", "package shop.http;\n");
    write("environment/shop/http/package-info.java", "/// The HTTP side.\npackage shop.http;\n");
    write("environment/shop/script.java", "class script {}\n");
    write("environment/plain/Notes.java", "package plain;\n");
    assertEquals(
        """
        // The head.
        //
        //SOURCES Till.java
        //SOURCES http/Api.java http/package-info.java
        //SOURCES ../journal/package-info.java
        //DEPS a:b:1

        /// A shop.
        package shop;
        """,
        listed(
            """
            // The head.
            //
            //SOURCES Gone.java
            //SOURCES Till.java
            //SOURCES ../journal/package-info.java
            //DEPS a:b:1

            /// A shop.
            package shop;
            """));
  }

  @Test
  void aHeadWithoutAListGetsOne() throws IOException {
    write("environment/shop/Till.java", "package shop;\n");
    assertEquals(
        "//SOURCES Till.java\n\n/// A shop.\npackage shop;\n",
        listed("\n/// A shop.\npackage shop;\n"));
  }

  @Test
  void aLineHoldsWhatTheFormatterLeavesAlone() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 10; i < 20; i++) write("environment/shop/Till" + i + ".java", "package shop;\n");
    listed("package shop;\n").lines().forEach(lines::add);
    assertEquals(List.of(93, 45, 13), lines.stream().map(String::length).toList());
    assertEquals("//SOURCES Till17.java Till18.java Till19.java", lines.get(1));
  }

  @Test
  void whatStandsInTheToolsThemselvesIsAModuleApartFromTheirFolders() throws IOException {
    Files.createDirectories(home.resolve("environment"));
    Files.createDirectories(home.resolve("labs"));
    write("tools/package-info.java", "package tools;\n");
    write("tools/Till.java", "package tools;\n");
    write("tools/shop/package-info.java", "package tools.shop;\n");
    write("tools/shop/Till.java", "package tools.shop;\n");
    List<String> listed = new ArrayList<>();
    for (HeadFile head : HeadFile.of(home)) listed.add(head.listed());
    assertEquals(
        List.of(
            "//SOURCES Till.java\npackage tools;\n", "//SOURCES Till.java\npackage tools.shop;\n"),
        listed);
  }

  @Test
  void whatAModuleCarriesIsNamedFileByFile() throws IOException {
    write("environment/shop/Till.java", "package shop;\n");
    write("jbang-catalog.json", "{}");
    write("datasets/documented/a.csv", "id");
    write("datasets/documented/deep/b.csv", "id");
    write("datasets/documented/README.md", "a page");
    write("datasets/documented/.venv/lib/c.csv", "brought by a run");
    write("datasets/documented/deep/.lock.csv", "brought by a run");
    assertEquals(
        """
        //SOURCES Till.java
        //CARRIES jbang-catalog.json datasets/documented/*.csv
        //FILES project/=../../jbang-catalog.json
        //FILES project/datasets/documented/=../../datasets/documented/a.csv
        //FILES project/datasets/documented/deep/=../../datasets/documented/deep/b.csv
        //FILES shop/own.sql=own.sql
        package shop;
        """,
        listed(
            """
            //SOURCES Till.java
            //CARRIES jbang-catalog.json datasets/documented/*.csv
            //FILES project/datasets/documented/=../../datasets/documented/gone.csv
            //FILES shop/own.sql=own.sql
            package shop;
            """));
  }
}

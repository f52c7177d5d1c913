package house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import runtime.Project;

/// The house's rules hold here. That each complains of a house that breaks it, [RulesTest] shows.
class HouseTest {
  private static final Set<String> FOREIGN_TYPES = Set.of("HdrHistogram");

  static List<Rule> rules() {
    return List.of(
        new AnsweredFigures(),
        new BannedCalls(),
        new CleanNotebooks(),
        new CleanTexts(machineFolders()),
        new CompleteCatalog(),
        new CompleteNotebooks(),
        new Directions(),
        new Documented(),
        new HeadLists(),
        new LiveLinks(),
        new NoCycles(),
        new OneDescription(),
        new PinnedDependencies(),
        new ShortMethods(),
        new TrueDocuments(FOREIGN_TYPES));
  }

  /// The folder in which this clone lies and the home of whoever runs this; not those so short that
  /// honest texts may hold them.
  private static List<String> machineFolders() {
    return Stream.of(Project.home().getParent(), Path.of(System.getProperty("user.home")))
        .filter(folder -> folder != null && folder.getNameCount() > 0)
        .map(folder -> folder + "/")
        .filter(folder -> !List.of("/tmp/", "/opt/", "/srv/").contains(folder))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> houseKeeps() {
    return rules().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getClass().getSimpleName(),
                    () -> {
                      List<String> complaints = rule.complaints(House.project());
                      assertEquals("", String.join("\n", complaints));
                    }));
  }

  @Test
  void everyRuleIsListed() {
    List<String> written =
        House.project().java().stream()
            .filter(file -> file.path().startsWith("tests/house/"))
            .flatMap(file -> file.unit().getTypeDecls().stream())
            .filter(type -> type instanceof ClassTree c && implementsRule(c))
            .map(type -> ((ClassTree) type).getSimpleName().toString())
            .sorted()
            .toList();
    assertEquals(written, rules().stream().map(rule -> rule.getClass().getSimpleName()).toList());
  }

  private static boolean implementsRule(ClassTree type) {
    return type.getImplementsClause().stream().anyMatch(i -> i.toString().equals("Rule"));
  }
}

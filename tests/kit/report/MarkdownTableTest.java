package kit.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kit.Approval;
import kit.result.ExampleResults;
import kit.result.FigureBuilder;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void everyVerdictAsGitHubTables() {
    Approval.check("report/table.md", MarkdownTable.render(ExampleResults.everyVerdict().build()));
  }

  @Test
  void quickRunIsCalledSmoke() {
    Approval.check("report/table-quick.md", MarkdownTable.render(ExampleResults.quick().build()));
  }

  @Test
  void labelCannotBreakOutOfItsCell() {
    String text =
        MarkdownTable.render(
            ExampleResults.quick()
                .with(
                    run ->
                        run.figures.add(
                            FigureBuilder.row("x", "a | b\n<script>*", "v")
                                .measured(1, 1, 1, 1)
                                .build()))
                .build());
    assertTrue(text.contains("| a \\| b &lt;script>\\* |"), text);
    assertFalse(text.contains("<script"), text);
  }
}

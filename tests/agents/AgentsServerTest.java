package agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import postgres.Databases;
import postgres.Script;
import runtime.Programs;
import runtime.Project;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import sequencer.http.RawClient;

/// The command line: one sentence for each way to be wrong, and a process that serves.
class AgentsServerTest {
  @Test
  void wrongArgumentsAreStatus2() {
    assertFails(2, "a port lies between 0 and 65535, not 70000", "--port", "70000");
    assertFails(2, "there are between 1 and 1000000 bounties, not 0", "--bounties", "0");
    assertFails(2, "there must be at least one worker, not 0", "--workers", "0");
    assertFails(2, "PostgreSQL is named by a JDBC URL", "--database", "mysql://x");
  }

  @Test
  void aDatabaseThatIsAwayOrOfAnotherSizeIsStatus3() throws Exception {
    assertFails(3, "cannot be used", "--database", "jdbc:postgresql://127.0.0.1:1/x?user=x");
    String url = Databases.shared().create();
    TestNode.over(url).close();
    assertFails(3, "the database holds 20 bounties, not 30", "--bounties", "30", "--database", url);
  }

  @Test
  void aRuntimeStartsItAsAProcessWithADatabaseOfItsOwn() throws Exception {
    TestNode.over(Databases.shared().create()).close();
    try (SystemRuntime runtime = Runtimes.choose("process", Project.home(), _ -> {})) {
      RunningSystem agents =
          runtime.start(
              new ServedAgents().launch("postgres", "--bounties", "10"), runtime.newData("agents"));
      try (RawClient client = new RawClient(agents.address())) {
        assertEquals(200, client.get("/api/ready").read().status());
      }
      agents.stop();
      assertEquals(143, agents.exitStatus().orElseThrow());
    }
  }

  @Test
  void theProgramRunsTheFilesThatAreHere() throws Exception {
    for (String name : new String[] {"schema.sql", "dataset.sql"}) {
      assertEquals(
          Files.readString(Project.home().resolve("environment/agents").resolve(name)),
          Script.read(AgentsNode.class, name));
    }
  }

  private static void assertFails(int status, String sentence, String... arguments) {
    Programs.assertFails(new AgentsServer(), status, sentence, arguments);
  }
}

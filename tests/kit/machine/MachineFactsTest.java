package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
  @TempDir private Path root;

  @Test
  void factsAreReadFromWhereLinuxKeepsThem() throws Exception {
    write(
        "proc/cpuinfo",
        """
        processor\t: 0
        model name\t: Sample 9000
        physical id\t: 0
        core id\t\t: 0
        flags\t\t: fpu sse2 hypervisor

        processor\t: 1
        model name\t: Sample 9000
        physical id\t: 0
        core id\t\t: 0
        flags\t\t: fpu sse2 hypervisor

        processor\t: 2
        model name\t: Sample 9000
        physical id\t: 1
        core id\t\t: 0
        flags\t\t: fpu sse2 hypervisor
        """);
    write("proc/meminfo", "MemTotal:        1024 kB\nMemFree:          512 kB\n");
    write("etc/os-release", "NAME=\"Sample\"\nPRETTY_NAME=\"Sample OS 12 (twelve)\"\n");
    write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
    Map<String, Object> facts = MachineFacts.read(root, new LinuxFacts(root));
    assertEquals("Sample 9000", facts.get("cpu"));
    assertEquals(2, facts.get("physical_cores"), "two of the three share a core");
    assertEquals(1_048_576L, facts.get("memory_bytes"));
    assertEquals("Sample OS 12 (twelve)", facts.get("os"));
    assertEquals("tsc", facts.get("clock_source"));
    assertEquals("powersave", facts.get("governor"));
    assertEquals(true, facts.get("virtual"));
  }

  /// 25 GB of machine, 420 MB for the container.
  @Test
  void memoryIsWhatTheControlGroupAllows() throws Exception {
    write("proc/meminfo", "MemTotal:       25000000 kB\n");
    LinuxFacts facts = new LinuxFacts(root);
    assertEquals(25_600_000_000L, facts.memoryBytes());
    write("proc/self/cgroup", "0::/box/inner\n");
    write("sys/fs/cgroup/box/inner/memory.max", "max\n");
    assertEquals(25_600_000_000L, facts.memoryBytes(), "without a limit");
    write("sys/fs/cgroup/box/memory.max", "440401920\n");
    assertEquals(440_401_920L, facts.memoryBytes(), "a limit of the group above");
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "450000000\n");
    assertEquals(450_000_000L, facts.memoryBytes(), "a container's own root");
  }

  @Test
  void memoryIsWhatTheControlGroupOfVersionOneAllows() throws Exception {
    write("proc/meminfo", "MemTotal:       25000000 kB\n");
    write("proc/self/cgroup", "5:cpu,cpuacct:/other\n4:memory:/docker/ab12\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    LinuxFacts facts = new LinuxFacts(root);
    assertEquals(25_600_000_000L, facts.memoryBytes(), "without a limit");
    write("sys/fs/cgroup/memory/docker/ab12/memory.limit_in_bytes", "440401920\n");
    assertEquals(440_401_920L, facts.memoryBytes());
  }

  @Test
  void aProcessorWithoutTheFlagIsNotVirtual() throws Exception {
    write("proc/cpuinfo", "model name\t: Sample 9000\nflags\t\t: fpu hypervisor-like\n");
    assertEquals(false, new LinuxFacts(root).virtual());
  }

  @Test
  void whatIsNotThereIsUnknownAndNotGuessed() {
    Map<String, Object> facts = MachineFacts.read(root, new LinuxFacts(root));
    for (String name :
        List.of(
            "cpu", "physical_cores", "memory_bytes", "os", "clock_source", "governor", "virtual")) {
      assertEquals("unknown", facts.get(name), name);
    }
  }

  /// ARM lists no flags and no core ids.
  @Test
  void aProcessorThatDoesNotListItsFlagsSaysNothingOfAHypervisor() throws Exception {
    write("proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\n");
    assertEquals("unknown", new LinuxFacts(root).virtual());
    assertEquals("unknown", new LinuxFacts(root).physicalCores());
  }

  @Test
  void bothSourcesAgreeOnAMachineThatHasBoth() {
    assumeTrue(Files.exists(Path.of("/proc/cpuinfo")), "no /proc here");
    LinuxFacts kernel = new LinuxFacts(Path.of("/"));
    OshiFacts library = new OshiFacts();
    assertEquals(library.cpu(), kernel.cpu());
    assertEquals(library.memoryBytes(), kernel.memoryBytes());
    assertEquals(library.physicalCores(), kernel.physicalCores());
  }

  @Test
  void neitherHostNorUserNorAnyPathIsTold() throws Exception {
    Map<String, Object> facts = MachineFacts.read(root);
    assertFalse(facts.containsValue(InetAddress.getLocalHost().getHostName()));
    assertFalse(facts.containsValue(System.getProperty("user.name")));
    assertFalse(facts.toString().contains(System.getProperty("user.home") + "/"));
    assertFalse(facts.toString().contains(root.toString()));
  }

  @Test
  void aFlagKeepsItsNameAndLosesItsPath() {
    assertEquals(
        List.of(
            "-Xmx256m",
            "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
            "-XX:SharedArchiveFile=<path>",
            "-Dx=<path>",
            "-Xlog:gc:<path>"),
        MachineFacts.flags(
            List.of(
                "-Xmx256m",
                "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                "-XX:SharedArchiveFile=/home/me/a.jsa",
                "-Dx=C:\\Users\\me",
                "-Xlog:gc:/home/me/gc.log")));
  }

  @Test
  void theFileSystemIsThatOfTheNearestFolderThatIsThere() throws IOException {
    Map<String, Object> facts = MachineFacts.read(root.resolve("not").resolve("yet"));
    assertEquals(Files.getFileStore(root).type(), facts.get("file_system"));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}

package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server of someone else keeps to when a runtime starts it, as a database beside which a
/// system of ours is measured. That a container serves it too is tried once: its promises are those
/// of the same program.
public abstract class ServerContract {
  private static final int PATIENCE_S = 60;
  private static final int CONNECT_LIMIT_MS = 500;

  @TempDir(factory = DiskProject.class)
  private Path project;

  private SystemRuntime runtime;

  /// What starts the server in this test, as a process.
  protected final SystemRuntime runtime() {
    return runtime;
  }

  /// What is started; it may skip the test where the server is not installed.
  protected abstract Launch launch() throws Exception;

  /// Stores a value in a server that has none, and returns when the server has confirmed it.
  protected abstract void store(InetSocketAddress server, String value) throws Exception;

  /// The value that was stored.
  protected abstract String stored(InetSocketAddress server) throws Exception;

  @BeforeEach
  public final void open() throws Exception {
    launch();
    runtime = Runtimes.choose("process", project);
  }

  @AfterEach
  public final void close() {
    if (runtime != null) {
      runtime.close();
    }
  }

  @Test
  public void itKeepsWhatItConfirmedThroughAKillAndEndsWhenItIsTold() throws Exception {
    DataFolder data = runtime.newData("kept");
    RunningSystem first = runtime.start(launch(), data);
    store(first.address(), "seven");
    assertEquals("seven", stored(first.address()));
    first.kill();
    assertEquals(OptionalInt.of(137), first.exitStatus());
    assertNobodyAnswers(first.address());
    RunningSystem second = runtime.start(launch(), data);
    assertEquals("seven", stored(second.address()));
    second.stop();
    assertEquals(OptionalInt.of(143), second.exitStatus(), "not killed for being slow");
    assertNobodyAnswers(second.address());
  }

  @Test
  public void aContainerServesItAndLeavesNothingBehind() throws Exception {
    DockerHost host = NeedsDocker.host();
    InetSocketAddress address;
    try (SystemRuntime containers = Runtimes.choose("container", project)) {
      RunningSystem server = containers.start(launch(), containers.newData("kept"));
      address = server.address();
      store(address, "seven");
      assertEquals("seven", stored(address));
    }
    assertNobodyAnswers(address);
    DockerDaemon daemon = DockerDaemon.connect(host);
    assertEquals(List.of(), daemon.runs(WorkFolder.create(project).project()));
  }

  /// The lab is killed so hard that it can do nothing for its server.
  @Test
  public void nothingIsLeftWhenTheLabIsKilled() throws Exception {
    List<Path> ours = RuntimeContract.runsLeft(project);
    Process lab = ChildJvm.of(Lab.class, getClass().getName(), project.toString()).start();
    try {
      InetSocketAddress server = started(lab);
      store(server, "seven");
      List<ProcessHandle> started = lab.toHandle().descendants().toList();
      assertTrue(started.size() >= 2, "the server and its watchdog");
      lab.destroyForcibly().waitFor();
      awaitEnd(started);
      assertEquals(ours, RuntimeContract.runsLeft(project));
      assertNobodyAnswers(server);
    } finally {
      lab.destroyForcibly().waitFor();
    }
    runtime.close();
    assertEquals(List.of(), RuntimeContract.runsLeft(project));
  }

  /// A lab in a JVM of its own: it starts the server of the test that the first argument names, in
  /// the project that the second names, prints where it is, and waits.
  static final class Lab {
    static void main(String[] arguments) throws Exception {
      Constructor<?> test = Class.forName(arguments[0]).getDeclaredConstructor();
      test.setAccessible(true);
      ServerContract contract = (ServerContract) test.newInstance();
      SystemRuntime runtime = Runtimes.choose("process", Path.of(arguments[1]));
      RunningSystem server = runtime.start(contract.launch(), runtime.newData("kept"));
      InetSocketAddress address = server.address();
      System.out.println(address.getAddress().getHostAddress() + " " + address.getPort());
      new CountDownLatch(1).await();
    }
  }

  private static InetSocketAddress started(Process lab) throws IOException {
    BufferedReader output = lab.inputReader();
    String line = output.readLine();
    assertTrue(line != null && line.matches("\\S+ \\d+"), "the lab said: " + line);
    String[] words = line.split(" ");
    return new InetSocketAddress(words[0], Integer.parseInt(words[1]));
  }

  private static void assertNobodyAnswers(InetSocketAddress address) {
    assertThrows(
        IOException.class,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_LIMIT_MS);
          }
        });
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
    }
  }
}

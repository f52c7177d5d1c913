package runtime;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/// The first class of every started system: it runs the system's own `main` and ends the JVM as
/// soon as standard input does.
///
/// The lab holds the other end of that pipe, in a container too. When the lab dies, however it
/// dies, the kernel closes its end, and no system outlives it. A system that is stopped
/// (`SIGSTOP`) notices when it goes on.
public final class Leash {

  /// What a system that lost its lab ends with; nobody is left to see it.
  private static final int LAB_GONE = 129;

  private Leash() {}

  /// Runs the class that the first argument names with the other arguments.
  ///
  /// @throws Throwable what that class throws
  public static void main(String[] arguments) throws Throwable {
    Thread.ofPlatform().name("leash").daemon().start(Leash::holdOn);
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void holdOn() {
    try (FileInputStream lab = new FileInputStream(FileDescriptor.in)) {
      while (lab.read() >= 0) {
        // nothing is ever sent; only the end counts
      }
    } catch (IOException e) {
      // a broken pipe says the same as a closed one
    }
    Runtime.getRuntime().halt(LAB_GONE);
  }
}

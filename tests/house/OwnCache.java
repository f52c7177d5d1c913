package house;

import java.nio.file.Path;
import runtime.Project;

/// JBang keeps in one folder what it has found and built. Of two that use it at a time one may read
/// what the other has half written, and fails or knows no jar. So each class that calls JBang has a
/// folder of its own, which stays for the next time.
public final class OwnCache {
  private OwnCache() {}

  /// Gives what will call JBang the folder of this test, and the JDK that the test has.
  public static ProcessBuilder of(Class<?> test, ProcessBuilder caller) {
    Path cache = Project.home().resolve(".jbang/tests").resolve(test.getSimpleName());
    caller.environment().put("JBANG_CACHE_DIR", cache.toString());
    caller.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return caller;
  }
}

package runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A class in a JVM of its own, on the class path of this one and made to start fast.
public final class ChildJvm {
  private ChildJvm() {}

  /// Yet to be started; what it says on standard error goes where this JVM's goes.
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    return of(System.getProperty("java.class.path"), main.getName(), arguments);
  }

  /// As [#of(Class, String...)], of a class on another class path.
  public static ProcessBuilder of(String classPath, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(Launch.of("child", main).nativeAccess().brief().jvmFlags());
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}

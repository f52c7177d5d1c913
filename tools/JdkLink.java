package tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

/// The link by which plain `jbang` finds the JDK that `./jbang` found. JBang itself looks at
/// `JAVA_HOME`, at the search path and into its own folder, and into none of the folders in which
/// systems keep theirs.
public final class JdkLink {
  private final Commands commands;
  private final Path launcher;
  private final Path jbangFolder;

  /// A link to be made by `launcher` in the JDKs' folder of the JBang whose cache is `jbangCache`.
  public JdkLink(Commands commands, Path launcher, Path jbangCache) {
    this.commands = commands;
    this.launcher = launcher;
    this.jbangFolder = jbangCache.resolve("jdks");
  }

  /// Makes the link, unless JBang has a JDK of that version already.
  ///
  /// @param feature the JDK's feature release, 25 for 25.0.3
  /// @param home where the JDK lies
  public Diagnosis make(int feature, Path home) {
    Path link = jbangFolder.resolve(String.valueOf(feature));
    if (Files.isExecutable(link.resolve("bin/javac"))) {
      return new Ready("JDK " + feature, "plain jbang has it");
    }
    List<String> command =
        List.of(launcher.toString(), "jdk", "install", String.valueOf(feature), home.toString());
    Optional<Commands.Answer> answer = commands.ask(command);
    if (answer.isPresent() && Files.isExecutable(link.resolve("bin/javac"))) {
      return new Ready("JDK " + feature, "now linked for plain jbang");
    }
    String said =
        answer.map(Commands.Answer::text).filter(text -> !text.isEmpty()).orElse("no answer");
    return new Note(
        "JDK " + feature,
        "could not be linked for plain jbang: " + said,
        List.of("set JAVA_HOME to the JDK, or go on with ./jbang, which finds it"));
  }
}

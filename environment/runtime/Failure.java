package runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What a user reads of an exception: the one place that turns each into a sentence.
public final class Failure {
  private Failure() {}

  /// One sentence without a full stop, without the words of the code where that can be.
  public static String sentence(Throwable thrown) {
    String message = thrown.getMessage();
    return switch (thrown) {
      case NoSuchFileException e -> "there is no file " + e.getFile();
      case AccessDeniedException e -> e.getFile() + " may not be used: access is denied";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      case CharacterCodingException _ -> "a file that should be text is not UTF-8";
      case UncheckedIOException e when message.equals(e.getCause().toString()) ->
          sentence(e.getCause());
      case UncheckedIOException e -> message + ": " + sentence(e.getCause());
      case ExceptionInInitializerError e when e.getCause() != null -> sentence(e.getCause());
      case OutOfMemoryError _ ->
          "the memory is not enough: this JVM may use %s MB"
              .formatted(Runtime.getRuntime().maxMemory() >> 20);
      default ->
          foreseen(thrown)
              ? message
              : "something that nobody foresaw: "
                  + thrown.getClass().getSimpleName()
                  + (message == null ? "" : ", " + message);
    };
  }

  /// Whether its message was written for the user: that of an exception by which this project, or
  /// the file system, says what is wrong with the surroundings.
  public static boolean foreseen(Throwable thrown) {
    if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
      return foreseen(thrown.getCause());
    }
    return thrown.getMessage() != null
        && (thrown instanceof Foreseen
            || thrown instanceof IOException
            || thrown instanceof UncheckedIOException
            || thrown instanceof IllegalStateException
            || thrown instanceof IllegalArgumentException
                && !(thrown instanceof NumberFormatException));
  }

  /// The status with which a command ends that it stopped.
  public static ExitStatus status(Throwable thrown) {
    if (thrown instanceof Foreseen told) {
      return told.exitStatus();
    }
    return foreseen(thrown) ? ExitStatus.ENVIRONMENT_LACKS : ExitStatus.FAILED;
  }
}

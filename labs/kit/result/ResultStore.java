package kit.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A folder of results: `<folder>/<lab>/<UTC time>-<short id>.json`.
///
/// A file is written under a temporary name, forced to disk and renamed, so that a reader never
/// sees half a result and a full disk leaves nothing behind.
public record ResultStore(Path folder) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// A full disk still takes an empty file.
  private static final int PROBE_BYTES = 4096;

  /// Says in a sentence why nothing could be saved here, or nothing if it could. Asked before a
  /// run, because a run whose result cannot be saved is time lost. Leaves nothing behind.
  public Optional<String> obstacle(String lab) {
    Path home = folder.resolve(lab);
    Path standing = home.toAbsolutePath();
    while (standing != null && !Files.exists(standing)) {
      standing = standing.getParent();
    }
    try {
      Files.createDirectories(home);
      Path probe = half(home, "probe");
      try {
        Files.write(probe, new byte[PROBE_BYTES]);
      } finally {
        Files.deleteIfExists(probe);
      }
      for (Path made = home.toAbsolutePath(); !made.equals(standing); made = made.getParent()) {
        Files.delete(made);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("results cannot be saved in " + home + ": " + reason(e));
    }
  }

  /// Saves the result and returns its file.
  ///
  /// @throws IOException if it could not be saved; nothing is left behind then
  public Path save(Result result) throws IOException {
    Path home = folder.resolve(result.lab());
    String json = ResultJson.write(result);
    String id = String.format(Locale.ROOT, "%04x", json.hashCode() & 0xffff);
    Path file = home.resolve(NAME.format(result.started()) + "-" + id + ".json");
    return whole("the result", json.getBytes(UTF_8), file);
  }

  /// Puts this result in the place of one that was saved before.
  ///
  /// @throws IOException if it could not be saved; the one before is still there then
  public void replace(Path file, Result result) throws IOException {
    whole("the result", ResultJson.write(result).getBytes(UTF_8), file);
  }

  /// A name that no other run has. The file gets the permissions that the user's mask leaves, for a
  /// result is read by others; a temporary file of Java's would be its owner's alone.
  private static Path half(Path home, String name) {
    return home.resolve("." + name + "-" + ProcessHandle.current().pid() + ".tmp");
  }

  /// Writes a file whole or not at all, as this store writes results.
  ///
  /// @param what it is, for the message: `the chart`
  /// @throws IOException if it could not be written; what was there before still is
  public static Path whole(String what, byte[] content, Path file) throws IOException {
    Path home = file.toAbsolutePath().getParent();
    Path half = half(home, file.getFileName().toString());
    half.toFile().deleteOnExit(); // for Ctrl-C, which runs no finally
    try {
      Files.createDirectories(home);
      try (var channel = FileChannel.open(half, CREATE, TRUNCATE_EXISTING, WRITE)) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      try {
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
    } catch (IOException e) {
      throw new IOException(what + " could not be saved in " + home + ": " + reason(e), e);
    } finally {
      if (Files.isDirectory(home)) {
        Files.deleteIfExists(half);
      }
    }
  }

  /// Reads one file.
  ///
  /// @throws IOException if there is no such file or it cannot be read
  /// @throws IllegalArgumentException if it is no result
  public static Result read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no result file " + file);
    }
    return ResultJson.read(Files.readString(file), file.toString());
  }

  /// The files of one lab, oldest first.
  public List<Path> files(String lab) throws IOException {
    Path home = folder.resolve(lab);
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    return results(home, 1);
  }

  /// The files of all labs, oldest first.
  public List<Path> files() throws IOException {
    return Files.isDirectory(folder) ? results(folder, 2) : List.of();
  }

  /// The labs of which there are results.
  public Set<String> labs() throws IOException {
    return files().stream()
        .map(file -> file.getParent().getFileName().toString())
        .collect(Collectors.toSet());
  }

  /// Oldest first: the names begin with the UTC time.
  private static List<Path> results(Path home, int depth) throws IOException {
    try (Stream<Path> all = Files.walk(home, depth)) {
      return all.filter(file -> file.getFileName().toString().matches("\\d{8}T\\d{6}Z-.*\\.json"))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    }
  }

  /// The results of a lab that lie beside this file and are older, oldest first. One that this
  /// version cannot read is passed over: it is history, and not what was asked for.
  ///
  /// @param most how many at most, the newest of them
  public static List<Result> before(Path file, int most) throws IOException {
    Path home = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    List<Path> older =
        new ResultStore(home.getParent())
            .files(home.getFileName().toString()).stream()
                .filter(other -> other.getFileName().toString().compareTo(name) < 0)
                .toList();
    List<Result> results = new ArrayList<>();
    for (Path one : older.subList(Math.max(0, older.size() - most), older.size())) {
      readable(one).ifPresent(results::add);
    }
    return results;
  }

  /// The results of one lab that can be read, oldest first. The others are history that this
  /// version does not know, and not what was asked for.
  public List<Result> readable(String lab) {
    List<Result> results = new ArrayList<>();
    try {
      for (Path file : files(lab)) {
        readable(file).ifPresent(results::add);
      }
    } catch (IOException e) {
      return List.copyOf(results);
    }
    return List.copyOf(results);
  }

  /// The result in this file, or nothing if this version cannot read it.
  public static Optional<Result> readable(Path file) throws IOException {
    try {
      return Optional.of(read(file));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The newest file of one lab.
  public Optional<Path> newest(String lab) throws IOException {
    List<Path> all = files(lab);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is no folder";
      case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
      default -> e.getMessage();
    };
  }
}

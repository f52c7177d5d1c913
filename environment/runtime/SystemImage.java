package runtime;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The image that systems run in: the base image, one layer with the jars that this JVM's class
/// path names, and one with its first entry, which is the project's own code.
///
/// Its tag is a hash of all that. An image that is there is used as it is; when only the
/// project's code has changed, the daemon takes the layer of jars from its cache.
///
/// @param name with its tag
/// @param classPath as a JVM in the container takes it
record SystemImage(String name, String classPath) {
  private static final String REPOSITORY = "remeasure/system";
  private static final String KIND = "remeasure.image";
  private static final int TAG_LETTERS = 16;
  private static final int KEPT = 8;

  /// Finds or builds the image for a class path.
  ///
  /// @param temporary a folder on disk for the building
  /// @param says told if it has to be built
  /// @throws IOException if a jar cannot be read or the daemon cannot build
  static SystemImage obtain(
      DockerDaemon daemon, BaseImage base, ClassPath jars, Path temporary, Consumer<String> says)
      throws IOException {
    SystemImage image = of(base, jars);
    if (daemon.image(image.name()).isEmpty()) {
      says.accept("building the image of this code, a few seconds, once");
      image.build(daemon, base, jars, temporary);
      forgetOld(daemon);
    }
    return image;
  }

  /// The image that a class path wants, built or not.
  ///
  /// @throws IOException if a jar cannot be read
  static SystemImage of(BaseImage base, ClassPath jars) throws IOException {
    List<String> inside = places(jars).stream().map(place -> "/app/" + place).toList();
    return new SystemImage(REPOSITORY + ":" + tag(base, jars), String.join(":", inside));
  }

  /// Where each entry lies in the image, relative to `/app`. The number keeps names apart and their
  /// order plain.
  private static List<String> places(ClassPath jars) {
    List<String> places = new ArrayList<>();
    for (Path entry : jars.entries()) {
      String layer = places.isEmpty() ? "project" : "lib";
      String name = "%s/%03d-%s";
      places.add(String.format(Locale.ROOT, name, layer, places.size(), entry.getFileName()));
    }
    return places;
  }

  private void build(DockerDaemon daemon, BaseImage base, ClassPath jars, Path temporary)
      throws IOException {
    Path context = Files.createTempFile(temporary, "image", ".tar");
    try {
      writeContext(context, base, jars);
      daemon.build(name, Map.of(KIND, "system"), context);
    } finally {
      Files.delete(context);
    }
  }

  private static void writeContext(Path file, BaseImage base, ClassPath jars) throws IOException {
    List<String> places = places(jars);
    try (Tar context = new Tar(file)) {
      context.text("Dockerfile", dockerfile(base));
      context.folder("lib", 0755);
      context.folder("project", 0755);
      for (int i = 0; i < places.size(); i++) {
        if (Files.exists(jars.entries().get(i))) {
          context.tree(places.get(i), jars.entries().get(i), path -> true);
        }
      }
    }
  }

  private static String dockerfile(BaseImage base) {
    return """
    FROM %s
    ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/bin:/bin LC_ALL=C.UTF-8
    COPY lib /app/lib
    COPY project /app/project
    """
        .formatted(base.name());
  }

  private static String tag(BaseImage base, ClassPath jars) throws IOException {
    List<String> places = places(jars);
    MessageDigest all = sha256();
    all.update((dockerfile(base) + base.id()).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < places.size(); i++) {
      all.update(places.get(i).getBytes(StandardCharsets.UTF_8));
      digest(jars.entries().get(i), all);
    }
    return HexFormat.of().formatHex(all.digest()).substring(0, TAG_LETTERS);
  }

  private static void digest(Path entry, MessageDigest all) throws IOException {
    if (!Files.exists(entry)) {
      return; // a class path may name what is not there
    }
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.update(entry.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), all)) {
          content.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// Each change of the code leaves an image; the newest few are enough.
  private static void forgetOld(DockerDaemon daemon) {
    List<Image> images =
        daemon.client().listImagesCmd().withLabelFilter(Map.of(KIND, "system")).exec().stream()
            .sorted(Comparator.comparing(Image::getCreated).reversed())
            .skip(KEPT)
            .toList();
    for (Image image : images) {
      try {
        daemon.client().removeImageCmd(image.getId()).exec();
      } catch (DockerException e) {
        // in use by another run; a later one will forget it
      }
    }
  }
}

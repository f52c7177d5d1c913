package runtime;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A base image made on this machine: the JDK that runs the lab, file by file, and the shared
/// libraries of the system that it needs.
///
/// The JDK is copied and not put together by `jlink`: a container then runs the very JVM that a
/// process would, class data archive included, on any JDK, and copying takes a third of the time.
final class StandIn {
  private static final String REPOSITORY = "remeasure/jre";

  /// Raised whenever the recipe below changes, so that images made by an older one are not used.
  private static final int RECIPE = 2;

  /// What becomes the image's root, within the context of the build.
  private static final String ROOT = "root";

  /// Where the public image has its Java, and the variable in which it says which.
  private static final String JAVA_HOME = ROOT + "/opt/java/openjdk";

  private static final String DOCKERFILE =
      """
      FROM scratch
      ENV JAVA_VERSION=%s
      COPY root /
      """;

  /// Parts of a JDK that no running program needs.
  private static final Set<String> LEFT_OUT =
      Set.of("jmods", "include", "man", "legal", "lib/src.zip", "lib/ct.sym");

  /// Libraries that native code brought by a jar may ask for, found beside libc.
  private static final List<String> BESIDE_LIBC =
      List.of(
          "libgcc_s.so.1",
          "libstdc++.so.6",
          "libz.so.1",
          "libresolv.so.2",
          "libnss_dns.so.2",
          "libnss_files.so.2");

  /// Programs that the public image has and systems call for, by the place where they have to be: a
  /// shell, and what lets root run something as somebody else.
  private static final List<String> PROGRAMS = List.of("/bin/sh", "/usr/bin/setpriv");

  private StandIn() {}

  /// One name for each version of the JDK and of the recipe.
  static String name() {
    return REPOSITORY
        + ":"
        + System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "_")
        + "-"
        + RECIPE;
  }

  /// Makes the image on the daemon.
  ///
  /// @param temporary a folder on disk with room for the JDK
  /// @throws IOException if this machine cannot give what the daemon needs
  static void make(DockerDaemon daemon, Path temporary) throws IOException {
    refuseOtherKind(daemon.info());
    Path context = Files.createTempFile(temporary, "base", ".tar");
    try {
      try (Tar tar = new Tar(context)) {
        tar.text("Dockerfile", DOCKERFILE.formatted(System.getProperty("java.vm.version")));
        addJava(tar);
        for (Path library : libraries()) {
          tar.file(ROOT + library, library);
        }
        for (Path program : programs()) {
          tar.file(ROOT + program, program);
        }
        addSystem(tar);
      }
      daemon.build(name(), Map.of(), context);
    } finally {
      Files.delete(context);
    }
  }

  private static void refuseOtherKind(Info daemon) throws IOException {
    String here = System.getProperty("os.name") + "/" + System.getProperty("os.arch");
    String there = "Linux/" + daemon.getArchitecture();
    if (!here.replace("amd64", "x86_64").equalsIgnoreCase(there.replace("amd64", "x86_64"))) {
      throw new IOException("this JDK is for %s, the daemon is %s".formatted(here, there));
    }
  }

  private static void addJava(Tar tar) throws IOException {
    Path java = Path.of(System.getProperty("java.home"));
    try (Stream<Path> top = Files.list(java)) {
      for (Path part : top.sorted().toList()) {
        tar.tree(
            JAVA_HOME + "/" + part.getFileName(),
            part,
            path -> !LEFT_OUT.contains(java.relativize(path).toString()));
      }
    }
  }

  private static void addSystem(Tar tar) throws IOException {
    tar.text(
        ROOT + "/etc/passwd",
        """
        root:x:0:0:root:/root:/sbin/nologin
        nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
        """);
    tar.text(ROOT + "/etc/group", "root:x:0:\nnogroup:x:65534:\n");
    tar.text(ROOT + "/etc/nsswitch.conf", "hosts: files dns\n");
    tar.folder(ROOT + "/tmp", 01777);
    tar.folder(ROOT + "/root", 0700);
  }

  /// What the JVM's own libraries are linked to, and what stands beside libc.
  private static Set<Path> libraries() throws IOException {
    Path java = Path.of(System.getProperty("java.home"));
    Set<Path> libraries = new TreeSet<>();
    for (String linked :
        List.of("bin/java", "lib/server/libjvm.so", "lib/libnet.so", "lib/libnio.so")) {
      libraries.addAll(linkedTo(java.resolve(linked)));
    }
    for (Path program : programs()) {
      libraries.addAll(linkedTo(program));
    }
    for (Path library : List.copyOf(libraries)) {
      if (library.getFileName().toString().startsWith("libc.")) {
        BESIDE_LIBC.stream()
            .map(library::resolveSibling)
            .filter(Files::exists)
            .forEach(libraries::add);
      }
    }
    libraries.removeIf(library -> library.startsWith(java));
    return libraries;
  }

  private static List<Path> programs() {
    return PROGRAMS.stream().map(Path::of).filter(Files::isExecutable).toList();
  }

  private static Set<Path> linkedTo(Path program) throws IOException {
    Set<Path> libraries = SharedLibraries.of(program).files();
    if (libraries.isEmpty()) {
      throw new IOException(
          String.format(Locale.ROOT, "ldd names no library of %s", program.getFileName()));
    }
    return libraries;
  }
}

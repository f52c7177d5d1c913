package labs.ledger.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import ledger.Audit;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerCorrupt;
import ledger.LedgerOptions;

/// Damages the files of a ledger that was closed, in one place at a time, and asks an audit that
/// knows the ledger's last head whether they are whole.
public final class Damage implements ForkedMeasurement {
  /// None goes unseen.
  public static final String SEEN = "every damage to a closed ledger's files is found";

  /// Nor is anything found where nothing is.
  public static final String WHOLE = "files that were mended are found whole";

  /// A disk's smallest block.
  private static final int BLOCK = 512;

  private static final int SEGMENT_BYTES = 544 << 10;
  private static final int BATCHES = 400;

  private enum Kind {
    FLIPPED,
    ZEROED,
    COPIED,
    CUT,
    MISSING,
    SWAPPED
  }

  private SplittableRandom random;
  private List<Path> files;
  private List<byte[]> contents;

  /// Arguments: how many damages; a seed.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    int damages = Integer.parseInt(given.arguments().get(0));
    random = new SplittableRandom(Long.parseLong(given.arguments().get(1)));
    Path folder = given.data().resolve("ledger");
    write(folder);
    String head = Audit.of(folder).head();
    read(folder);
    int[] of = new int[Kind.values().length];
    int[] seen = new int[of.length];
    for (int i = 0; i < damages; i++) {
      Kind kind = Kind.values()[i % of.length];
      damage(kind);
      of[kind.ordinal()]++;
      seen[kind.ordinal()] += isFound(folder, head) ? 1 : 0;
      mend();
    }
    for (Kind kind : Kind.values()) {
      int all = of[kind.ordinal()];
      report.check(SEEN, seen[kind.ordinal()], all, "damages", kind.toString());
    }
    report.check(WHOLE, isFound(folder, head) ? 0 : 1, 1, "ledgers", "");
    report.number("damages", Arrays.stream(seen).sum());
  }

  private static void write(Path folder) throws IOException, InterruptedException {
    LedgerOptions options =
        LedgerOptions.DEFAULT.withJournal(
            LedgerOptions.DEFAULT.journal().withSegmentBytes(SEGMENT_BYTES));
    try (Ledger ledger = Ledger.open(folder, options)) {
      LedgerLife.submit(ledger, LifeWork.opening());
      Batch batch = new Batch(LifeWork.BATCH);
      for (int number = 0; number < BATCHES; number++) {
        LifeWork.fill(batch, 0, 0, number);
        LedgerLife.submit(ledger, batch);
        if (number == BATCHES / 2) {
          ledger.snapshot();
        }
      }
    }
  }

  /// The files with records and the snapshot, each without the room at its end.
  private void read(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(
                  file ->
                      file.toString().endsWith(".journal")
                          || file.getFileName().toString().startsWith("snapshot-"))
              .sorted()
              .toList();
    }
    contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
  }

  private void damage(Kind kind) throws IOException {
    int file = random.nextInt(files.size());
    byte[] old = contents.get(file);
    byte[] changed = old.clone();
    int used = used(old);
    do {
      int at = random.nextInt(used);
      int block = at / BLOCK * BLOCK;
      int end = Math.min(block + BLOCK, old.length);
      switch (kind) {
        case FLIPPED -> changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case ZEROED -> Arrays.fill(changed, block, end, (byte) 0);
        case COPIED -> {
          int from = random.nextInt(used / BLOCK) * BLOCK;
          System.arraycopy(old, from, changed, block, Math.min(BLOCK, old.length - block));
        }
        case CUT -> changed = Arrays.copyOf(old, at);
        case MISSING -> changed = null;
        case SWAPPED -> changed = contents.get((file + 1) % files.size());
      }
    } while (Arrays.equals(old, changed));
    if (changed == null) {
      Files.delete(files.get(file));
    } else {
      Files.write(files.get(file), changed);
    }
  }

  private static int used(byte[] content) {
    int used = content.length;
    while (used > BLOCK && content[used - 1] == 0) {
      used--;
    }
    return used;
  }

  private void mend() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      Files.write(files.get(i), contents.get(i));
    }
  }

  private static boolean isFound(Path folder, String head) {
    try {
      Audit audit = Audit.verify(folder, head);
      return !audit.closed() || audit.snapshots() == 0;
    } catch (LedgerCorrupt | IOException found) {
      return true;
    }
  }
}

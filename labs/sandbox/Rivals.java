package labs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import peers.NodePackages;
import peers.Peer;
import peers.PythonPackages;
import runtime.Project;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.workload.Workload;

/// What others make of the same work, each in a process of its own: the document's own baseline,
/// and Wasmtime's own Python binding.
public final class Rivals {
  /// QuickJS in WebAssembly in V8, by the npm package that the original uses.
  public static final String QUICKJS = "quickjs-emscripten";

  /// Wasmtime's own Python binding, of the same library.
  public static final String BINDING = "wasmtime-py";

  private static final String QUICKJS_VERSION = "0.32.0";
  private static final Path FOLDER = Project.home().resolve("labs/sandbox/peer");
  private static final Path WORKLOADS = Project.home().resolve("datasets/workloads/sandbox");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rivals() {}

  /// Adds the document's own baseline, which runs each script for so long.
  ///
  /// @param rows of native QuickJS, `WORKLOAD.native`
  /// @param ms of each workload in a trial, led in for as long
  public static void quickJs(RunPlan plan, List<Row> rows, int ms) {
    NodePackages packages = NodePackages.of(FOLDER);
    Optional<String> absence = packages.absence();
    if (absence.isPresent()) {
      plan.leaveOut(absence.get(), QUICKJS);
      return;
    }
    double seconds = 1 + rows.size() * 2 * ms / 1e3;
    plan.peer(
        QUICKJS,
        QUICKJS_VERSION,
        rows.getFirst().id(),
        "QuickJS in WebAssembly in V8, as the original has it",
        seconds,
        trial -> {
          packages.install();
          List<String> arguments = new ArrayList<>(List.of(WORKLOADS.toString(), "" + ms, "" + ms));
          for (Workload workload : Workload.values()) {
            String name = workload.name().toLowerCase(Locale.ROOT);
            arguments.add(name + "=" + workload.expected(0));
          }
          JsonNode seen = seen(packages.script("quickjs.mjs"), arguments);
          for (Row row : rows) {
            tell(trial, row.measure(), seen, row.id().split("\\.")[0]);
          }
        });
    rows.subList(1, rows.size()).forEach(row -> plan.compare(row.id(), QUICKJS, ""));
  }

  /// Adds Wasmtime's own Python binding, which opens one sandbox after the other.
  ///
  /// @param startup time until a sandbox is open
  /// @param first time until its result is compared
  /// @param ms of a trial, led in for as long
  public static void binding(RunPlan plan, Measure startup, Measure first, int ms) {
    PythonPackages packages = WasmtimeLibrary.packages();
    Optional<String> absence = packages.absence();
    if (absence.isPresent()) {
      plan.leaveOut(absence.get(), BINDING);
      return;
    }
    plan.peer(
        BINDING,
        WasmtimeLibrary.VERSION,
        "compiled.startup.p50",
        "it knows no pool of memory",
        1 + 2 * ms / 1e3,
        trial -> {
          packages.install();
          Peer peer =
              Peer.of(
                  BINDING, packages.python().toString(), FOLDER.resolve("binding.py").toString());
          String agent = WORKLOADS.resolve("arithmetic.wat").toString();
          String result = String.valueOf(Workload.ARITHMETIC.expected(0));
          JsonNode seen = seen(peer, List.of(agent, "" + ms, "" + ms, result));
          tell(trial, startup, seen, "startup");
          tell(trial, first, seen, "first");
        });
    plan.compare("compiled.first.p50", BINDING, "");
  }

  private static JsonNode seen(Peer peer, List<String> arguments) throws IOException {
    return JSON.readTree(peer.timed(arguments.toArray(String[]::new)).json());
  }

  private static void tell(Trial trial, Measure measure, JsonNode seen, String name) {
    trial.metric(measure, seen.required(name).asDouble());
  }
}

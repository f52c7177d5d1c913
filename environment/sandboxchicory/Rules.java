package sandboxchicory;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.SubType;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;
import sandbox.Limits;
import sandbox.ModuleRun;
import sandbox.RejectedCode;

/// What a module may be. Chicory knows more of WebAssembly than agents may use: whatever takes the
/// host's heap beside memory and table is refused here, since nobody could bound it in a run.
final class Rules {
  private static final List<ValType> TAKEN = List.of(ValType.I32);
  private static final List<ValType> RETURNED = List.of(ValType.I64);

  private Rules() {}

  static void require(WasmModule module, Limits limits) throws RejectedCode {
    require(module.importSection().importCount() == 0, "it imports something");
    require(
        module.memorySection().filter(memories -> memories.memoryCount() == 1).isPresent(),
        "an agent has one memory");
    MemoryLimits memory = memory(module);
    require(!memory.shared(), "its memory is for several threads");
    require(
        (long) memory.initialPages() * Limits.PAGE_BYTES <= limits.memoryBytes(),
        "its memory begins with %s pages of %s bytes, and %s bytes are allowed"
            .formatted(memory.initialPages(), Limits.PAGE_BYTES, limits.memoryBytes()));
    int tables = module.tableSection().tableCount();
    require(
        tables == 0
            || tables == 1
                && module.tableSection().getTable(0).limits().min() <= ModuleRun.TABLE_ELEMENTS,
        "an agent has one table, of %s elements at most".formatted(ModuleRun.TABLE_ELEMENTS));
    require(module.tagSection().isEmpty(), "it has exceptions of its own");
    for (int i = 0; i < module.typeSection().typeCount(); i++) {
      for (SubType type : module.typeSection().getRecType(i).subTypes()) {
        require(type.compType().funcType() != null, "it has objects for a garbage collector");
      }
    }
    require(
        isExported(module, ModuleRun.MEMORY, ExternalType.MEMORY)
            && isExported(module, ModuleRun.RUN, ExternalType.FUNCTION),
        ModuleRun.WANTED);
  }

  static MemoryLimits memory(WasmModule module) {
    return module.memorySection().orElseThrow().getMemory(0).limits();
  }

  private static boolean isExported(WasmModule module, String name, ExternalType type) {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      if (export.name().equals(name)) {
        return export.exportType() == type
            && (type != ExternalType.FUNCTION || isRun(module, export.index()));
      }
    }
    return false;
  }

  private static boolean isRun(WasmModule module, int function) {
    FunctionType type = module.functionSection().getFunctionType(function, module.typeSection());
    return type.params().equals(TAKEN) && type.returns().equals(RETURNED);
  }

  private static void require(boolean held, String what) throws RejectedCode {
    if (!held) {
      throw new RejectedCode(what);
    }
  }
}

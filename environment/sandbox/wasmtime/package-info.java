/// WebAssembly on Wasmtime: its C API through `java.lang.foreign`.
///
/// Start at [WasmtimeEngine]. [WasmtimeLibrary] finds the native code, [Wasmtime] names the
/// functions that are called, [ModuleCache] keeps what was compiled. [Wat] turns WebAssembly's text
/// into what the engine takes.
///
/// An agent is a module that imports nothing and exports `memory` and `run`, from an `i32` to an
/// `i64`. Its input lies at address 1,024 of its memory, which is made larger if need be, and `run`
/// is told how many bytes there are. It returns where its output lies: the address in the upper 32
/// bits, the bytes in the lower; with the highest bit set it says that it failed, and the output is
/// its message.
///
/// Addresses of native memory are passed as `long`: an object for each would be garbage for each
/// run.
package sandbox.wasmtime;

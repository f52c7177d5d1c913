/// WebAssembly on Wasmtime: its C API through `java.lang.foreign`.
///
/// Start at [WasmtimeEngine]. [WasmtimeLibrary] finds the native code, [Wasmtime] names the
/// functions that are called, [ModuleCache] keeps what was compiled. [Wat] turns WebAssembly's text
/// into what the engine takes.
///
/// What an agent exports, and how it is given its input and hands out its output, is said in
/// [sandbox.ModuleRun].
///
/// Addresses of native memory are passed as `long`: an object for each would be garbage for each
/// run.
package sandbox.wasmtime;

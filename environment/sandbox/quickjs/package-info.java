//DEPS app.cash.zipline:zipline-jvm:1.27.0

/// JavaScript in QuickJS as machine code of this process: the document's baseline, without the
/// WebAssembly around it that the original has.
package sandbox.quickjs;

//SOURCES Agent.java Deadlines.java Engine.java Guests.java Instance.java Limits.java
//SOURCES ModuleRun.java Outcome.java RejectedCode.java Scripts.java SimulatedEngine.java
//SOURCES Status.java WarmPool.java
//SOURCES quickjs/QuickJsEngine.java quickjs/package-info.java
//SOURCES wasmtime/EpochTicker.java wasmtime/Exports.java wasmtime/GuestThread.java
//SOURCES wasmtime/JavaScriptEngine.java wasmtime/ModuleCache.java wasmtime/Pool.java
//SOURCES wasmtime/QuickJs.java wasmtime/Sealer.java wasmtime/Uses.java wasmtime/WasmModule.java
//SOURCES wasmtime/Wasmtime.java wasmtime/WasmtimeAgent.java wasmtime/WasmtimeEngine.java
//SOURCES wasmtime/WasmtimeInstance.java wasmtime/WasmtimeLibrary.java wasmtime/Wat.java
//SOURCES wasmtime/package-info.java
//SOURCES workload/Abuse.java workload/Workload.java workload/package-info.java
//SOURCES ../peers/package-info.java
//SOURCES ../runtime/package-info.java
//CARRIES datasets/workloads/sandbox/*.wat datasets/workloads/sandbox/*.js
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/arithmetic.wat
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/fibonacci.wat
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/loops.wat
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/objects.wat
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/strings.wat
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/arithmetic.js
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/fibonacci.js
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/loops.js
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/objects.js
//FILES project/datasets/workloads/sandbox/=../../datasets/workloads/sandbox/strings.js
//CARRIES environment/sandbox/wasmtime/requirements.txt environment/sandbox/wasmtime/package.json
//FILES project/environment/sandbox/wasmtime/=wasmtime/requirements.txt
//FILES project/environment/sandbox/wasmtime/=wasmtime/package.json

/// Runs agents, the code of strangers, each in a fresh sandbox with limits.
///
/// Start at [Engine]: it compiles an [Agent], which opens an [Instance] for each run, which ends in
/// an [Outcome]. A [WarmPool] has sandboxes open before anybody asks.
/// [sandbox.wasmtime.WasmtimeEngine] runs WebAssembly; [SimulatedEngine] is the original's
/// pretence, as a control. `README.md` beside this file says what is protected from whom.
package sandbox;

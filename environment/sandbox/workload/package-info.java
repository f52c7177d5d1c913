/// What the document lets its agents do: its five workloads, as agents in WebAssembly whose text is
/// in `datasets/workloads/sandbox`, and what must come out, computed in Java.
package sandbox.workload;

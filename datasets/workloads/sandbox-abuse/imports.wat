;; REJECTED wants a function of its host
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

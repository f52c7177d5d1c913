;; REJECTED has a run of two results
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64 i64) (i64.const 0) (i64.const 0)))

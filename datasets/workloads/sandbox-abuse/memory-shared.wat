;; REJECTED has a memory for several threads
(module
  (memory (export "memory") 1 2 shared)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

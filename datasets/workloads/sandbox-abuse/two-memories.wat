;; REJECTED has a memory more than it may
(module
  (memory (export "memory") 1)
  (memory 1)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

;; REJECTED has a run of another parameter
(module
  (memory (export "memory") 1)
  (func (export "run") (param i64) (result i64) (i64.const 0)))

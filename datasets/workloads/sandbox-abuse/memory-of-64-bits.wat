;; REJECTED has addresses of 64 bits
(module
  (memory (export "memory") i64 1)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

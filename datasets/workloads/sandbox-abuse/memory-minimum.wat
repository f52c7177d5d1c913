;; REJECTED wants a gigabyte from the beginning
(module
  (memory (export "memory") 16384)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

;; TRAP writes beyond its memory
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (i64.store (i32.const 65536) (i64.const -1))
    (i64.const 0)))

;; TRAP begins with data beyond its memory
(module
  (memory (export "memory") 1)
  (data (i32.const 65535) "ab")
  (func (export "run") (param i32) (result i64) (i64.const 0)))

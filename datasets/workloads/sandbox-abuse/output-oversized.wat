;; REJECTED hands out more than it may
(module
  (memory (export "memory") 32)
  (func (export "run") (param i32) (result i64) (i64.const 0x200000)))

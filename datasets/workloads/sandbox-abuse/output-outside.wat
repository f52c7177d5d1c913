;; REJECTED hands out what lies beyond its memory
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64) (i64.const 0xffff_00000002)))

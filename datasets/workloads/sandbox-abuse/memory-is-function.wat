;; REJECTED calls a function memory
(module
  (memory 1)
  (func (export "memory"))
  (func (export "run") (param i32) (result i64) (i64.const 0)))

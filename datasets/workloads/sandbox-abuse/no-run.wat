;; REJECTED has no function that is called run
(module
  (memory (export "memory") 1)
  (func (export "walk") (param i32) (result i64) (i64.const 0)))

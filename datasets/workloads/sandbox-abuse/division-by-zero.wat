;; TRAP divides by zero
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (i64.div_s (i64.const 1) (i64.load (i32.const 0)))))

;; TRAP makes an integer of no number
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (i64.trunc_f64_s (f64.div (f64.const 0) (f64.load (i32.const 0))))))

;; REJECTED has a run of another result
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result f64) (f64.const 0)))

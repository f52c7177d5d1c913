;; TRAP calls a function as one of another type
(module
  (memory (export "memory") 1)
  (table funcref (elem $other))
  (type $answer (func (result i64)))
  (func $other (param f64))
  (func (export "run") (param i32) (result i64)
    (call_indirect (type $answer) (i32.const 0))))

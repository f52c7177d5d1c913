;; TRAP calls an element of its table that is empty
(module
  (memory (export "memory") 1)
  (table 1 funcref)
  (type $answer (func (result i64)))
  (func (export "run") (param i32) (result i64)
    (call_indirect (type $answer) (i32.const 0))))

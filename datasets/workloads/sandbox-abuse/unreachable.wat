;; TRAP gives up
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64) (unreachable)))

;; REJECTED wants a memory of its host
(module
  (import "env" "memory" (memory 1))
  (export "memory" (memory 0))
  (func (export "run") (param i32) (result i64) (i64.const 0)))

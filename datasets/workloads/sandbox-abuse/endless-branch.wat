;; OUT_OF_FUEL TIMEOUT a loop that goes on under a condition that always holds
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (loop $on
      (br_if $on (i32.const 1)))
    (unreachable)))

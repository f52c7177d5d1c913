;; OUT_OF_FUEL TIMEOUT a loop without an end
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (loop $again (br $again))
    (unreachable)))

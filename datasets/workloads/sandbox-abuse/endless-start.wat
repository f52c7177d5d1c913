;; OUT_OF_FUEL TIMEOUT a loop without an end before anybody calls it
(module
  (memory (export "memory") 1)
  (func $start (loop $again (br $again)))
  (start $start)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

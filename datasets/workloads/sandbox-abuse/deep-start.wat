;; STACK calls itself for ever before anybody calls it
(module
  (memory (export "memory") 1)
  (func $deep (param i64) (result i64)
    (i64.add (call $deep (i64.add (local.get 0) (i64.const 1))) (local.get 0)))
  (func $start (drop (call $deep (i64.const 0))))
  (start $start)
  (func (export "run") (param i32) (result i64) (i64.const 0)))

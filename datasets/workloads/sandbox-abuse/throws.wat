;; THREW says that it failed, and why
(module
  (memory (export "memory") 1)
  (data (i32.const 2048) "no such bounty")
  (func (export "run") (param i32) (result i64) (i64.const 0x80000800_0000000e)))

;; TRAP reads at the end of what an address can name
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (i64.load offset=4294967295 (i32.const -1))))

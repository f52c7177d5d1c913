;; REJECTED hands out all that an address can name, with every bit set
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64) (i64.const -1)))

;; The 15th Fibonacci number, by a function that calls itself twice.
(module
  (memory (export "memory") 1)
  (func $fib (param $n i32) (result i64)
    (if (result i64) (i32.le_u (local.get $n) (i32.const 1))
      (then (i64.extend_i32_u (local.get $n)))
      (else
        (i64.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
  (func (export "run") (param $input_bytes i32) (result i64)
    ;; The input is a number to add, or none; the output is 8 bytes at 2,048.
    (i64.store
      (i32.const 2048)
      (i64.add (call $fib (i32.const 15)) (i64.load (i32.const 1024))))
    (i64.const 0x800_00000008)))

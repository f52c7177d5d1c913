;; The sum of 2i + 1 for i below 1,000.
(module
  (memory (export "memory") 1)
  (func (export "run") (param $input_bytes i32) (result i64)
    (local $i i32) (local $sum i64)
    (loop $next
      (local.set $sum
        (i64.add
          (local.get $sum)
          (i64.extend_i32_u
            (i32.add (i32.mul (local.get $i) (i32.const 2)) (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 1000))))
    ;; The input is a number to add, or none; the output is 8 bytes at 2,048.
    (i64.store (i32.const 2048) (i64.add (local.get $sum) (i64.load (i32.const 1024))))
    (i64.const 0x800_00000008)))

;; The sum of i + j for i and j below 50.
(module
  (memory (export "memory") 1)
  (func (export "run") (param $input_bytes i32) (result i64)
    (local $i i32) (local $j i32) (local $count i64)
    (loop $outer
      (local.set $j (i32.const 0))
      (loop $inner
        (local.set $count
          (i64.add
            (local.get $count)
            (i64.extend_i32_u (i32.add (local.get $i) (local.get $j)))))
        (local.set $j (i32.add (local.get $j) (i32.const 1)))
        (br_if $inner (i32.lt_u (local.get $j) (i32.const 50))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $outer (i32.lt_u (local.get $i) (i32.const 50))))
    ;; The input is a number to add, or none; the output is 8 bytes at 2,048.
    (i64.store (i32.const 2048) (i64.add (local.get $count) (i64.load (i32.const 1024))))
    (i64.const 0x800_00000008)))

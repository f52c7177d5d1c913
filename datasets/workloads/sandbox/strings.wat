;; A text to which "x" and a number are appended 100 times, each time by a new text with the old
;; one copied. The result is its bytes in millions and their sum. Texts stand from 4,096.
(module
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 4096))

  (func $put (param $byte i32)
    (i32.store8 (global.get $free) (local.get $byte))
    (global.set $free (i32.add (global.get $free) (i32.const 1))))

  (func $put_number (param $n i32)
    (if (i32.ge_u (local.get $n) (i32.const 10))
      (then (call $put_number (i32.div_u (local.get $n) (i32.const 10)))))
    (call $put (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10)))))

  (func (export "run") (param $input_bytes i32) (result i64)
    (local $i i32) (local $text i32) (local $bytes i32) (local $copy i32) (local $sum i64)
    (loop $next
      (local.set $copy (global.get $free))
      (memory.copy (local.get $copy) (local.get $text) (local.get $bytes))
      (global.set $free (i32.add (local.get $copy) (local.get $bytes)))
      (call $put (i32.const 120)) ;; x
      (call $put_number (local.get $i))
      (local.set $text (local.get $copy))
      (local.set $bytes (i32.sub (global.get $free) (local.get $copy)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 100))))

    (local.set $i (i32.const 0))
    (loop $next
      (local.set $sum
        (i64.add
          (local.get $sum)
          (i64.load8_u (i32.add (local.get $text) (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $bytes))))

    ;; The input is a number to add, or none; the output is 8 bytes at 2,048.
    (i64.store
      (i32.const 2048)
      (i64.add
        (i64.load (i32.const 1024))
        (i64.add
          (i64.mul (i64.extend_i32_u (local.get $bytes)) (i64.const 1000000))
          (local.get $sum))))
    (i64.const 0x800_00000008)))

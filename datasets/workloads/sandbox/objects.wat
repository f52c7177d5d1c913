;; A hundred records of an id, a name ("item" and the id) and a value (ten times the id). Those with
;; a value over 500 are copied with the value doubled. The result is their number in billions, the
;; sum of their values in thousands, and the bytes of their names.
;;
;; A record is 16 bytes: id, address of the name, bytes of the name, value. Records stand from
;; 4,096, copies from 8,192, names from 16,384.
(module
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 16384))

  ;; Appends a byte to what is being written.
  (func $put (param $byte i32)
    (i32.store8 (global.get $free) (local.get $byte))
    (global.set $free (i32.add (global.get $free) (i32.const 1))))

  (func $put_number (param $n i32)
    (if (i32.ge_u (local.get $n) (i32.const 10))
      (then (call $put_number (i32.div_u (local.get $n) (i32.const 10)))))
    (call $put (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10)))))

  (func $make (param $id i32)
    (local $at i32) (local $name i32)
    (local.set $at
      (i32.add (i32.const 4096) (i32.mul (local.get $id) (i32.const 16))))
    (local.set $name (global.get $free))
    (call $put (i32.const 105)) ;; i
    (call $put (i32.const 116)) ;; t
    (call $put (i32.const 101)) ;; e
    (call $put (i32.const 109)) ;; m
    (call $put_number (local.get $id))
    (i32.store (local.get $at) (local.get $id))
    (i32.store offset=4 (local.get $at) (local.get $name))
    (i32.store offset=8 (local.get $at) (i32.sub (global.get $free) (local.get $name)))
    (i32.store offset=12 (local.get $at) (i32.mul (local.get $id) (i32.const 10))))

  (func (export "run") (param $input_bytes i32) (result i64)
    (local $i i32) (local $from i32) (local $to i32)
    (local $count i64) (local $sum i64) (local $bytes i64)
    (loop $next
      (call $make (local.get $i))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 100))))

    (local.set $from (i32.const 4096))
    (local.set $to (i32.const 8192))
    (loop $next
      (if (i32.gt_u (i32.load offset=12 (local.get $from)) (i32.const 500))
        (then
          (i64.store (local.get $to) (i64.load (local.get $from)))
          (i32.store offset=8 (local.get $to) (i32.load offset=8 (local.get $from)))
          (i32.store offset=12
            (local.get $to)
            (i32.mul (i32.load offset=12 (local.get $from)) (i32.const 2)))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $from) (i32.const 5696))))

    (local.set $from (i32.const 8192))
    (loop $next
      (local.set $count (i64.add (local.get $count) (i64.const 1)))
      (local.set $sum
        (i64.add (local.get $sum) (i64.load32_u offset=12 (local.get $from))))
      (local.set $bytes
        (i64.add (local.get $bytes) (i64.load32_u offset=8 (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $to))))

    ;; The input is a number to add, or none; the output is 8 bytes at 2,048.
    (i64.store
      (i32.const 2048)
      (i64.add
        (i64.load (i32.const 1024))
        (i64.add
          (i64.mul (local.get $count) (i64.const 1000000000))
          (i64.add (i64.mul (local.get $sum) (i64.const 1000)) (local.get $bytes)))))
    (i64.const 0x800_00000008)))

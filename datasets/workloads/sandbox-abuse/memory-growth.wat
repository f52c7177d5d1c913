;; OUT_OF_MEMORY takes page after page, writes to each, and gives up when it gets none
(module
  (memory (export "memory") 1)
  (func (export "run") (param i32) (result i64)
    (loop $more
      (i64.store
        (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 8))
        (i64.const 0x5ec4e75ec4e75ec4))
      (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
    (unreachable)))

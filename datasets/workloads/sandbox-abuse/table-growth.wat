;; TRAP takes table elements until it gets none, and gives up
(module
  (memory (export "memory") 1)
  (table $all 1 funcref)
  (func (export "run") (param i32) (result i64)
    (loop $more
      (br_if $more
        (i32.ne (table.grow $all (ref.null func) (i32.const 1000)) (i32.const -1))))
    (unreachable)))

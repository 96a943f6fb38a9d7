;; Dot products of one int8 vector with many: sixteen multiplications an instruction.
;; Its bytes are in int8ScanWasm.ts, which `npm run docs` writes.
(module
  (import "" "memory" (memory 1))

  ;; From `vectors`, `count` vectors of `dimensions` bytes (a multiple of 16) each; scores are 32-bit integers, one each, at `scores`.
  (func (export "scan")
    (param $query i32) (param $vectors i32) (param $count i32) (param $dimensions i32) (param $scores i32)
    (local $at i32) (local $end i32) (local $q i32) (local $sum v128) (local $a v128) (local $b v128)
    (local.set $at (local.get $vectors))
    (local.set $end (i32.add (local.get $vectors) (i32.mul (local.get $count) (local.get $dimensions))))
    (block $done
      (loop $vector
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $q (i32.const 0))
        (loop $part
          (local.set $a (v128.load (i32.add (local.get $query) (local.get $q))))
          (local.set $b (v128.load (i32.add (local.get $at) (local.get $q))))
          (local.set $sum (i32x4.add (local.get $sum)
            (i32x4.add
              (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $a)) (i16x8.extend_low_i8x16_s (local.get $b)))
              (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $a)) (i16x8.extend_high_i8x16_s (local.get $b))))))
          (local.set $q (i32.add (local.get $q) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $q) (local.get $dimensions))))
        (i32.store (local.get $scores)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (local.get $dimensions)))
        (br $vector)))))

/// xoshiro256** 1.0 (Blackman and Vigna, 2018), its state filled by splitmix64: the only source of chance in Parley.
///
/// The same seed gives the same sequence on every machine. Not for secrets.
package struct Xoshiro256: RandomNumberGenerator, Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  package init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    s0 = mixer.next()
    s1 = mixer.next()
    s2 = mixer.next()
    s3 = mixer.next()
  }

  /// For reference vectors; at least one word must not be zero.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = state
    precondition(s0 | s1 | s2 | s3 != 0, "the all-zero state never leaves zero")
  }

  package mutating func next() -> UInt64 {
    let scrambled = (s1 &* 5)
    let result = (scrambled << 7 | scrambled >> 57) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = s3 << 45 | s3 >> 19
    return result
  }

  /// Uniform in [0, 1): the upper 53 bits.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<bound by the high half of a product; its bias, below bound / 2^64, is out of sight here.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "an empty range has no element")
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}

/// splitmix64 (Steele, Lea and Flood, 2014): turns one number into a well-mixed sequence of states.
package struct SplitMix64: Sendable {
  private var state: UInt64
  package init(state: UInt64) { self.state = state }
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

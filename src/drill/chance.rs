//! Chance that can be drawn again: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
//!
//! ```text
//! state = state + 0x9E3779B97F4A7C15                    all modulo 2^64
//! z = state
//! z = (z xor (z >> 30)) * 0xBF58476D1CE4E5B9
//! z = (z xor (z >> 27)) * 0x94D049BB133111EB
//! next = z xor (z >> 31)
//! ```
//!
//! One of n is drawn as next modulo n, after draws below 2^64 modulo n were thrown away, so that each is as likely as another.

/// A stream of numbers that a seed decides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u32) -> Chance {
        Chance(u64::from(seed))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of `n`, from 0; 0 when there is none.
    pub(super) fn one_of(&mut self, n: usize) -> usize {
        let n = n.max(1) as u64;
        let uneven = n.wrapping_neg() % n;
        loop {
            let drawn = self.next();
            if drawn >= uneven {
                return (drawn % n) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_generator_it_says() {
        let mut chance = Chance::new(1_234_567);
        let drawn = [chance.next(), chance.next(), chance.next()];
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn each_is_as_likely() {
        let mut counts = [0; 7];
        let mut chance = Chance::new(7);
        (0..70_000).for_each(|_| counts[chance.one_of(7)] += 1);
        assert!(counts.iter().all(|count: &i32| (count - 10_000).abs() < 400), "{counts:?}");
        assert_eq!(chance.one_of(0), 0);
    }
}

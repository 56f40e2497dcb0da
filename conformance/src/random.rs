//! Numbers that look random and are the same in every run.

/// A sequence that a seed and the number of a case give (SplitMix64).
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The sequence of a case.
    pub(crate) const fn new(seed: u64, case: u64) -> Random {
        Random(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number less than this one; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let drawn = usize::try_from(self.next() >> 1).unwrap_or_default();
        drawn.checked_rem(end).unwrap_or_default()
    }

    /// True once in so many times.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub(crate) fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        all.get(self.below(all.len()))
    }

    /// Any byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

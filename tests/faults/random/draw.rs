//! Numbers that look random and are the same for the same seed (SplitMix64).

pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// For the attempt of a call, in whatever order calls come.
    pub(super) fn of(seed: u64, name: &str, attempt: usize) -> Self {
        let text = format!("{name}/{attempt}");
        Self(text.bytes().fold(seed, |state, byte| Self(state ^ u64::from(byte)).below(u64::MAX)))
    }

    /// From 0 to `bound - 1`.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

//! Native placement, version 1; `docs/placement.md` is its normative text.

use core::ops::Range;

use crate::hash::murmur3::{mix64, murmur3_x64_128};
use crate::members::node::Node;
use crate::points::draft::Draft;
use crate::points::key_space::KeySpace;
use crate::profile::traits::{KeyHash, Placement, Traits};

/// One hash for each identity, then a SplitMix64 sequence whose start and step are the hash's two halves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Native {
    seed: u32,
    vnodes: u32,
}

impl Native {
    pub(crate) fn new(seed: u32, vnodes: u32) -> Self {
        Native { seed, vnodes }
    }

    pub(crate) fn traits(self) -> Traits {
        Traits::incremental(KeySpace::BITS_64)
    }

    #[inline]
    pub(crate) fn key_position(self, key: &[u8]) -> u64 {
        murmur3_x64_128(key, self.seed).0
    }

    #[inline]
    pub(crate) fn points(self, identity: &str, numbers: Range<u64>) -> impl Iterator<Item = u64> {
        let (start, step) = murmur3_x64_128(identity.as_bytes(), self.seed);
        // An odd step visits all 2^64 states before one repeats, so the points of one identity are distinct.
        let step = step | 1;
        numbers.map(move |number| mix64(start.wrapping_add(step.wrapping_mul(number + 1))))
    }
}

impl Placement for Native {
    fn position(&self, key: &[u8]) -> u64 {
        self.key_position(key)
    }

    fn key_hash(&self) -> KeyHash {
        KeyHash::Native { seed: self.seed }
    }

    fn vnodes(&self, node: &Node) -> u64 {
        node.checked_weight() * u64::from(self.vnodes)
    }

    fn extend(&self, node: &Node, vnodes: Range<u64>, draft: &mut Draft) {
        draft.extend(self.points(node.identity(), vnodes));
    }

    fn describe(&self, first: Option<&Node>) -> Vec<String> {
        let mut lines = vec!["identity: the name; or what a node was given".to_owned()];
        let label = |node: &Node| format!("first virtual node: number 0 of the hash of {:?}, by MurmurHash3 x64_128", node.identity());
        lines.extend(first.map(label));
        lines.push("owner: the first point at or after the key's MurmurHash3 x64_128".to_owned());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of `docs/placement.md`, section 8.
    #[test]
    fn check_values() {
        type Row = (&'static str, u32, (u64, u64), &'static [(u64, u64)]);
        let rows: [Row; 6] = [
            (
                "node-a",
                0,
                (0x44a5_bcec_4b07_64bf, 0x6ffb_031b_6052_7fca),
                &[(0, 0x58df_818d_77ec_bcdb), (1, 0xc92d_6fcc_3e46_faeb), (159, 0xaad0_ed35_c06e_3463)],
            ),
            (
                "10.0.0.1:11211",
                0,
                (0xc649_5a2f_e969_1c01, 0x3401_9b4d_ac21_faa4),
                &[(0, 0x764b_7cdb_6b0c_d561), (1, 0x4771_fb9d_6032_a610), (159, 0x69ed_e6a3_785a_7a9d)],
            ),
            (
                "café",
                7,
                (0xf6fe_80fe_ad92_7326, 0xccf6_b778_9629_91c7),
                &[(0, 0x8f8f_28e1_12fe_9dff), (1, 0x4f48_0d9b_e3e3_a076), (159, 0xfd82_dca3_3037_fc0d)],
            ),
            (
                "a",
                u32::MAX,
                (0xbef3_85fa_ead1_6340, 0xa936_3d23_7b2e_e74c),
                &[(0, 0x2d72_36b9_0712_f600), (1, 0xefa6_887e_78d7_4077), (159, 0x16de_816e_d463_d4f0)],
            ),
            (
                "0123456789abcdef",
                0,
                (0x4be0_6d94_cf4a_d1a7, 0x87c3_5b5c_63a7_08da),
                &[(0, 0xc21f_0ad3_6c4c_f135), (1, 0xf302_d0d0_4c81_a6e7)],
            ),
            (
                "node-10.0.0.1:11211-rack-7-europe",
                7,
                (0xd324_e90c_854b_2676, 0x69bc_9604_0c24_9631),
                &[(0, 0xa181_4fc3_eab8_bce7), (1, 0x9afc_4968_a190_a765)],
            ),
        ];
        for (identity, seed, halves, points) in rows {
            assert_eq!(murmur3_x64_128(identity.as_bytes(), seed), halves, "{identity}");
            for &(number, position) in points {
                assert!(Native::new(seed, 160).points(identity, number..number + 1).eq([position]), "{identity}, point {number}");
            }
        }
    }
}

//! The load at which a node is full.

/// The rule for when a node is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Its part of all loads, by weight, times a factor in percent.
    Share { factor: u32 },
    /// HAProxy's slots: whole numbers whose sum is all loads times a factor in percent.
    Slots { factor: u32 },
    /// Five quarters of an equal part of all loads, both rounded.
    Quarter,
}

/// The sums over the nodes that can take a load: those that are healthy and own a point.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OpenNodes {
    pub(crate) load: u64,
    pub(crate) weight: u64,
    pub(crate) count: u64,
}

impl Bound {
    /// Returns the load that an open node may have after the next ticket, as a fraction. `weight` is its own weight;
    /// `weight_before` is that of the open nodes before it, in the order in which the members were given.
    #[inline]
    pub(crate) fn allowance(self, weight: u64, weight_before: u64, open: OpenNodes) -> (u128, u128) {
        let next_total = u128::from(open.load) + 1;
        match self {
            // 14 + 64 + 27 bits, and 7 + 26.
            Bound::Share { factor } => {
                let allowed = u128::from(factor) * next_total * u128::from(weight);
                (allowed, 100 * u128::from(open.weight))
            }
            Bound::Slots { factor } => {
                let slots = (next_total * u128::from(factor)).div_ceil(100);
                (slots_of([weight, weight_before, open.weight], slots), 1)
            }
            Bound::Quarter => {
                let each = (next_total / u128::from(open.count)).max(1);
                ((5 * each).div_ceil(4), 1)
            }
        }
    }
}

/// Divides slots by weight. The rest goes to the nodes at which the running sum passes a whole number.
fn slots_of(weights: [u64; 3], slots: u128) -> u128 {
    // HAProxy has 16 points for each unit of weight, and the rounding shows it.
    let [own, before, all] = weights.map(|weight| 16 * u128::from(weight));
    let (each, rest) = (slots / all, slots % all);
    (own * each + (before + own) * rest / all - before * rest / all).max(1)
}

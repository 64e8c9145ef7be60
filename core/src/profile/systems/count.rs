//! The number of a node's labels, by its weight and each system's arithmetic.

use crate::members::Live;

/// The rule. `W` is the sum of the live nodes' weights, `n` their number, `w` the node's weight, `b` the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelCount {
    /// `b`, regardless of the weight.
    Constant,
    /// `b · w`.
    Absolute,
    /// `floor(b · n · w / W)`, exactly.
    Exact,
    /// `floor(((w / W) · b) · n)` in doubles.
    Doubles,
    /// As libketama: the share in single precision, the product in doubles, the result rounded to single precision and
    /// truncated.
    Ketama,
    /// As libmemcached: all in single precision, four points at a time.
    Memcached,
}

/// The values, other than the node, on which counts depend.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    /// `n`
    pub(crate) nodes: u64,
    /// `W`
    pub(crate) weight: u64,
}

impl Totals {
    pub(crate) fn of(live: &[Live]) -> Self {
        Totals { nodes: live.len() as u64, weight: live.iter().map(|(_, node)| node.checked_weight()).sum() }
    }
}

impl LabelCount {
    /// Every rule, by the name of the change to it.
    #[cfg(test)]
    pub(crate) const NAMED: [(&str, LabelCount); 6] = [
        ("count constant", LabelCount::Constant),
        ("count absolute", LabelCount::Absolute),
        ("count exact", LabelCount::Exact),
        ("count doubles", LabelCount::Doubles),
        ("count ketama", LabelCount::Ketama),
        ("count memcached", LabelCount::Memcached),
    ];

    /// Returns the number of labels of a node of this weight.
    ///
    /// Each float operation below is one of the original's, in its type and order: none may be rearranged.
    pub(crate) fn labels(self, base: u64, weight: u64, totals: Totals) -> u64 {
        match self {
            LabelCount::Constant => base,
            LabelCount::Absolute => base * weight,
            LabelCount::Exact => {
                let labels = u128::from(base) * u128::from(totals.nodes) * u128::from(weight) / u128::from(totals.weight);
                u64::try_from(labels).unwrap_or(u64::MAX)
            }
            LabelCount::Doubles => (weight as f64 / totals.weight as f64 * base as f64 * totals.nodes as f64).floor() as u64,
            LabelCount::Ketama => {
                let share = weight as f32 / totals.weight as f32;
                let labels = f64::from(share) * base as f64 * totals.nodes as f64;
                (labels as f32).floor() as u64
            }
            LabelCount::Memcached => {
                let share = weight as f32 / totals.weight as f32;
                let points = share * (4 * base) as f32;
                (points / 4.0 * totals.nodes as f32 + 1e-10).floor() as u64
            }
        }
    }

    /// Returns the rule in words.
    pub(crate) fn describe(self, base: u64) -> String {
        match self {
            LabelCount::Constant => format!("{base} labels a node"),
            LabelCount::Absolute => format!("{base} labels for each unit of weight"),
            LabelCount::Exact => format!("{base} labels a node on average, by its part of all weights, rounded down"),
            LabelCount::Doubles => {
                format!("{base} labels a node on average, by its part of all weights, in double precision, rounded down")
            }
            LabelCount::Ketama => format!("{base} labels a node on average, by its part of all weights, as libketama rounds"),
            LabelCount::Memcached => {
                format!("{base} labels a node on average, by its part of all weights, in single precision, rounded down")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of equal nodes at which a rule gives each of them one label too few.
    fn short(count: LabelCount, most: u64) -> Vec<u64> {
        (1..=most).filter(|&nodes| count.labels(40, 1, Totals { nodes, weight: nodes }) < 40).collect()
    }

    #[test]
    fn rounding_drops_labels_where_it_does_in_the_originals() {
        assert_eq!(short(LabelCount::Exact, 128), Vec::<u64>::new());
        assert_eq!(short(LabelCount::Ketama, 128), [61, 122]);
        assert_eq!(short(LabelCount::Memcached, 122), [25, 47, 50, 55, 61, 71, 94, 100, 107, 109, 110, 115, 122]);
        assert_eq!(short(LabelCount::Doubles, 128), [7, 14, 28, 49, 56, 98, 103, 112]);
    }

    #[test]
    fn rounding_differs_by_weight_too() {
        let all = [LabelCount::Exact, LabelCount::Doubles, LabelCount::Ketama, LabelCount::Memcached];
        let first = |weights: &[u64]| {
            let totals = Totals { nodes: weights.len() as u64, weight: weights.iter().sum() };
            all.map(|count| count.labels(40, weights[0], totals))
        };
        assert_eq!(first(&[22, 1, 1, 1, 1, 1, 1]), [220, 220, 220, 219]);
        assert_eq!(first(&[13, 4, 4, 4, 3, 3, 3, 3, 3]), [117, 117, 116, 117]);
    }
}

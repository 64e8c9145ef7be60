//! Real keys, counted and compared with the exact shares.

use std::collections::BTreeMap;

use statrs::function::gamma::gamma_ur;

use crate::ring::HashRing;

/// The observed and the expected number of keys of each node; [`HashRing::analyze_distribution`] returns it.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let distribution = HashRing::from_names(["a"])?.analyze_distribution(["user:1", "user:2"]);
/// assert_eq!((distribution.counts["a"], distribution.expected["a"], distribution.p_value), (2, 2.0, 1.0));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    /// By node, the number of keys that it owns.
    pub counts: BTreeMap<String, u64>,
    /// By node, its share of the key space times the number of keys.
    pub expected: BTreeMap<String, f64>,
    /// The number of keys.
    pub keys: u64,
    /// Pearson's chi-square of the counts: the sum of (count - expected)² / expected.
    pub chi_square: f64,
    /// The probability that evenly hashed keys are at least this uneven. A small one, such as 0.001, means that the
    /// keys are not like random ones: some may be repeated, for example. It is not reliable if fewer than five keys are
    /// expected on a node.
    pub p_value: f64,
}

impl HashRing {
    /// Counts the keys that each node owns, and compares them with its exact share of the key space.
    ///
    /// # Complexity
    ///
    /// `O(points)`, plus one lookup a key.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let distribution = ring.analyze_distribution((0..10_000).map(|i| format!("user:{i}")));
    /// assert_eq!(distribution.counts.values().sum::<u64>(), 10_000);
    /// assert!(distribution.p_value > 0.001);
    /// assert!(ring.analyze_distribution(["one key"; 10_000]).p_value < 0.001);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn analyze_distribution<K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>) -> Distribution {
        let mut by_id = vec![0_u64; self.names_len()];
        let mut total = 0;
        for key in keys {
            total += 1;
            if let Some(id) = self.get_node(key.as_ref()) {
                by_id[id.index()] += 1;
            }
        }
        let shares = self.owned();
        let mut distribution = Distribution { keys: total, ..Distribution::default() };
        let mut owners = 0_u32;
        for ((name, share), slot) in shares.iter().zip(self.slots()) {
            let (count, expected) = (by_id[self.members.id(slot).index()], share.fraction * total as f64);
            if expected > 0.0 {
                owners += 1;
                distribution.chi_square += (count as f64 - expected).powi(2) / expected;
            }
            distribution.counts.insert(name.to_owned(), count);
            distribution.expected.insert(name.to_owned(), expected);
        }
        distribution.p_value = p_value(distribution.chi_square, owners.saturating_sub(1));
        distribution
    }
}

/// Returns the probability that chi-square with these degrees of freedom is at least `chi_square`.
fn p_value(chi_square: f64, degrees: u32) -> f64 {
    // No keys are as even as possible, and the function is not defined there.
    if degrees == 0 || chi_square <= 0.0 { 1.0 } else { gamma_ur(f64::from(degrees) / 2.0, chi_square / 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Percentage points of chi-square, from any standard table.
    #[test]
    fn p_values_of_the_tables() {
        for (degrees, chi_square, p) in [(1, 3.841, 0.05), (1, 6.635, 0.01), (10, 18.307, 0.05), (10, 29.588, 0.001), (100, 124.342, 0.05)]
        {
            assert!((p_value(chi_square, degrees) / p - 1.0).abs() < 1e-3, "{degrees} {chi_square}");
        }
        assert_eq!((p_value(0.0, 5), p_value(0.0, 0)), (1.0, 1.0));
    }
}

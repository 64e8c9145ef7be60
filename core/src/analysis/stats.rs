//! The evenness of a ring, in a few numbers.

use crate::profile::cap;
use crate::ring::HashRing;

/// The evenness of a ring; [`HashRing::stats`] returns it.
///
/// It compares each node's share with its fair share, which is the node's part by weight. Drained nodes are left out.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let stats = HashRing::from_names((0..100).map(|i| format!("node-{i}")))?.stats();
/// assert_eq!((stats.nodes, stats.points), (100, 16_000));
/// assert!((1.15..1.35).contains(&stats.max_over_fair));
/// assert!((0.06..0.10).contains(&stats.deviation)); // about 1/√160
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// The members, drained ones included.
    pub nodes: usize,
    /// The points, or the entries of a table.
    pub points: usize,
    /// The memory that the ring takes, in bytes; [`HashRing::memory`] returns the details.
    pub bytes: usize,
    /// The share of the fullest node over its fair share. 1 is perfect; it is 0 if no node owns a point.
    pub max_over_fair: f64,
    /// The share of the emptiest node over its fair share.
    pub min_over_fair: f64,
    /// The standard deviation of share over fair share.
    pub deviation: f64,
    /// The nodes that own more than the ring's cap allows, because they are at their floor of points.
    pub over_cap: Vec<String>,
}

impl HashRing {
    /// Returns the evenness of the ring.
    ///
    /// # Complexity
    ///
    /// `O(points)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let stats = HashRing::from_names(["a", "b"])?.stats();
    /// assert!(stats.min_over_fair <= 1.0 && stats.max_over_fair >= 1.0);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn stats(&self) -> Stats {
        let shares = self.owned();
        let ratios: Vec<f64> = shares.iter().filter(|(_, share)| share.fair > 0.0).map(|(_, share)| share.fraction / share.fair).collect();
        let count = ratios.len().max(1) as f64;
        let mean = ratios.iter().sum::<f64>() / count;
        // Not `sum`, which is -0 for no items.
        let variance = ratios.iter().fold(0.0, |sum, ratio| sum + (ratio - mean).powi(2)) / count;
        Stats {
            nodes: self.len(),
            points: self.points.len(),
            bytes: self.memory().total(),
            max_over_fair: ratios.iter().copied().fold(0.0, f64::max),
            min_over_fair: ratios.iter().copied().reduce(f64::min).unwrap_or(0.0),
            deviation: variance.sqrt(),
            over_cap: self.over_cap().map(str::to_owned).collect(),
        }
    }

    /// Returns the names of the members that own more than the cap allows, in bytewise order.
    pub(crate) fn over_cap(&self) -> impl Iterator<Item = &str> {
        let over = self.options.cap().map_or_else(Vec::new, |percent| cap::over(percent, &self.members, &self.points));
        over.into_iter().map(|slot| self.members.node(slot).name())
    }
}

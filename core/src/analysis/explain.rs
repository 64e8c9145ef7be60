//! A ring's placement in words, for people.

use crate::ring::HashRing;

/// The number of points and nodes that are shown.
const SHOWN: usize = 3;
const NODES: usize = 20;

impl HashRing {
    /// Returns a description of the ring's placement, for people and bug reports. It has the profile and options, the
    /// rule for identities, the label of the first virtual node and the rule for a key's owner. It also has the first
    /// points, in the system's own notation, and the number of points of each node. The text may change.
    ///
    /// # Complexity
    ///
    /// `O(points)`.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("ketama").node("10.0.0.1:11211").build()?;
    /// assert!(ring.explain().contains(r#""10.0.0.1:11211-0""#));
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn explain(&self) -> String {
        let options: Vec<_> = self.options.entries().iter().skip(1).map(|(name, value)| format!("{name} {value}")).collect();
        let mut lines = vec![format!("profile {}", self.profile()), format!("options: {}", options.join(", "))];
        let first = self.nodes().find(|node| node.checked_weight() > 0);
        lines.extend(self.profile.describe(first));
        let name = |id| self.name(id).unwrap_or_default();
        let points: Vec<_> =
            self.points().take(SHOWN).map(|(position, id)| format!("{} {:?}", self.profile.written(position), name(id))).collect();
        lines.push(format!("first points: {}", points.join(", ")));
        let mut counts = vec![0_usize; self.len()];
        self.points.iter().for_each(|(_, slot)| counts[slot as usize] += 1);
        lines.push(format!("points: {} of {} nodes", self.points.len(), self.len()));
        for slot in self.slots().take(NODES) {
            let (node, count) = (self.members.node(slot), counts[slot as usize]);
            let identity = if node.is_hashed_by_name() { String::new() } else { format!(", identity {:?}", node.identity()) };
            lines.push(format!("  {:?}{identity}, weight {}: {count}", node.name(), node.weight()));
        }
        if self.len() > NODES {
            lines.push(format!("  and {} more", self.len() - NODES));
        }
        let over: Vec<_> = self.over_cap().map(|name| format!("{name:?}")).collect();
        if !over.is_empty() {
            lines.push(format!("over the cap, with as few points as they can have: {}", over.join(", ")));
        }
        lines.join("\n") + "\n"
    }
}

//! buraksezer/consistent: keys fall into partitions, and partitions go to members that have room for one more.

use crate::error::{Error, Result};
use crate::members::Live;
use crate::points::draft::Draft;
use crate::points::key_space::KeySpace;
use crate::points::{Points, SortedPoints};

use super::count::LabelCount;
use super::label::{self, Label, LabelPoints};
use crate::hash::function::Hash;

/// The library's options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PartitionTable {
    pub(crate) label: Label,
    pub(crate) hash: Hash,
    pub(crate) partitions: u32,
    pub(crate) vnodes: u64,
    pub(crate) load_percent: u32,
    /// Whether the partitions of an average member are divided in whole numbers.
    pub(crate) whole: bool,
}

/// Returns the points from which partitions look for a member.
pub(crate) fn circle(distribution: &PartitionTable, live: &[Live]) -> Result<Draft> {
    label::draft(live, distribution.label, LabelPoints::One(distribution.hash), LabelCount::Constant, distribution.vnodes)
}

impl PartitionTable {
    /// Returns how many partitions a member may have.
    fn most(&self, members: usize) -> f64 {
        let load = f64::from(self.load_percent) / 100.0;
        let average = if self.whole { f64::from(self.partitions / members as u32) } else { f64::from(self.partitions) / members as f64 };
        (average * load).ceil()
    }

    /// Gives each partition to the first member from its own place on that has room, and returns them as points.
    pub(crate) fn table(&self, circle: &Points, slots: usize) -> Result<Points> {
        let mut owning = vec![false; slots];
        circle.iter().for_each(|(_, slot)| owning[slot as usize] = true);
        let members = owning.iter().filter(|&&owns| owns).count();
        let most = self.most(members);
        let mut loads = vec![0_u32; slots];
        let mut entries = Vec::with_capacity(self.partitions as usize);
        for partition in 0..self.partitions {
            let start = circle.successor(self.hash.coordinate(&u64::from(partition).to_le_bytes())).unwrap_or(0);
            let places = (start..circle.len()).chain(0..start);
            let slot = places.map(|place| circle.owner(place)).find(|&slot| f64::from(loads[slot as usize] + 1) <= most);
            let slot = slot.ok_or_else(|| self.too_full(members))?;
            loads[slot as usize] += 1;
            entries.push((KeySpace::table(self.partitions).to_coordinate(partition.into()), slot));
        }
        Ok(SortedPoints::from_sorted(entries.into_iter(), slots).indexed())
    }

    fn too_full(&self, members: usize) -> Error {
        Error::InvalidOption {
            option: "load_percent",
            value: self.load_percent.to_string(),
            expected: format!("{members} nodes have no room for {} partitions, so give more partitions or a higher load", self.partitions),
        }
    }
}

//! buraksezer/consistent: keys fall into partitions, and partitions go to members that have room for one more.

use crate::error::{Error, Result};
use crate::points::key_space::Domain;
use crate::points::{Points, Sorted};

use super::build::{Draft, Live, labelled};
use super::count::Count;
use super::label::{Label, Marks};
use crate::hash::function::Hash;

/// The library's options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Distribution {
    pub(crate) label: Label,
    pub(crate) hash: Hash,
    pub(crate) partitions: u32,
    pub(crate) vnodes: u64,
    pub(crate) load_percent: u32,
    /// Whether the partitions of an average member are divided in whole numbers.
    pub(crate) whole: bool,
}

/// Returns the points from which partitions look for a member.
pub(crate) fn circle(distribution: &Distribution, live: &[Live]) -> Result<Draft> {
    labelled(live, distribution.label, Marks::One(distribution.hash), Count::Constant, distribution.vnodes)
}

impl Distribution {
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
            let start = circle.first(self.hash.place(&u64::from(partition).to_le_bytes())).unwrap_or(0);
            let places = (start..circle.len()).chain(0..start);
            let slot = places.map(|place| circle.owner(place)).find(|&slot| f64::from(loads[slot as usize] + 1) <= most);
            let slot = slot.ok_or_else(|| self.too_full(members))?;
            loads[slot as usize] += 1;
            entries.push((Domain::table(self.partitions).place(partition.into()), slot));
        }
        Ok(Sorted::from_sorted(entries.into_iter(), slots).indexed())
    }

    fn too_full(&self, members: usize) -> Error {
        Error::InvalidOption {
            option: "load_percent",
            value: self.load_percent.to_string(),
            expected: format!("{members} nodes have no room for {} partitions, so give more partitions or a higher load", self.partitions),
        }
    }
}

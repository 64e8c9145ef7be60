//! buraksezer/consistent: keys fall into partitions, which are assigned to members that have room.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::hash::function::Hash;
use crate::limits;
use crate::members::node::Node;
use crate::members::{Live, Slot};
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;
use crate::points::preference::PreferenceOrder;
use crate::points::{Points, SortedPoints};

use super::count::LabelCount;
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels};
use super::option_reader::{OptionReader, hash, vnodes};
use super::source::{ListSource, PointSource};
use super::spec::{Entry, Lists, ProfileSpec, WeightRule};
use super::ties::Ties;

pub(super) const V0: Entry = Entry { name: "buraksezer_v0", options: OPTIONS, make: make_v0 };
pub(super) const V1: Entry = Entry { name: "buraksezer_v1", options: OPTIONS, make: make_v1 };

const FUNCTIONS: &[(&str, Hash)] = &[("xxh64", Hash::Xxh64), ("fnv64a", Hash::Fnv1ax64Whole)];

const OPTIONS: &[OptionSpec] = &[PARTITIONS, vnodes(20), LOAD_PERCENT, hash(&FUNCTIONS, "xxh64")];

const PARTITIONS: OptionSpec = OptionSpec::own(
    "partitions",
    "The number of partitions.",
    Kind::Integer { least: 1, most: limits::POINTS as i64 },
    Preset::Integer(271),
);
const LOAD_PERCENT: OptionSpec = OptionSpec::own(
    "load_percent",
    "The most partitions of a node, in percent of the average.",
    Kind::Integer { least: 1, most: 1_000_000 },
    Preset::Integer(125),
);

fn make_v0(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    make(name, options, Label::suffix(""), true)
}

fn make_v1(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    make(name, options, Label::prefix(":"), false)
}

fn make(name: &'static str, options: &mut OptionReader, label: Label, whole: bool) -> Result<ProfileSpec> {
    let partitions = options.integer("partitions")?;
    let vnodes = options.vnodes()?;
    let load_percent = options.integer("load_percent")?;
    let hash = options.word("hash", FUNCTIONS)?;
    let table = PartitionTable { label, hash, partitions, vnodes, load_percent, whole };
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        owner_rule: OwnerRule::AtOrAfter,
        lists: Lists::Stored(Arc::new(Closest { hash })),
        ..ProfileSpec::new(name, table, KeyRule::Entry(hash, partitions))
    })
}

/// Partitions, each with the member that owns it.
#[derive(Clone, Copy, Debug)]
struct PartitionTable {
    label: Label,
    hash: Hash,
    partitions: u32,
    vnodes: u64,
    load_percent: u32,
    /// Whether the partitions of an average member are computed by integer division.
    whole: bool,
}

impl PointSource for PartitionTable {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        let labels = Labels::new(self.label, LabelPoints::One(self.hash), LabelCount::Constant, self.vnodes);
        self.table(&ties.sort(&labels.draft(live)?, members), members.len())
    }

    fn describe(&self) -> String {
        format!(
            "{} partitions; each is assigned to the first of the nodes' {} points at or after it whose node is below {} % of the average load",
            self.partitions, self.vnodes, self.load_percent
        )
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(self.label.first_of(node))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        let labels = self.label.mutants().into_iter().map(|(name, label)| (name, PartitionTable { label, ..*self }));
        let others = [
            ("points' hash", PartitionTable { hash: Hash::Murmur64a, ..*self }),
            ("base", PartitionTable { vnodes: self.vnodes + 1, ..*self }),
            ("average", PartitionTable { whole: !self.whole, ..*self }),
            ("load", PartitionTable { load_percent: self.load_percent + 10, ..*self }),
        ];
        labels.chain(others).map(|(name, table)| (name, Arc::new(table) as Arc<dyn PointSource>)).collect()
    }
}

impl PartitionTable {
    /// Returns the most partitions that a member may have.
    fn most(&self, members: usize) -> f64 {
        let load = f64::from(self.load_percent) / 100.0;
        let average = if self.whole { f64::from(self.partitions / members as u32) } else { f64::from(self.partitions) / members as f64 };
        (average * load).ceil()
    }

    /// Assigns each partition to the first member with room on the circle, from the partition on. Returns the
    /// partitions as points.
    fn table(&self, circle: &Points, slots: usize) -> Result<Points> {
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
        let expected = format!("{members} nodes have no room for {} partitions, so give more partitions or a higher load", self.partitions);
        Error::invalid_option("load_percent", self.load_percent, expected)
    }
}

/// The members in the order of a hash of their identities.
#[derive(Debug)]
struct Closest {
    hash: Hash,
}

impl ListSource for Closest {
    fn attach(&self, points: Points, live: &[Live<'_>], members: usize) -> Result<Points> {
        let mut order: Vec<_> = live.iter().map(|&(slot, node)| (self.hash.coordinate(node.identity().as_bytes()), slot)).collect();
        order.sort_unstable();
        let order: Box<[Slot]> = order.into_iter().map(|(_, slot)| slot).collect();
        let mut indexes = vec![0; members].into_boxed_slice();
        for (index, &slot) in order.iter().enumerate() {
            indexes[slot as usize] = index as u32;
        }
        Ok(points.with_preference_order(PreferenceOrder::Members { order, indexes }))
    }

    fn describe(&self) -> String {
        format!("the nodes in the order of the {} of their identities, from the owner on", self.hash)
    }
}

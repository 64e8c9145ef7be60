//! A row as a placement.

use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::Hash;
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;
use crate::profile::traits::{KeyHash, Placement, Traits};

use super::describe;
use super::key_rule::{KeyLookup, KeyRule};
use super::spec::{Lists, ProfileSpec};
use super::ties::{TieOrder, Ties};

impl ProfileSpec {
    /// Returns what lookups read of the row, the facts about it, and the row as all else asks it.
    pub(crate) fn into_parts(self) -> (KeyLookup, Traits, Arc<dyn Placement>) {
        let lookup = KeyLookup { key: self.key, owner_rule: self.owner_rule };
        (lookup, self.traits(), Arc::new(self))
    }

    fn traits(&self) -> Traits {
        Traits {
            key_space: self.key.key_space(),
            owner_rule: self.owner_rule,
            is_incremental: false,
            keeps_order: self.order == TieOrder::Given,
            is_table: self.key.is_table(),
            spreads_zones: self.spreads_zones(),
            has_signed_points: self.source.node_fields().points.is_some_and(|range| *range.start() < 0),
            longest_list: if matches!(self.lists, Lists::Owner) { 1 } else { usize::MAX },
            bound: self.bound,
        }
    }

    fn points(&self, members: &[Node]) -> Result<Points> {
        let live: Vec<Live> = (0..).zip(members).filter(|(_, node)| node.checked_weight() > 0).collect();
        if live.is_empty() {
            return Ok(Points::default());
        }
        self.source.check_labels(&live, self.names)?;
        let points = self.source.build(&live, Ties { rule: self.tie, order: self.order }, members)?;
        let points = match &self.lists {
            Lists::Points | Lists::Owner => points,
            Lists::Stored(lists) => lists.attach(points, &live, members.len())?,
        };
        Ok(points.with_unlisted(live.iter().map(|&(slot, _)| slot), members.len()))
    }
}

/// The points of one node may depend on all members, so every edit rebuilds all points.
impl Placement for ProfileSpec {
    fn position(&self, key: &[u8]) -> u64 {
        self.key.key_space().to_position(self.key.coordinate(key))
    }

    fn key_hash(&self) -> KeyHash {
        if self.key == KeyRule::Hash(Hash::Native) { KeyHash::Native { seed: 0 } } else { KeyHash::Other(self.key) }
    }

    fn build(&self, members: &[Node]) -> Option<Result<Points>> {
        Some(self.points(members))
    }

    fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        nodes.iter().try_for_each(|node| self.check(node))?;
        self.identity.derive_identities(self.names, nodes)
    }

    fn given_identity<'n>(&self, node: &'n Node) -> Option<&'n str> {
        self.identity.given(node)
    }

    fn describe(&self, first: Option<&Node>) -> Vec<String> {
        describe::row(self, first)
    }

    fn written(&self, position: u64) -> String {
        describe::position(self.key, position)
    }

    fn retries(&self, key: &[u8]) -> Option<Vec<u64>> {
        self.retries.map(|retries| retries(self.key.hash(), key))
    }
}

//! A profile as data.

use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::hash::function::Hash;
use crate::limits;
use crate::members::node::Node;
use crate::options::spec::OptionSpec;
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::identity::{IdentityRule, NameRule};
use super::key_rule::KeyRule;
use super::option_reader::OptionReader;
use super::source::{ListSource, PointSource};
use super::ties::{TieOrder, TieRule};

/// A profile that can be chosen.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    /// Its own options; `vnodes` is one of them if it has that.
    pub(crate) options: &'static [OptionSpec],
    /// Makes the row of that name, with the options that it reads.
    pub(crate) make: fn(&'static str, &mut OptionReader) -> Result<ProfileSpec>,
}

/// A row: the whole placement of one profile.
#[derive(Clone, Debug)]
pub(crate) struct ProfileSpec {
    pub(crate) name: &'static str,
    /// The rule for a node's identity, from which its labels are made.
    pub(crate) identity: IdentityRule,
    pub(crate) names: NameRule,
    pub(crate) weights: WeightRule,
    /// How the members become points.
    pub(crate) source: Arc<dyn PointSource>,
    /// The rule for several points at one position.
    pub(crate) tie: TieRule,
    /// Which node is the earlier one, at a tie.
    pub(crate) order: TieOrder,
    pub(crate) key: KeyRule,
    pub(crate) owner_rule: OwnerRule,
    pub(crate) lists: Lists,
    /// The system's own rule for when a node is full, if it has one.
    pub(crate) bound: Option<Bound>,
    /// The retries of a system that does not walk along the points.
    pub(crate) retries: Option<Retries>,
}

/// Returns the coordinates that a system tries for a key, by the key's hash.
pub(crate) type Retries = fn(Hash, &[u8]) -> Vec<u64>;

/// Which weights a system knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeightRule {
    Any,
    /// Only 1; with a profile that has weights, if there is one.
    One(Option<&'static str>),
    UpTo(i64),
}

/// What a list of nodes follows.
#[derive(Clone, Debug)]
pub(crate) enum Lists {
    /// The points from the owner's on.
    Points,
    /// Nothing: there is only the owner.
    Owner,
    Stored(Arc<dyn ListSource>),
}

impl ProfileSpec {
    /// Returns a row with the rules of most libraries: any name and weight, only the later node's point at a tie, and
    /// the first point after a key as its owner.
    pub(super) fn new(name: &'static str, source: impl PointSource + 'static, key: KeyRule) -> Self {
        ProfileSpec {
            name,
            identity: IdentityRule::Name,
            names: NameRule::Any,
            weights: WeightRule::Any,
            source: Arc::new(source),
            tie: TieRule::OnlyLast,
            order: TieOrder::Given,
            key,
            owner_rule: OwnerRule::After,
            lists: Lists::Points,
            bound: None,
            retries: None,
        }
    }

    /// Refuses a node that the system cannot have.
    pub(super) fn check(&self, node: &Node) -> Result<()> {
        self.check_weight(node)?;
        self.check_vnodes(node)?;
        self.check_points(node)
    }

    fn check_weight(&self, node: &Node) -> Result<()> {
        let (most, kind) = match self.weights {
            WeightRule::Any => return Ok(()),
            WeightRule::One(_) => (1, ErrorKind::Unsupported),
            WeightRule::UpTo(most) => (most, ErrorKind::InvalidWeight),
        };
        if node.weight() <= most {
            return Ok(());
        }
        let profile = self.name;
        let expected = match self.weights {
            WeightRule::One(None) => format!("profile {profile} has no weights but 0 and 1"),
            WeightRule::One(Some(instead)) => format!("profile {profile} has no weights but 0 and 1, {instead} has"),
            _ => format!("profile {profile} takes a weight from 0 to {most}"),
        };
        Err(node.refused(format!("weight {}", node.weight()), expected, kind))
    }

    fn check_vnodes(&self, node: &Node) -> Result<()> {
        match node.vnodes() {
            Some(_) if !self.source.node_fields().vnodes => Err(self.no_field(node, "vnodes")),
            Some(vnodes) if !(1..=limits::VNODES).contains(&vnodes) => {
                Err(node.wrong_field(format!("vnodes {vnodes}"), format!("an integer from 1 to {}", limits::VNODES)))
            }
            _ => Ok(()),
        }
    }

    fn check_points(&self, node: &Node) -> Result<()> {
        match (node.points(), self.source.node_fields().points) {
            (None, None) => Ok(()),
            (Some(_), None) => Err(self.no_field(node, "points")),
            (None, Some(_)) => {
                let expected = format!("under profile {} a node is given its points", self.name);
                Err(node.wrong_field("points are missing".to_owned(), expected))
            }
            (Some(points), _) if points.len() as u64 > limits::POINTS => {
                let what = format!("{} points", points.len());
                Err(node.wrong_field(what, format!("a node is given at most {} points", limits::POINTS)))
            }
            (Some(points), Some(range)) => match points.iter().find(|point| !range.contains(point)) {
                None => Ok(()),
                Some(point) => {
                    let expected = format!("an integer from {} to {}", range.start(), range.end());
                    Err(node.wrong_field(format!("point {point}"), expected))
                }
            },
        }
    }

    fn no_field(&self, node: &Node, field: &str) -> Error {
        node.unsupported_field(field, &format!("profile {}", self.name))
    }

    pub(super) fn spreads_zones(&self) -> bool {
        match &self.lists {
            Lists::Stored(lists) => lists.spreads_zones(),
            Lists::Points | Lists::Owner => true,
        }
    }
}

//! How members become points, and a key becomes a place among them.

pub(crate) mod bound;
pub(crate) mod cap;
#[cfg(test)]
mod narrow;
mod native;
#[cfg(feature = "profiles")]
pub(crate) mod systems;

use core::ops::Range;
#[cfg(feature = "profiles")]
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::limits;
use crate::members::node::Node;
use crate::options::hash_tag::HashTag;
use crate::options::{Options, RequestedOptions, ranged};
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;

use crate::profile::bound::Bound;

#[cfg(feature = "profiles")]
use crate::hash::function::Hash;
#[cfg(test)]
pub(crate) use narrow::Narrow;
use native::Native;
#[cfg(feature = "profiles")]
use systems::key_rule::KeyRule;
#[cfg(feature = "profiles")]
use systems::spec::{Lists, ProfileSpec};
#[cfg(feature = "profiles")]
use systems::ties::TieOrder;

/// The names of ringwise's own placement: what it is called, and what it is recorded as.
const NATIVE: [&str; 2] = ["native", "native-v1"];

/// Ringwise's own options, those of every profile apart.
const NATIVE_OPTIONS: &[&str] = &["vnodes", "seed", "cap"];

/// The rules of a placement. Lookups and edits go through these calls alone.
#[derive(Clone, Debug)]
pub(crate) enum Profile {
    Native(Native),
    /// Another system's. Its points are made anew by every edit, because they may depend on all members.
    #[cfg(feature = "profiles")]
    Other(Arc<ProfileSpec>),
    /// Few positions, so that points collide all the time.
    #[cfg(test)]
    Narrow(Narrow),
}

/// Returns the names of the profiles that a ring can speak.
///
/// # Examples
///
/// ```
/// assert!(ringwise::profiles().contains(&"native"));
/// ```
#[must_use]
pub fn profiles() -> Vec<&'static str> {
    let names = core::iter::once(NATIVE[0]);
    #[cfg(feature = "profiles")]
    let names = names.chain(systems::names());
    names.collect()
}

/// Returns the name under which a profile is recorded: that of [`Options::profile`].
pub(crate) fn recorded_name(name: &str) -> &str {
    if NATIVE.contains(&name) { NATIVE[1] } else { name }
}

/// Checks options, and returns them with the profile that they name.
pub(crate) fn choose(wanted: RequestedOptions) -> Result<(Options, Profile)> {
    let wanted = wanted.resolve()?;
    let name = wanted.profile.as_deref().unwrap_or(NATIVE[0]);
    if NATIVE.contains(&name) {
        let options = native_options(&wanted)?;
        let profile = Profile::native(&options);
        return Ok((options, profile));
    }
    #[cfg(feature = "profiles")]
    if let Some((options, rules)) = systems::choose(name, &wanted)? {
        return Ok((options, Profile::Other(Arc::new(rules))));
    }
    Err(Error::UnknownProfile { name: crate::error::abbreviated(name), known: profiles() })
}

fn native_options(wanted: &RequestedOptions) -> Result<Options> {
    if let Some((name, _)) = wanted.named.first() {
        return Err(unknown_option(name, &known_options(NATIVE_OPTIONS)));
    }
    let default = Options::default();
    Ok(Options {
        vnodes: Some(ranged("vnodes", wanted.vnodes, default.vnodes(), 1, limits::VNODES)?),
        seed: Some(ranged("seed", wanted.seed, default.seed(), 0, i64::from(u32::MAX))?),
        cap: wanted.cap.map(|cap| ranged("cap", Some(cap), 0, *limits::CAP.start(), *limits::CAP.end())).transpose()?,
        ..common_options(wanted)?
    })
}

/// Returns the options that every profile has; the others are at the native defaults.
fn common_options(wanted: &RequestedOptions) -> Result<Options> {
    let default = Options::default();
    Ok(Options {
        hash_tag: wanted.hash_tag.as_deref().map(HashTag::parse).transpose()?,
        zones: Some(wanted.zones.unwrap_or_default()),
        replication_factor: ranged("replication factor", wanted.replication_factor, default.replication_factor, 1, limits::REPLICAS)?,
        load_factor: Some(ranged("load factor", wanted.load_factor, default.load_factor(), 101, 10_000)?),
        ..default
    })
}

/// Returns the names of the options that a profile has, those of no effect on placement left out; `None` if there is no such profile.
#[cfg(feature = "json")]
pub(crate) fn placement_options(name: &str) -> Option<Vec<&'static str>> {
    let own = if NATIVE.contains(&name) { Some(NATIVE_OPTIONS) } else { other_options(name) };
    own.map(|own| [&["profile"], own, &["hash_tag", "zones"]].concat())
}

#[cfg(all(feature = "json", feature = "profiles"))]
fn other_options(name: &str) -> Option<&'static [&'static str]> {
    systems::options(name)
}

#[cfg(all(feature = "json", not(feature = "profiles")))]
fn other_options(_: &str) -> Option<&'static [&'static str]> {
    None
}

/// The error that a profile has no such option, with the profiles that do: the profile may have been forgotten.
fn unknown_option(name: &str, known: &[&'static str]) -> Error {
    #[cfg(feature = "profiles")]
    let elsewhere = systems::with_option(name).collect();
    #[cfg(not(feature = "profiles"))]
    let elsewhere = Vec::new();
    Error::option_of_others(name, known, elsewhere)
}

fn known_options(own: &[&'static str]) -> Vec<&'static str> {
    Options::COMMON.iter().chain(own).copied().collect()
}

impl Profile {
    pub(crate) fn native(options: &Options) -> Self {
        Profile::Native(Native::new(options.seed(), options.vnodes()))
    }

    /// Returns the point that owns a key, of which this is the part that is hashed; `None` without points. Never allocates.
    #[inline]
    pub(crate) fn owning_point(&self, key: &[u8], points: &Points) -> Option<usize> {
        match self {
            Profile::Native(native) => points.successor(native.key_position(key)),
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => match rules.lookup().simple_coordinate(key) {
                Some(position) => points.successor(position),
                None => rules.lookup().owning_point(key, points),
            },
            #[cfg(test)]
            Profile::Narrow(narrow) => points.successor(narrow.key_position(key)),
        }
    }

    /// Returns where a key stands, if the point that owns it is the first at or after that, and nothing else. Never allocates.
    #[inline]
    pub(crate) fn simple_coordinate(&self, key: &[u8]) -> Option<u64> {
        match self {
            Profile::Native(native) => Some(native.key_position(key)),
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.lookup().simple_coordinate(key),
            #[cfg(test)]
            Profile::Narrow(narrow) => Some(narrow.key_position(key)),
        }
    }

    /// Returns where a key stands; of a longer position the leading 64 bits. Never allocates.
    pub(crate) fn position(&self, key: &[u8]) -> u64 {
        match self {
            Profile::Native(native) => native.key_position(key),
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => self.key_space().to_position(rules.key.coordinate(key)),
            #[cfg(test)]
            Profile::Narrow(narrow) => self.key_space().to_position(narrow.key_position(key)),
        }
    }

    /// Returns where keys can stand.
    pub(crate) fn key_space(&self) -> KeySpace {
        match self {
            Profile::Native(_) => KeySpace::BITS_64,
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.key.key_space(),
            #[cfg(test)]
            Profile::Narrow(narrow) => narrow.key_space(),
        }
    }

    /// Returns which point owns a position.
    pub(crate) fn owner_rule(&self) -> OwnerRule {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.owner_rule,
            _ => OwnerRule::AtOrAfter,
        }
    }

    /// Returns whether keys fall into entries of a table rather than between points.
    pub(crate) fn is_table(&self) -> bool {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.key.is_table(),
            _ => false,
        }
    }

    /// Returns whether every key stands at one position under both.
    pub(crate) fn places_keys_alike(&self, other: &Profile) -> bool {
        self.key_hash() == other.key_hash()
    }

    /// Returns what decides where a key stands: the seed of the native hash, or else another hash.
    fn key_hash(&self) -> KeyHash {
        match self {
            Profile::Native(native) => KeyHash::Native { seed: native.seed() },
            #[cfg(feature = "profiles")]
            Profile::Other(rules) if rules.key == KeyRule::Hash(Hash::Native) => KeyHash::Native { seed: 0 },
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => KeyHash::Other(rules.key),
            #[cfg(test)]
            Profile::Narrow(narrow) => KeyHash::Narrow(narrow.key_space()),
        }
    }

    /// Returns whether the points of a node are its own, whatever the other members: so that an edit can merge them.
    #[inline]
    pub(crate) fn is_incremental(&self) -> bool {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(_) => false,
            _ => true,
        }
    }

    /// Returns how many virtual nodes a node has; 0 where that is not for the node alone to say.
    pub(crate) fn virtual_nodes(&self, node: &Node) -> u64 {
        match self {
            Profile::Native(native) => native.virtual_nodes(node),
            #[cfg(feature = "profiles")]
            Profile::Other(_) => 0,
            #[cfg(test)]
            Profile::Narrow(narrow) => narrow.virtual_nodes(node),
        }
    }

    /// Adds the points of these virtual nodes of a node to a draft.
    pub(crate) fn extend_points(&self, node: &Node, numbers: Range<u64>, draft: &mut Draft) {
        match self {
            Profile::Native(native) => draft.extend(native.points(node.identity(), numbers)),
            #[cfg(feature = "profiles")]
            Profile::Other(_) => {}
            #[cfg(test)]
            Profile::Narrow(narrow) => draft.extend(narrow.points(node.identity(), numbers)),
        }
    }

    /// Returns the points of all members at once, where an edit cannot merge them.
    pub(crate) fn build(&self, members: &[Node]) -> Option<Result<Points>> {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => Some(rules.build(members)),
            _ => {
                let _ = members;
                None
            }
        }
    }

    /// Refuses nodes that the profile cannot take, and settles the identity of those that were given none. Where identities follow from each
    /// other, these have to be all members.
    pub(crate) fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        nodes.iter_mut().for_each(Node::clear_assigned_identity);
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.derive_identities(nodes),
            _ => nodes.iter().try_for_each(|node| {
                let given = [("vnodes", node.vnodes().is_some()), ("points", node.points().is_some())];
                match given.iter().find(|(_, is_given)| *is_given) {
                    Some((field, _)) => Err(node.unsupported_field(field, "the ring's profile")),
                    None => Ok(()),
                }
            }),
        }
    }

    /// Returns the identity of a member, if it was given one and that does not follow from its name.
    pub(crate) fn given_identity<'n>(&self, node: &'n Node) -> Option<&'n str> {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.identity.given(node),
            _ => Some(node.identity()).filter(|_| !node.is_hashed_by_name()),
        }
    }

    /// Returns whether points that nodes are given may be negative.
    pub(crate) fn has_signed_points(&self) -> bool {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.source.node_fields().points.is_some_and(|range| *range.start() < 0),
            _ => false,
        }
    }

    /// Returns whether the order in which members were given matters.
    pub(crate) fn keeps_order(&self) -> bool {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.order == TieOrder::Given,
            _ => false,
        }
    }

    /// Returns how many nodes a list can have at most.
    #[inline]
    pub(crate) fn longest_list(&self) -> usize {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) if matches!(rules.lists, Lists::Owner) => 1,
            _ => usize::MAX,
        }
    }

    /// Returns whether lists take zones in turns.
    pub(crate) fn spreads_zones(&self) -> bool {
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.spreads_zones(),
            _ => true,
        }
    }

    /// Returns what makes a node full.
    pub(crate) fn bound(&self, options: &Options) -> Bound {
        let own = Bound::Share { factor: options.load_factor() };
        match self {
            #[cfg(feature = "profiles")]
            Profile::Other(rules) => rules.bound.unwrap_or(own),
            _ => own,
        }
    }
}

/// What decides where a key stands.
#[derive(PartialEq)]
enum KeyHash {
    Native {
        seed: u32,
    },
    #[cfg(feature = "profiles")]
    Other(KeyRule),
    #[cfg(test)]
    Narrow(KeySpace),
}

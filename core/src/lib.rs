//! A consistent-hash ring that places every key on the same node in Rust, C, C++, Python and Node.
//!
//! Nodes and keys are hashed onto a circle. A key belongs to the first node clockwise. On a native ring without a cap,
//! adding a node moves keys only to it, and removing a node moves keys only from it. Caches, shards and load balancers
//! need this.
//!
//! ```
//! use ringwise::HashRing;
//!
//! let mut ring = HashRing::from_names(["cache-1", "cache-2", "cache-3"])?;
//! let owner = ring.get_node(b"user:42").and_then(|id| ring.name(id));
//! assert_eq!(owner, Some("cache-1"));
//!
//! ring.add_node("cache-4")?; // takes its share from the others; no key moves between those
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # The promise
//!
//! 1. The same members, options and key give the same node, in every language, process and later version, and on every
//!    platform. The order in which nodes were added does not matter, except in the profiles of systems where it does.
//!    `docs/placement.md` is the normative text.
//! 2. A lookup allocates nothing, takes no lock and cannot fail on any key.
//! 3. Adding a node or raising its weight moves keys only *to* it. Removing it, lowering its weight or losing it moves
//!    keys only *from* it. This holds for native rings without a cap, and for some profiles.
//!
//! # The types
//!
//! - [`HashRing`]: members and their points, a plain value. [`Builder`] makes one with [`Options`].
//! - [`Node`]: a member's name, weight, zone and identity. [`NodeId`]: the number of a name, which can index an array.
//! - [`SharedRing`]: one ring that many threads read while others edit it. [`Reader`]: one thread's view of it.
//! - [`Error`]: the reason why a ring was not made or changed. Lookups have no errors.
//!
//! # Replicas and zones
//!
//! A store that holds each key on several nodes reads and writes the first nodes of the key's list. With zones, the
//! list takes one node of each zone before a second of any.
//!
//! ```
//! use ringwise::{HashRing, Node, NodeId};
//!
//! let ring = HashRing::builder()
//!     .nodes([("a1", "east"), ("a2", "east"), ("b1", "west"), ("b2", "west")].map(|(name, zone)| Node::new(name).with_zone(zone)))
//!     .build()?;
//! let mut out = [NodeId::NONE; 2];
//! let holders = ring.get_nodes(b"user:42", &mut out);
//! let zones: Vec<_> = holders.iter().filter_map(|&id| ring.node(ring.name(id)?)?.zone()).collect();
//! assert_eq!(zones.len(), 2);
//! assert_ne!(zones[0], zones[1]);
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # Weights
//!
//! A node of weight 2 owns about twice as many keys as one of weight 1. Weight 0 drains a node: it is still a member,
//! but owns nothing.
//!
//! ```
//! use ringwise::{HashRing, Node};
//!
//! let mut ring = HashRing::builder().node("small").node(Node::new("large").with_weight(3)).build()?;
//! ring.set_weight("small", 0)?;
//! assert_eq!(ring.get_node(b"any key"), ring.id("large"));
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # A cap
//!
//! With 160 virtual nodes, the fullest of 100 nodes owns about a fifth more than its fair share. A cap limits that
//! exactly, if nodes have enough virtual nodes. In return, edits move more keys: see [`Builder::cap`].
//!
//! ```
//! use ringwise::HashRing;
//!
//! let ring = HashRing::builder().nodes((0..100).map(|number| format!("cache-{number}"))).cap(105).build()?;
//! assert!(ring.points().len() < 16_000); // nodes that would own more than 1.05 times their fair share gave up points
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # Names that change
//!
//! The part of a node that is hashed is its *identity*. By default this is its name. A replacement keeps the identity,
//! so it moves no key.
//!
//! ```
//! use ringwise::HashRing;
//!
//! let mut ring = HashRing::from_names(["10.0.0.1:11211", "10.0.0.2:11211"])?;
//! ring.replace_node("10.0.0.1:11211", "10.0.0.7:11211")?;
//! assert_eq!(ring.node("10.0.0.7:11211").map(|node| node.identity()), Some("10.0.0.1:11211"));
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # Shares and plans
//!
//! Three calls compute exact numbers from the ring. [`HashRing::shares`] returns the share of each node,
//! [`HashRing::forecast`] the shares after failures, and [`HashRing::plan`] the moves between two rings.
//! `docs/shares.md` defines what is counted.
//!
//! ```
//! use ringwise::HashRing;
//!
//! let before = HashRing::from_names(["a", "b", "c"])?;
//! let mut after = before.clone();
//! after.add_node("d")?;
//! let plan = before.plan(&after, 1)?;
//! assert_eq!(plan.moved(), after.shares(1)?.get("d").map_or(0, |share| share.parts)); // its share, and nothing else
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # Snapshots
//!
//! A ring can be written as bytes, or as JSON for people, and read in any language. Equal rings have equal bytes and
//! equal [`Fingerprint`]s, which services can log to check that they agree. `docs/snapshot.md` is the normative text.
//!
//! ```
//! use ringwise::HashRing;
//!
//! let ring = HashRing::from_names(["a", "b", "c"])?;
//! let bytes = ring.to_bytes();
//! assert_eq!(HashRing::from_bytes(&bytes)?.fingerprint(), ring.fingerprint());
//! # Ok::<(), ringwise::Error>(())
//! ```
//!
//! # Profiles
//!
//! A profile is the exact placement of another system: memcached's clients, nginx, HAProxy, Envoy, the rings of Python,
//! npm and Go. A ring with a profile sends every key to the node to which that system sends it. [`profiles`] lists them
//! and `docs/profiles.md` describes them. They need the feature `profiles`, which is on by default. Without it only the
//! native ring is built.
//!
//! ```
//! # #[cfg(feature = "profiles")] {
//! use ringwise::HashRing;
//!
//! let ring = HashRing::builder()
//!     .profile("libmemcached_ketama")
//!     .option("hash", "md5")
//!     .nodes(["10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"])
//!     .build()?;
//! assert_eq!(ring.get_node(b"foo").and_then(|id| ring.name(id)), Some("10.0.0.2:11211"));
//! # }
//! # Ok::<(), ringwise::Error>(())
//! ```

#![deny(unsafe_code)]
#![cfg_attr(not(feature = "profiles"), allow(dead_code, unreachable_code, reason = "what only profiles ask for is compiled all the same"))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that meets what it does not expect must stop")
)]

// Tests read the vectors with the same code as the other crates of the workspace.
#[cfg(all(test, feature = "profiles"))]
extern crate self as ringwise;

mod limits;
mod error;
mod hash;
mod options;
mod members;
mod points;
mod profile;
mod ring;
mod analysis;
mod snapshot;
mod shared;
mod monitor;
#[doc(hidden)]
pub mod binding;
#[cfg(test)]
mod tests;

pub use analysis::compare::Comparison;
pub use analysis::distribution::Distribution;
pub use analysis::plan::{Move, Moves, Plan};
pub use analysis::ranges::Range;
pub use analysis::shares::{Share, Shares};
pub use analysis::stats::Stats;
pub use error::{Error, ErrorKind, Field, Location, NameFault, Result};
pub use members::node::{Node, NodeId};
pub use monitor::HealthMonitor;
pub use monitor::builder::MonitorBuilder;
pub use options::{OptionValue, Options, Zones};
pub use profile::choose::profiles;
#[cfg(feature = "profiles")]
pub use profile::systems::functions::{cassandra_token, guava_consistent_hash, jump_hash, redis_slot};
pub use ring::builder::Builder;
pub use ring::changes::Changes;
pub use ring::replicas::KeyNodes;
pub use ring::{HashRing, Memory};
pub use shared::SharedRing;
pub use shared::health::Health;
pub use shared::load::Ticket;
pub use shared::reader::Reader;
pub use shared::view::View;
pub use snapshot::Fingerprint;

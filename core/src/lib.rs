//! A consistent-hash ring that places every key on the same node in Rust, C, C++, Python and Node.
//!
//! Nodes and keys are hashed onto a circle; a key belongs to the first node clockwise. So adding or removing a node moves that node's keys
//! and no others, which is what caches, shards and load balancers need.
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
//! 1. The same members, options and key give the same node: in every language, process and platform, whatever order the members came in, in
//!    every later version. `docs/placement.md` is the normative text.
//! 2. A lookup allocates nothing, takes no lock, and cannot fail on any key.
//! 3. Adding a node or raising its weight moves keys only *to* it; removing it, lowering its weight or losing it moves keys only *from* it.
//!    A cap, and some profiles, trade this for something else; and where a system sees the order of its nodes, so does its profile.
//!
//! # The types, as a reader meets them
//!
//! - [`HashRing`]: members and their points; a plain value. [`Builder`] makes one with [`Options`].
//! - [`Node`]: a member's name, weight and zone, and the identity that is hashed. [`NodeId`]: the number that stands for a name, so that an
//!   array can be indexed by it.
//! - [`SharedRing`]: one ring that many threads read while some edit it, and [`Reader`], one thread's view of it.
//! - [`Error`]: why a ring was not made or changed. Lookups have none.
//!
//! # Replicas and zones
//!
//! A store that holds each key on several nodes reads and writes the first few of the key's list. With zones, the list takes one node of
//! each zone before a second of any.
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
//! A node of weight 2 owns about twice the keys of one of weight 1. Weight 0 drains a node: still a member, but it owns nothing.
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
//! With 160 virtual nodes, the fullest of 100 nodes owns about a fifth more than its fair share. A ring with a cap has no node above it,
//! exactly, and pays by moving more keys when members change: [`Builder::cap`] says how many.
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
//! What is hashed is a node's *identity*, which is its name unless it is given another. So a host can be replaced without moving a key.
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
//! # How even, and what moves
//!
//! What each node owns is read off the ring, to the last position ([`HashRing::shares`]); so is what becomes of it when nodes fail
//! ([`HashRing::forecast`]), and what changes hands between two rings ([`HashRing::plan`]). A cap ([`Builder::cap`]) keeps every node near its
//! fair share. `docs/shares.md` says what is counted.
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
//! A ring can be written as bytes, or as JSON for people, and read again in any language; equal rings have equal bytes and one
//! [`Fingerprint`], which services can log to see that they agree. `docs/snapshot.md` is the normative text.
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
//! A profile is the placement of a system already deployed: memcached's clients, nginx, HAProxy, Envoy, the rings of Python, npm and Go. A ring
//! made with one sends every key where that system sends it. [`profiles`] names them, `docs/profiles.md` describes them. The feature `profiles`,
//! which is on by default, brings them; without it only the native ring is built.
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
#![cfg_attr(not(feature = "profiles"), allow(dead_code, reason = "some of what points and nodes can do, only profiles ask for"))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that meets what it does not expect must stop")
)]

// Tests read the vectors with what the other crates of the workspace read them with.
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
pub use monitor::builder::MonitorBuilder;
pub use monitor::{HealthMonitor, Stopping};
pub use options::{OptionValue, Options, Zones};
pub use profile::profiles;
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

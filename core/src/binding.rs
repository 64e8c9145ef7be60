//! The parts of the core for bindings of other languages. They have no stability promise, and change together with the
//! bindings.

mod handle_options;

use core::fmt;
use std::collections::HashMap;
use std::time::UNIX_EPOCH;

use crate::analysis::plan::Plan;
use crate::analysis::shares::{Share, Shares};
use crate::error::{Error, Field, Location, Result};
use crate::members::node::{Node, NodeId};
use crate::monitor::HealthMonitor;
pub use crate::monitor::Stopping;
use crate::monitor::builder::MonitorBuilder;
pub use crate::monitor::builder::Time;
use crate::ring::HashRing;
use crate::ring::replicas::KeyNodes;
use crate::shared::SharedRing;
use crate::shared::health::Health;
use crate::shared::load::Ticket;

pub use handle_options::HandleOptions;

pub use crate::options::spec::{COMMON, KeptBy, Kind, LOAD_FACTOR, OptionSpec, Preset, REPLICATION_FACTOR, Scope, Words};

/// Returns the members of a ring for a ring of that profile: see [`HashRing::to_builder`].
#[must_use]
pub fn members_for(ring: &HashRing, profile: &str) -> Vec<Node> {
    ring.members_for(profile)
}

/// Returns the number of an id.
#[inline]
#[must_use]
pub const fn id_number(id: NodeId) -> u32 {
    id.get()
}

/// Returns the id of a number. [`HashRing::name`] returns `None` if the ring does not have it.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::{id_number, node_id};
///
/// let ring = HashRing::from_names(["a", "b"])?;
/// assert_eq!(ring.id("b").map(id_number), Some(1));
/// assert_eq!((ring.name(node_id(1)), ring.name(node_id(2))), (Some("b"), None));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[inline]
#[must_use]
pub const fn node_id(number: u32) -> NodeId {
    NodeId::new(number)
}

/// Returns a ticket as a number below 2^53, which no JavaScript number rounds. No ticket is 0.
///
/// # Examples
///
/// ```
/// use ringwise::binding::{ticket, ticket_number};
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a"])?);
/// let number = ring.acquire(b"user:42").map_or(0, ticket_number);
/// assert!((1..1 << 53).contains(&number));
/// assert!(!ring.release(ticket(0)));
/// assert!(ring.release(ticket(number)));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[inline]
#[must_use]
pub fn ticket_number(ticket: Ticket) -> u64 {
    ticket.bits()
}

/// Returns the ticket of a number. That of 0 is invalid: releasing it does nothing.
#[inline]
#[must_use]
pub fn ticket(number: u64) -> Ticket {
    Ticket::from_bits(number)
}

/// Returns all nodes that hold a key in the current ring, as an iterator that owns the ring.
///
/// # Examples
///
/// ```
/// use ringwise::binding::iter_nodes;
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"])?);
/// let nodes = iter_nodes(&ring, b"user:42");
/// ring.remove_node("a")?;
/// assert_eq!((nodes.count(), iter_nodes(&ring, b"user:42").count()), (3, 2));
/// # Ok::<(), ringwise::Error>(())
/// ```
pub fn iter_nodes(ring: &SharedRing, key: &[u8]) -> KeyNodes<HashRing> {
    ring.read(|view| KeyNodes::new(view.ring().clone(), key))
}

/// Returns the length of the longest list of a key: `count`, or `default` without a count, but at most the number of
/// members.
///
/// # Errors
///
/// `Unsupported` if the profile cannot list `count` nodes. A default that it cannot list is not an error.
pub fn list_len(ring: &HashRing, count: Option<usize>, default: usize) -> Result<usize> {
    if let Some(count) = count {
        ring.check_count(count)?;
    }
    Ok(count.unwrap_or(default).min(ring.len()))
}

/// Returns the number of positions in the key space of a ring.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::key_space_size;
///
/// assert_eq!(key_space_size(&HashRing::new()), 1 << 64);
/// ```
#[must_use]
pub fn key_space_size(ring: &HashRing) -> u128 {
    ring.profile.traits.key_space.size()
}

/// Returns the error for an unknown node.
#[must_use]
pub fn unknown_node(name: &str) -> Error {
    Error::unknown_node(name)
}

/// Returns the error for an unknown option; `known` are the options that exist, as the language writes them.
///
/// # Examples
///
/// ```
/// let error = ringwise::binding::unknown_option("vnode", &["vnodes", "seed"]);
/// assert_eq!(error.to_string(), r#"unknown option "vnode": the options are vnodes, seed"#);
/// ```
#[must_use]
pub fn unknown_option(name: &str, known: &[impl AsRef<str>]) -> Error {
    Error::unknown_option(name, known)
}

/// Returns a name, an identity or a zone that is UTF-8.
///
/// # Errors
///
/// `InvalidName` if the bytes are not UTF-8.
///
/// # Examples
///
/// ```
/// use ringwise::Field;
/// use ringwise::binding::field_from_utf8;
///
/// assert_eq!(field_from_utf8(Field::Name, "café".as_bytes())?, "café");
/// assert!(field_from_utf8(Field::Name, b"\xff").is_err());
/// # Ok::<(), ringwise::Error>(())
/// ```
pub fn field_from_utf8(field: Field, bytes: &[u8]) -> Result<&str> {
    field.read_utf8(bytes)
}

/// Returns a name, an identity or a zone that is UTF-16.
///
/// # Errors
///
/// `InvalidName` if it contains a lone surrogate.
///
/// # Examples
///
/// ```
/// use ringwise::Field;
/// use ringwise::binding::field_from_utf16;
///
/// assert_eq!(field_from_utf16(Field::Zone, &[0x63, 0xe9])?, "cé");
/// assert!(field_from_utf16(Field::Zone, &[0xd800]).is_err());
/// # Ok::<(), ringwise::Error>(())
/// ```
pub fn field_from_utf16(field: Field, units: &[u16]) -> Result<String> {
    field.read_utf16(units)
}

/// Returns the indices of keys with their owners, the keys of one owner together. Groups are in the order of their first keys.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::group_order;
///
/// let ring = HashRing::from_names(["a", "b"])?;
/// let keys = ["user:1", "user:2", "user:1", "user:2"];
/// let [one, two] = [ring.get_node(b"user:1"), ring.get_node(b"user:2")].map(Option::unwrap);
/// assert_ne!(one, two);
/// assert_eq!(group_order(&ring, &keys), [(0, one), (2, one), (1, two), (3, two)]);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[must_use]
pub fn group_order<K: AsRef<[u8]>>(ring: &HashRing, keys: &[K]) -> Vec<(usize, NodeId)> {
    let mut owners = vec![NodeId::NONE; keys.len()];
    ring.get_node_batch(keys, &mut owners);
    let mut order: Vec<_> = owners.into_iter().enumerate().collect();
    let mut first = HashMap::new();
    for &(index, owner) in &order {
        first.entry(owner).or_insert(index);
    }
    order.sort_by_key(|(_, owner)| first.get(owner));
    order
}

/// Returns the name and the share at an index of [`Shares::iter`].
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::{share_at, share_index};
///
/// let shares = HashRing::from_names(["b", "a"])?.shares(1)?;
/// assert_eq!(share_at(&shares, 1).map(|(name, _)| name), Some("b"));
/// assert_eq!((share_index(&shares, "b"), share_index(&shares, "c")), (Some(1), None));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[must_use]
pub fn share_at(shares: &Shares, index: usize) -> Option<(&str, &Share)> {
    shares.at(index)
}

/// Returns the index of a name in [`Shares::iter`].
#[must_use]
pub fn share_index(shares: &Shares, name: &str) -> Option<usize> {
    shares.index(name)
}

/// Returns the sums of [`Plan::totals`] by ids, of the ring before and of the ring after.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::plan_totals;
///
/// let (before, after) = (HashRing::from_names(["a"])?, HashRing::from_names(["b"])?);
/// let plan = before.plan(&after, 1)?;
/// assert_eq!(plan_totals(&plan), [(before.id("a"), after.id("b").unwrap(), plan.total())]);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[must_use]
pub fn plan_totals(plan: &Plan) -> &[(Option<NodeId>, NodeId, u128)] {
    plan.totals_by_id()
}

/// Returns a JSON text as UTF-8.
///
/// # Errors
///
/// `BadSnapshot` with the number of the first byte that is not UTF-8.
pub fn json_from_utf8(bytes: &[u8]) -> Result<&str> {
    core::str::from_utf8(bytes).map_err(|error| {
        let location = Location::Byte(error.valid_up_to() as u64);
        Error::BadSnapshot { location, problem: "it is not UTF-8, as JSON has to be".to_owned() }
    })
}

/// Returns a JSON text as UTF-8.
///
/// # Errors
///
/// `BadSnapshot` with the line and the column of the first lone surrogate.
pub fn json_from_utf16(units: &[u16]) -> Result<String> {
    String::from_utf16(units).map_err(|_| {
        let before: String = char::decode_utf16(units.iter().copied()).map_while(core::result::Result::ok).collect();
        let (line, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1));
        let location = Location::Line { line, column: before.len() - start + 1 };
        Error::BadSnapshot { location, problem: "a lone surrogate: a text is UTF-8, which has none".to_owned() }
    })
}

/// The expected value of an argument, for an error text that all bindings share.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The argument.
    pub what: &'a str,
    /// The argument's node, if it has one.
    pub node: Option<&'a str>,
    /// The expected value.
    pub right: &'a str,
}

impl<'a> Expected<'a> {
    /// Describes an argument without a node.
    #[must_use]
    pub const fn new(what: &'a str, right: &'a str) -> Self {
        Expected { what, node: None, right }
    }

    /// Describes an argument that must be an integer.
    #[must_use]
    pub const fn integer(what: &'a str) -> Self {
        Expected::new(what, "an integer is needed")
    }

    /// Describes the same argument for one node.
    #[must_use]
    pub const fn for_node(self, name: &'a str) -> Self {
        Expected { node: Some(name), ..self }
    }

    /// Returns the text of the error for a value.
    #[must_use]
    pub fn message(self, value: impl fmt::Display) -> String {
        let Expected { what, node, right } = self;
        match node {
            Some(name) => format!("{what} {value} for node {name:?}: {right}"),
            None => format!("{what} {value}: {right}"),
        }
    }
}

/// Returns the time of a node's last health change, in seconds since 1970-01-01 00:00 UTC. It is negative if the clock
/// was set to an earlier time.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use ringwise::Health;
/// use ringwise::binding::since_epoch;
///
/// let at = |since| Health { healthy: true, since, reason: None };
/// assert_eq!(since_epoch(&at(UNIX_EPOCH + Duration::from_millis(1500))), 1.5);
/// assert_eq!(since_epoch(&at(UNIX_EPOCH - Duration::from_millis(1500))), -1.5);
/// ```
#[must_use]
pub fn since_epoch(health: &Health) -> f64 {
    health.since.duration_since(UNIX_EPOCH).map_or_else(|before| -before.duration().as_secs_f64(), |after| after.as_secs_f64())
}

/// As [`MonitorBuilder::interval`], in the unit of the caller's language. Errors name the value as the caller wrote it.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use ringwise::binding::{Time, interval};
/// use ringwise::{HashRing, HealthMonitor, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::new()));
/// let error = |time| interval(HealthMonitor::builder(&ring), time).build().unwrap_err().to_string();
/// assert_eq!(error(Time::Seconds(f64::NAN)), "interval NaN: a number of seconds from 0.001 to 604800");
/// assert_eq!(error(Time::Milliseconds(0.5)), "interval 0.5: a number of milliseconds from 1 to 604800000");
/// ```
pub fn interval(builder: MonitorBuilder, interval: Time) -> MonitorBuilder {
    builder.interval_in(interval)
}

/// As [`MonitorBuilder::timeout`], in the unit of the caller's language.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use ringwise::binding::{Time, timeout};
/// use ringwise::{HashRing, HealthMonitor, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::new()));
/// let error = timeout(HealthMonitor::builder(&ring), Time::Seconds(-1.0)).build().unwrap_err();
/// assert_eq!(error.to_string(), "timeout -1: a number of seconds from 0.001 to 604800");
/// ```
pub fn timeout(builder: MonitorBuilder, timeout: Time) -> MonitorBuilder {
    builder.timeout_in(timeout)
}

/// Stops a monitor as [`HealthMonitor::stop`] does, but does not wait, because an event loop must not. You can wait
/// later, or on another thread.
///
/// The monitor no longer runs, and may be started again.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use ringwise::binding::begin_stop;
/// use ringwise::{HashRing, HealthMonitor, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a", "b"])?));
/// let [one, two] = [(); 2].map(|()| HealthMonitor::builder(&ring).probe(|_| Ok(())).build());
/// let (one, two) = (one?, two?);
/// one.start()?;
/// two.start()?;
/// let stopping = begin_stop(&one);
/// drop(begin_stop(&two)); // stops all the same
/// assert!(!one.is_running() && !two.is_running());
/// assert!(std::thread::spawn(|| stopping.wait()).join().unwrap().is_empty());
/// # Ok::<(), ringwise::Error>(())
/// ```
pub fn begin_stop(monitor: &HealthMonitor) -> Stopping {
    monitor.begin_stop()
}

#[cfg(all(test, feature = "profiles"))]
mod tests {
    use super::*;

    #[test]
    fn shares_are_found_in_either_order_of_nodes() {
        for profile in ["native", "haproxy"] {
            let ring = HashRing::builder().profile(profile).nodes(["c", "a", "b"]).build().unwrap();
            let shares = ring.shares(1).unwrap();
            for (index, (name, share)) in shares.iter().enumerate() {
                assert_eq!(share_at(&shares, index), Some((name, share)));
                assert_eq!(share_index(&shares, name), Some(index), "{profile}");
            }
            assert_eq!((share_at(&shares, 3), share_index(&shares, "d")), (None, None));
        }
    }
}

/// Returns the options of a profile: those that placement depends on in the order of a snapshot, then the others.
///
/// # Errors
///
/// `UnknownProfile`.
pub fn profile_options(profile: &str) -> Result<Vec<&'static OptionSpec>> {
    crate::profile::choose::profile_options(profile)
}

/// Returns the text of an error, with the names of options as a language spells them.
#[must_use]
pub fn spelled(error: &Error, spell: fn(&str) -> String) -> String {
    error.spelled(spell).to_string()
}

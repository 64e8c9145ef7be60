//! The parts of the core for bindings of other languages. They have no stability promise, and change together with the
//! bindings.

use core::fmt;

use crate::error::{Error, Location, Result};
use crate::members::node::{Node, NodeId};
use crate::ring::HashRing;
use crate::shared::load::Ticket;

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

/// Returns the number of nodes that a list can have: `count`, or `default` if the caller names no count.
///
/// # Errors
///
/// `Unsupported` if the caller names a count that the profile cannot list. The default is only a wish.
pub fn list_len(ring: &HashRing, count: Option<usize>, default: usize) -> Result<usize> {
    if let Some(count) = count {
        ring.check_count(count)?;
    }
    Ok(count.unwrap_or(default).min(ring.len()))
}

/// Returns a JSON text as UTF-8.
///
/// # Errors
///
/// `BadSnapshot` with the number of the first byte that is not UTF-8.
pub fn json_from_utf8(bytes: &[u8]) -> Result<&str> {
    core::str::from_utf8(bytes).map_err(|error| {
        let place = Location::Byte(error.valid_up_to() as u64);
        Error::BadSnapshot { place, problem: "it is not UTF-8, as JSON has to be".to_owned() }
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
        let place = Location::Line { line, column: before.len() - start + 1 };
        Error::BadSnapshot { place, problem: "a lone surrogate: a text is UTF-8, which has none".to_owned() }
    })
}

/// What an argument must be, for the text of an error that all bindings share.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// What the argument is.
    pub what: &'a str,
    /// The node that it is about, if any.
    pub node: Option<&'a str>,
    /// What it must be.
    pub right: &'a str,
}

impl<'a> Expected<'a> {
    /// Describes an argument that is not about a node.
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

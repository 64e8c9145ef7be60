//! The errors of ringwise, with their messages.
//!
//! A lookup cannot fail. Errors occur only when a ring is made or changed. Every message names the bad value and the
//! expected one, and every language shows this text unchanged.

mod kind;

use core::fmt;

use crate::limits;

pub use kind::ErrorKind;

/// The result of making or changing a ring.
///
/// # Examples
///
/// ```
/// fn shrink(ring: &mut ringwise::HashRing) -> ringwise::Result<()> {
///     ring.remove_node("b")?;
///     ring.set_weight("a", 1)
/// }
///
/// let mut ring = ringwise::HashRing::from_names(["a", "b"])?;
/// assert_eq!(shrink(&mut ring), Ok(()));
/// # Ok::<(), ringwise::Error>(())
/// ```
pub type Result<T> = core::result::Result<T, Error>;

/// The reason why a ring was not made or not changed. If a change fails, the ring is unchanged.
///
/// # Examples
///
/// ```
/// use ringwise::{ErrorKind, HashRing, Node};
///
/// let error = HashRing::builder().node(Node::new("a").with_weight(-1)).build().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::InvalidWeight);
/// assert_eq!(error.to_string(), r#"weight -1 for node "a": a weight is an integer from 0 to 67108864"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A name, identity or zone that is empty, too long or not UTF-8.
    InvalidName {
        /// Which of the three it is.
        field: Field,
        /// The text, with U+FFFD where it is not UTF-8, cut after 64 characters.
        text: String,
        /// The fault.
        fault: NameFault,
    },
    /// A weight that is negative or too large.
    InvalidWeight {
        /// The node's name.
        node: String,
        /// The requested weight.
        weight: i64,
    },
    /// A name that the ring, or the list from which it is made, already has.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// An identity that another node has.
    DuplicateIdentity {
        /// The node for which the identity was requested.
        name: String,
        /// The identity.
        identity: String,
        /// The node that has it.
        holder: String,
    },
    /// A name that is not in the ring.
    UnknownNode {
        /// The name.
        name: String,
    },
    /// More virtual nodes than a ring can have.
    TooManyPoints {
        /// The number of virtual nodes at which the limit was exceeded.
        points: u64,
    },
    /// More nodes, or more distinct names over its life, than a ring can have.
    TooManyNodes {
        /// The number that there would be.
        nodes: u64,
    },
    /// An option with an invalid value.
    InvalidOption {
        /// The option.
        option: &'static str,
        /// Its value, as the message shows it.
        value: String,
        /// The expected value.
        expected: String,
    },
    /// An option that does not exist.
    UnknownOption {
        /// Its name.
        name: String,
        /// Those that do exist, as the language writes them.
        known: Vec<String>,
        /// The profiles that have it.
        elsewhere: Vec<&'static str>,
    },
    /// An option that other profiles have, but not the ring's.
    UnsupportedOption {
        /// The option.
        option: &'static str,
        /// Its value, as it is shown.
        value: String,
        /// The ring's profile.
        profile: &'static str,
        /// The options that it has.
        known: Vec<String>,
        /// The profile's own rule, if that takes the option's place.
        rule: Option<&'static str>,
    },
    /// A profile that does not exist.
    UnknownProfile {
        /// Its name.
        name: String,
        /// Those that do exist.
        known: Vec<&'static str>,
    },
    /// Bytes or text that are not a snapshot of a ring.
    BadSnapshot {
        /// The location of the fault.
        location: Location,
        /// The fault, and what is expected there.
        problem: String,
    },
    /// A snapshot of a format that this version does not know.
    SnapshotVersion {
        /// The format's number.
        version: i64,
    },
    /// A feature that the ring's profile does not have, because its system has none.
    Unsupported {
        /// What was requested.
        what: String,
        /// The reason, and what to do instead.
        why: String,
    },
    /// A field of a node that the ring's profile does not accept.
    RefusedNode {
        /// The node's name.
        node: String,
        /// The field, with its value.
        what: String,
        /// The expected value.
        expected: String,
        /// The kind of this error.
        kind: ErrorKind,
    },
    /// A node to which a health monitor cannot connect, because it has no valid address.
    InvalidAddress {
        /// The node.
        node: String,
        /// The text that is not a valid address.
        address: String,
    },
    /// A health monitor that could not start.
    MonitorFailed {
        /// The system's error.
        why: String,
    },
}

/// A field of a node that is text.
///
/// # Examples
///
/// ```
/// use ringwise::{Error, Field, HashRing, Node};
///
/// let error = HashRing::new().add_node(Node::new("a").with_zone("")).unwrap_err();
/// assert!(matches!(error, Error::InvalidName { field: Field::Zone, .. }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The node's name.
    Name,
    /// The identity, which is hashed in place of the name.
    Identity,
    /// The node's zone.
    Zone,
}

/// A location in a snapshot.
///
/// # Examples
///
/// ```
/// use ringwise::{Error, HashRing, Location};
///
/// let mut bytes = HashRing::from_names(["a", "b"])?.to_bytes();
/// bytes.push(0);
/// let end = bytes.len() as u64 - 4;
/// assert!(matches!(HashRing::from_bytes(&bytes), Err(Error::BadSnapshot { location: Location::Byte(at), .. }) if at == end));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A byte, counted from 0.
    Byte(u64),
    /// A byte of a line of text, both counted from 1.
    Line {
        /// The line.
        line: usize,
        /// Its byte.
        column: usize,
    },
}

/// The fault of a name, an identity or a zone.
///
/// # Examples
///
/// ```
/// use ringwise::{Error, HashRing, NameFault};
///
/// let error = HashRing::new().add_node("x".repeat(70_000)).unwrap_err();
/// assert!(matches!(error, Error::InvalidName { fault: NameFault::TooLong(70_000), .. }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is empty.
    Empty,
    /// It is longer than 65,535 bytes; this is its length.
    TooLong(usize),
    /// It is not UTF-8, or contains a lone surrogate.
    NotUtf8,
}

impl Error {
    /// Returns the error for an unknown node.
    pub(crate) fn unknown_node(name: &str) -> Self {
        Error::UnknownNode { name: abbreviated(name) }
    }

    /// Returns the error for an unknown option; `known` are the options that exist, as the language writes them.
    pub(crate) fn unknown_option(name: &str, known: &[impl AsRef<str>]) -> Self {
        Self::option_of_others(name, known, Vec::new())
    }

    /// Returns the error that an option has a wrong value; `expected` is what would be right.
    pub(crate) fn invalid_option(option: &'static str, value: impl fmt::Display, expected: impl Into<String>) -> Self {
        Error::InvalidOption { option, value: value.to_string(), expected: expected.into() }
    }

    /// Returns the error that a profile does not have an option; `known` are those that it has.
    pub(crate) fn unsupported_option(option: &'static str, value: impl fmt::Display, profile: &'static str, known: &[&str]) -> Self {
        let known = known.iter().map(|&name| name.to_owned()).collect();
        Error::UnsupportedOption { option, value: value.to_string(), profile, known, rule: None }
    }

    /// Returns the error that a profile has a rule of its own in an option's place.
    pub(crate) fn own_rule(option: &'static str, value: impl fmt::Display, profile: &'static str, rule: &'static str) -> Self {
        Error::UnsupportedOption { option, value: value.to_string(), profile, known: Vec::new(), rule: Some(rule) }
    }

    /// Returns the same error, with the profiles that have the option.
    pub(crate) fn option_of_others(name: &str, known: &[impl AsRef<str>], elsewhere: Vec<&'static str>) -> Self {
        let known = known.iter().map(|name| name.as_ref().to_owned()).collect();
        Error::UnknownOption { name: abbreviated(name), known, elsewhere }
    }

    /// Returns the kind of this error.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{ErrorKind, HashRing, Node};
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// let (name, identity) = (ring.add_node("a").unwrap_err(), ring.add_node(Node::new("c").with_identity("b")).unwrap_err());
    /// assert_ne!(name, identity);
    /// assert_eq!([name.kind(), identity.kind()], [ErrorKind::DuplicateNode; 2]);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Error::InvalidName { .. } => ErrorKind::InvalidName,
            Error::InvalidWeight { .. } => ErrorKind::InvalidWeight,
            Error::DuplicateName { .. } | Error::DuplicateIdentity { .. } => ErrorKind::DuplicateNode,
            Error::UnknownNode { .. } => ErrorKind::UnknownNode,
            Error::TooManyPoints { .. } => ErrorKind::TooManyPoints,
            Error::TooManyNodes { .. } => ErrorKind::TooManyNodes,
            Error::InvalidOption { .. } | Error::UnknownOption { .. } => ErrorKind::InvalidOption,
            Error::BadSnapshot { .. } => ErrorKind::BadSnapshot,
            Error::SnapshotVersion { .. } => ErrorKind::SnapshotVersion,
            Error::UnknownProfile { .. } => ErrorKind::UnknownProfile,
            Error::Unsupported { .. } | Error::UnsupportedOption { .. } => ErrorKind::Unsupported,
            Error::RefusedNode { kind, .. } => *kind,
            Error::InvalidAddress { .. } => ErrorKind::InvalidAddress,
            Error::MonitorFailed { .. } => ErrorKind::MonitorFailed,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, str::to_owned)
    }
}

impl Error {
    /// Returns the text of the error, with the names of options as `spell` writes them.
    pub(crate) fn spelled(&self, spell: fn(&str) -> String) -> impl fmt::Display {
        struct Spelled<'a>(&'a Error, fn(&str) -> String);
        impl fmt::Display for Spelled<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(f, self.1)
            }
        }
        Spelled(self, spell)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, spell: fn(&str) -> String) -> fmt::Result {
        let spelled_list = |names: &[String]| names.iter().map(|name| spell(name)).collect::<Vec<_>>().join(", ");
        match self {
            Error::InvalidName { field, text, fault } => {
                write!(f, "{field} {text:?}{fault}: {} is 1 to {} bytes of UTF-8", field.with_article(), limits::NAME_BYTES)
            }
            Error::InvalidWeight { node, weight } => {
                let weight = Integer(*weight);
                write!(f, "weight {weight} for node {node:?}: a weight is an integer from 0 to {}", limits::WEIGHT)
            }
            Error::DuplicateName { name } => write!(f, "node {name:?} already exists: a name is unique in its ring"),
            Error::DuplicateIdentity { name, identity, holder } => {
                write!(f, "identity {identity:?} for node {name:?}: node {holder:?} has it, and an identity is unique in its ring")
            }
            Error::UnknownNode { name } => write!(f, "node {name:?} is not in the ring: name one of its members"),
            Error::TooManyPoints { points } => {
                write!(f, "{points} virtual nodes: the weights times vnodes add up to at most {}", limits::POINTS)
            }
            Error::TooManyNodes { nodes } => {
                write!(f, "{nodes} nodes: a ring has at most {} members, and as many names over its life", limits::NODES)
            }
            Error::InvalidOption { option, value, expected } => write!(f, "{} {value}: {expected}", spell(option)),
            Error::InvalidAddress { node, address } => {
                write!(f, "address {address:?} of node {node:?}: an address is host:port or [IPv6]:port, the port from 1 to 65535")
            }
            Error::MonitorFailed { why } => write!(f, "the health monitor could not start a thread: {why}"),
            Error::UnknownProfile { name, known } => {
                let hint =
                    if cfg!(feature = "profiles") { "" } else { "; this build is without the feature \"profiles\", which brings others" };
                write!(f, "unknown profile {name:?}: the profiles are {}{hint}", known.join(", "))
            }
            Error::BadSnapshot { location, problem } => write!(f, "snapshot, {location}: {problem}"),
            Error::SnapshotVersion { version } => {
                let later = if *version > 1 { ", so read it with a later one" } else { "" };
                write!(f, "snapshot format {}: this version of ringwise reads format 1{later}", Integer(*version))
            }
            Error::Unsupported { what, why } => write!(f, "{what}: {why}"),
            Error::UnsupportedOption { option, value, profile, rule: Some(rule), .. } => {
                write!(f, "{} {value}: profile {profile} {rule}", spell(option))
            }
            Error::UnsupportedOption { option, value, profile, known, rule: None } => {
                let (option, known) = (spell(option), spelled_list(known));
                write!(f, "{option} {value}: profile {profile} has no such option, its options are {known}")
            }
            Error::RefusedNode { node, what, expected, .. } => write!(f, "{what} for node {node:?}: {expected}"),
            Error::UnknownOption { name, known, elsewhere } => {
                write!(f, "unknown option {:?}: the options are {}", spell(name), spelled_list(known))?;
                match &elsewhere[..] {
                    [] => Ok(()),
                    [only] => write!(f, "; profile {only} has it"),
                    _ => write!(f, "; profiles {} have it", elsewhere.join(", ")),
                }
            }
        }
    }
}

impl core::error::Error for Error {}

/// An integer as the caller wrote it. Languages with unbounded integers pass the nearest `i64`.
pub(crate) struct Integer(pub(crate) i64);

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Integer(value) = *self;
        let beyond = match value {
            i64::MAX => " or more",
            i64::MIN => " or less",
            _ => "",
        };
        write!(f, "{value}{beyond}")
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Name => "name",
            Field::Identity => "identity",
            Field::Zone => "zone",
        })
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Byte(byte) => write!(f, "byte {byte}"),
            Location::Line { line, column } => write!(f, "line {line}, column {column}"),
        }
    }
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameFault::Empty => Ok(()),
            NameFault::TooLong(bytes) => write!(f, " of {bytes} bytes"),
            NameFault::NotUtf8 => f.write_str(", which is not UTF-8"),
        }
    }
}

impl Field {
    /// Returns `text` if it may be a name, an identity or a zone.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidName`] if it is empty or longer than 65,535 bytes.
    pub(crate) fn check(self, text: &str) -> Result<&str> {
        match text.len() {
            0 => Err(self.invalid(text, NameFault::Empty)),
            1..=limits::NAME_BYTES => Ok(text),
            bytes => Err(self.invalid(text, NameFault::TooLong(bytes))),
        }
    }

    /// Reads UTF-8 that came from outside.
    pub(crate) fn read_utf8(self, bytes: &[u8]) -> Result<&str> {
        core::str::from_utf8(bytes).map_err(|_| self.invalid(&String::from_utf8_lossy(bytes), NameFault::NotUtf8))
    }

    /// Reads UTF-16 that came from outside.
    pub(crate) fn read_utf16(self, units: &[u16]) -> Result<String> {
        String::from_utf16(units).map_err(|_| self.invalid(&String::from_utf16_lossy(units), NameFault::NotUtf8))
    }

    fn invalid(self, text: &str, fault: NameFault) -> Error {
        Error::InvalidName { field: self, text: abbreviated(text), fault }
    }

    const fn with_article(self) -> &'static str {
        match self {
            Field::Name => "a name",
            Field::Identity => "an identity",
            Field::Zone => "a zone",
        }
    }
}

/// A text as an error stores it, abbreviated.
pub(crate) fn abbreviated(text: &str) -> String {
    match text.char_indices().nth(64) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_where_it_is_shown() {
        let error = Field::Name.check(&"é".repeat(40_000)).unwrap_err().to_string();
        assert_eq!(error, format!("name \"{}…\" of 80000 bytes: a name is 1 to 65535 bytes of UTF-8", "é".repeat(64)));
    }

    #[test]
    fn each_field_says_what_it_is() {
        let of = |field: Field| field.check("").unwrap_err().to_string();
        assert_eq!(of(Field::Name), "name \"\": a name is 1 to 65535 bytes of UTF-8");
        assert_eq!(of(Field::Identity), "identity \"\": an identity is 1 to 65535 bytes of UTF-8");
        assert_eq!(of(Field::Zone), "zone \"\": a zone is 1 to 65535 bytes of UTF-8");
        let error = Field::Zone.read_utf8(b"a\xff").unwrap_err().to_string();
        assert_eq!(error, "zone \"a\u{fffd}\", which is not UTF-8: a zone is 1 to 65535 bytes of UTF-8");
    }
}

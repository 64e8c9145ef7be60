//! The rules of systems for identities and names.

use crate::error::{Error, ErrorKind, Field, Result, abbreviated};
use crate::members::node::Node;

/// The port that memcached clients omit.
const MEMCACHED: u32 = 11211;
/// The longest host that libmemcached accepts (NI_MAXHOST, less one).
const MEMCACHED_HOST: usize = 1024;

/// How an identity is derived from a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdentityRule {
    /// The identity is the name.
    Name,
    /// As libmemcached labels a server: `host:port`, without the port if it is memcached's; `path:0` for a socket.
    Memcached,
    /// As libmemcached labels it for spymemcached: `/host:port`, always with the port.
    Spy,
    /// As nutcracker: without `:11211`; a socket's path keeps its colon.
    Twemproxy,
    /// As Java writes a socket's address, without a slash at its beginning.
    JavaAddress,
    /// As spymemcached writes it for libmemcached: the host's name, and the port unless it is memcached's.
    JavaHost,
    /// The name without this port.
    WithoutPort(u32),
    /// HAProxy's numbers, by the order of the nodes.
    Number,
}

impl IdentityRule {
    fn derive(self, name: &str) -> String {
        match self {
            IdentityRule::Name | IdentityRule::Number => name.to_owned(),
            IdentityRule::Memcached if name.starts_with('/') => socket(name),
            IdentityRule::Memcached => match host_and_port(name) {
                (host, MEMCACHED) => host.to_owned(),
                (host, port) => format!("{host}:{port}"),
            },
            IdentityRule::Spy if name.starts_with('/') => format!("/{}", socket(name)),
            IdentityRule::Spy => {
                let (host, port) = host_and_port(name);
                format!("/{host}:{port}")
            }
            IdentityRule::Twemproxy if name.starts_with('/') => {
                if name.ends_with(':') {
                    name.to_owned()
                } else {
                    format!("{name}:")
                }
            }
            IdentityRule::Twemproxy => without_port(name, MEMCACHED),
            IdentityRule::JavaAddress => name.strip_prefix('/').unwrap_or(name).to_owned(),
            IdentityRule::JavaHost => {
                let (address, port) = host_and_port(name);
                let host = match address.split_once('/') {
                    Some(("", host)) | Some((host, _)) => host,
                    None => address,
                };
                if port == MEMCACHED { host.to_owned() } else { format!("{host}:{port}") }
            }
            IdentityRule::WithoutPort(port) => without_port(name, port),
        }
    }

    /// Returns the identity of a member, if it was given one that is not derived from its name.
    pub(crate) fn given(self, node: &Node) -> Option<&str> {
        let follows =
            |identity: &str| self != IdentityRule::Number && self.check_server(node).is_ok() && self.derive(node.name()) == identity;
        node.given_identity().filter(|identity| !follows(identity))
    }

    /// Returns the rule in words.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            IdentityRule::Name => "the name",
            IdentityRule::Memcached => "host:port, or the host alone where the port is 11211",
            IdentityRule::Spy => "/host:port",
            IdentityRule::Twemproxy => "the name without :11211",
            IdentityRule::JavaAddress => "the name without a slash at its beginning",
            IdentityRule::JavaHost => "the host's name, with its port unless that is 11211",
            IdentityRule::WithoutPort(_) => "the name without the default port",
            IdentityRule::Number => "the server's id, by its place in the list",
        }
    }
}

/// Splits a server's name. Port 0 or no port means memcached's, and no host means `localhost`.
fn host_and_port(name: &str) -> (&str, u32) {
    let (host, port) = match name.rsplit_once(':') {
        Some((host, port)) if is_number(port) => (host, port.parse().unwrap_or(u32::MAX)),
        _ => (name, MEMCACHED),
    };
    (if host.is_empty() { "localhost" } else { host }, if port == 0 { MEMCACHED } else { port })
}

fn socket(path: &str) -> String {
    if path.ends_with(":0") { path.to_owned() } else { format!("{path}:0") }
}

fn without_port(name: &str, port: u32) -> String {
    match name.rsplit_once(':') {
        Some((host, text)) if text == port.to_string() => host.to_owned(),
        _ => name.to_owned(),
    }
}

/// Returns whether a name ends with a port that no server can have.
fn has_no_such_port(name: &str) -> bool {
    name.rsplit_once(':').is_some_and(|(_, port)| is_number(port) && !is_port(port))
}

fn is_port(text: &str) -> bool {
    is_number(text) && matches!(text.parse(), Ok(1..=65_535_u32))
}

/// Returns whether nginx accepts this after `server`, with regard to the port.
fn is_server(text: &str) -> bool {
    match text.rsplit_once(':') {
        None => true,
        Some((host, port)) => text.starts_with("unix:") || port.ends_with(']') || (!host.is_empty() && is_port(port)),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names and identities that a system accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameRule {
    Any,
    /// Text without zero bytes, as in C strings.
    WithoutNul,
    /// The same, truncated by the original after this number of bytes.
    Short(usize),
    /// The same, as in nginx's `server` lines: a socket, or a host with or without a port.
    Server,
    /// The same, if no label is longer than this number of bytes. Of a longer one the original reads more than it
    /// wrote.
    Labels(usize),
}

impl IdentityRule {
    /// Derives the identity of nodes that were given none, and refuses nodes that the system does not accept. For
    /// numbered nodes these must be all members.
    pub(crate) fn derive_identities(self, texts: NameRule, nodes: &mut [Node]) -> Result<()> {
        if self == IdentityRule::Number {
            return number(nodes);
        }
        for node in nodes {
            if node.given_identity().is_none() {
                // Names that no ring can hold are refused as such, not for the identity derived from them.
                Field::Name.check(node.name())?;
                self.check_server(node)?;
                let identity = self.derive(node.name());
                if identity != node.name() {
                    *node = node.clone().with_identity(identity);
                }
            }
            texts.check(node)?;
        }
        Ok(())
    }

    /// Refuses a name that cannot be a server's.
    fn check_server(self, node: &Node) -> Result<()> {
        let name = node.name();
        let expected = match self {
            IdentityRule::Memcached | IdentityRule::Spy | IdentityRule::JavaHost if !name.starts_with('/') => {
                let (host, port) = host_and_port(name);
                if port > u32::from(u16::MAX) {
                    "a server is host:port, the port at most 65535"
                } else if host.len() > MEMCACHED_HOST {
                    "the system takes a host of at most 1024 bytes"
                } else {
                    return Ok(());
                }
            }
            IdentityRule::Twemproxy | IdentityRule::JavaAddress if !name.starts_with('/') && has_no_such_port(name) => {
                "a server is host:port, the port from 1 to 65535"
            }
            _ => return Ok(()),
        };
        Err(refused(node, "name", name, expected))
    }
}

impl NameRule {
    /// Refuses a node whose longest label is too long.
    pub(crate) fn check_label(self, node: &Node, len: usize) -> Result<()> {
        match self {
            NameRule::Labels(most) if len > most => {
                let expected = format!("the system takes labels of {most} bytes, and {len} is this one's longest, so give a shorter one");
                Err(refused(node, "identity", node.identity(), &expected))
            }
            _ => Ok(()),
        }
    }

    fn check(self, node: &Node) -> Result<()> {
        let identity = node.identity();
        match self {
            NameRule::Any => Ok(()),
            _ if identity.contains('\0') => Err(refused(node, "identity", identity, "the system's names cannot hold a NUL")),
            NameRule::Server if !is_server(identity) => {
                Err(refused(node, "identity", identity, "a server is host, host:port or unix:path, the port from 1 to 65535"))
            }
            NameRule::Short(most) if identity.len() > most => {
                Err(refused(node, "identity", identity, &format!("the system cuts names after {most} bytes, so give a shorter one")))
            }
            _ => Ok(()),
        }
    }
}

fn refused(node: &Node, field: &str, text: &str, expected: &str) -> Error {
    node.refused(format!("{field} {:?}", abbreviated(text)), expected.to_owned(), ErrorKind::InvalidName)
}

/// Assigns to nodes without an id the numbers that HAProxy assigns to its servers.
fn number(nodes: &mut [Node]) -> Result<()> {
    let mut taken = std::collections::HashSet::new();
    for node in nodes.iter() {
        if let Some(identity) = node.given_identity() {
            taken.insert(explicit_id(node, identity)?);
        }
    }
    let mut counter = 1;
    for node in nodes {
        if node.given_identity().is_none() {
            while taken.contains(&counter) {
                counter += 1;
            }
            taken.insert(counter);
            node.assign_identity(counter.to_string());
        }
        counter += 1;
    }
    Ok(())
}

fn explicit_id(node: &Node, identity: &str) -> Result<u32> {
    let id = identity.parse().ok().filter(|id| (1..=i32::MAX as u32).contains(id) && identity == id.to_string());
    id.ok_or_else(|| refused(node, "identity", identity, "an id is an integer from 1 to 2147483647, in decimal"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identities() {
        let rows = [
            (IdentityRule::Name, "10.0.0.1:11211", "10.0.0.1:11211"),
            (IdentityRule::Memcached, "10.0.0.1:11211", "10.0.0.1"),
            (IdentityRule::Memcached, "10.0.0.1:11212", "10.0.0.1:11212"),
            (IdentityRule::Memcached, "10.0.0.1:0", "10.0.0.1"),
            (IdentityRule::Memcached, "10.0.0.1", "10.0.0.1"),
            (IdentityRule::Memcached, ":11212", "localhost:11212"),
            (IdentityRule::Memcached, "/tmp/m.sock", "/tmp/m.sock:0"),
            (IdentityRule::Spy, "10.0.0.1:11211", "/10.0.0.1:11211"),
            (IdentityRule::Twemproxy, "10.0.0.1:11211", "10.0.0.1"),
            (IdentityRule::Twemproxy, "10.0.0.1:6379", "10.0.0.1:6379"),
            (IdentityRule::Twemproxy, "/tmp/m.sock", "/tmp/m.sock:"),
            (IdentityRule::JavaAddress, "/10.0.0.1:11211", "10.0.0.1:11211"),
            (IdentityRule::JavaAddress, "a.example.com/10.0.0.1:11211", "a.example.com/10.0.0.1:11211"),
            (IdentityRule::JavaHost, "a.example.com/10.0.0.1:11211", "a.example.com"),
            (IdentityRule::JavaHost, "/10.0.0.1:11300", "10.0.0.1:11300"),
            (IdentityRule::WithoutPort(80), "a:80", "a"),
            (IdentityRule::WithoutPort(80), "a:8080", "a:8080"),
        ];
        for (rule, name, identity) in rows {
            assert_eq!(rule.derive(name), identity, "{rule:?} of {name}");
        }
    }

    #[test]
    fn implied_ids_step_over_explicit_ones() {
        let ids = |given: &[Option<&str>]| -> Vec<String> {
            let node = |(i, id): (usize, &Option<&str>)| {
                let node = Node::new(format!("s{i}"));
                id.map_or(node.clone(), |id| node.with_identity(id))
            };
            let mut nodes: Vec<_> = given.iter().enumerate().map(node).collect();
            number(&mut nodes).unwrap();
            nodes.iter().map(|node| node.identity().to_owned()).collect()
        };
        assert_eq!(ids(&[None, None, None]), ["1", "2", "3"]);
        assert_eq!(ids(&[None, Some("10"), None]), ["1", "10", "3"]);
        assert_eq!(ids(&[Some("2"), None, None]), ["2", "3", "4"]);
        assert_eq!(ids(&[None, None, Some("1"), Some("3"), None]), ["2", "4", "1", "3", "7"]);
    }
}

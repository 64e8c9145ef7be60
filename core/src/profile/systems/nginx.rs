//! nginx's `hash … consistent`, in which each point is a CRC-32 of the server with the point before.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Hash, high};
use crate::members::Live;
use crate::members::node::Node;
use crate::options::spec::{OptionSpec, Preset};
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::owner_rule::OwnerRule;

use super::identity::NameRule;
use super::key_rule::KeyRule;
use super::option_reader::{OptionReader, vnodes};
use super::source::PointSource;
use super::spec::{Entry, ProfileSpec};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "nginx_consistent", options: &[VNODES], make };

/// nginx itself has 160, and no setting for another number.
const VNODES: OptionSpec = OptionSpec { default: Preset::Gained(160), ..vnodes(160) };

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        names: NameRule::Server,
        tie: TieRule::OnlyFirst,
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, Nginx { vnodes: options.vnodes()? }, KeyRule::Hash(Hash::Crc32))
    })
}

/// `vnodes` points for each unit of weight.
#[derive(Debug)]
struct Nginx {
    vnodes: u64,
}

impl PointSource for Nginx {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        let count = |node: &Node| node.checked_weight() * self.vnodes;
        let mut draft = Draft::new(0, live.iter().map(|(_, node)| count(node)), 0)?;
        for &(slot, node) in live {
            draft.begin(slot);
            let (host, port) = host_and_port(node.identity());
            let mut server = crc32fast::Hasher::new();
            server.update(host.as_bytes());
            server.update(b"\0");
            server.update(port.as_bytes());
            let mut previous = 0_u32;
            for _ in 0..count(node) {
                let mut state = server.clone();
                state.update(&previous.to_le_bytes());
                previous = state.finalize();
                draft.push(high(previous));
            }
        }
        Ok(ties.sort(&draft, members))
    }

    fn describe(&self) -> String {
        format!("{} for each unit of weight, each the CRC-32 of the server and the point before it", self.vnodes)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        let (host, port) = host_and_port(node.identity());
        Some(format!("host {host:?}, NUL, port {port:?}, four bytes of zero"))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        vec![("base", Arc::new(Nginx { vnodes: self.vnodes + 1 }))]
    }
}

/// Splits the text of a `server` line: a socket has no port, and a name has one only if it was written.
fn host_and_port(server: &str) -> (&str, &str) {
    if let Some(path) = server.strip_prefix("unix:") {
        return (path, "");
    }
    match server.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (server, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_its_text() {
        assert_eq!(host_and_port("10.0.0.1:8080"), ("10.0.0.1", "8080"));
        assert_eq!(host_and_port("backend"), ("backend", ""));
        assert_eq!(host_and_port("[::1]:80"), ("[::1]", "80"));
        assert_eq!(host_and_port("[::1]"), ("[::1]", ""));
        assert_eq!(host_and_port("unix:/tmp/a:1"), ("/tmp/a:1", ""));
    }
}

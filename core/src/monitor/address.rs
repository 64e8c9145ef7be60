//! The address of a node, parsed from text, with the built-in probe.

use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// A host and a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    host: &'a str,
    port: u16,
}

impl<'a> Address<'a> {
    /// Reads `host:port` or `[IPv6]:port`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let host = match host.strip_prefix('[') {
            Some(bracketed) => bracketed.strip_suffix(']').filter(|host| host.parse::<std::net::Ipv6Addr>().is_ok())?,
            None => Some(host).filter(|host| !host.is_empty() && !host.contains(is_never_in_a_host))?,
        };
        let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        port.parse().ok().filter(|&port| digits && port > 0).map(|port| Address { host, port })
    }

    /// Connects to the first of the host's addresses that accepts, then closes the connection.
    pub(super) fn connect(self, timeout: Duration) -> std::io::Result<()> {
        let until = Instant::now() + timeout;
        let mut failure = None;
        let mut addresses = (self.host, self.port).to_socket_addrs()?.collect::<Vec<_>>();
        addresses.reverse();
        while let Some(address) = addresses.pop() {
            // An address that does not answer leaves the others their part of the time.
            let left = until.saturating_duration_since(Instant::now()) / (addresses.len() as u32 + 1);
            let left = left.max(Duration::from_millis(1));
            match TcpStream::connect_timeout(&address, left) {
                // If nothing listens on the port, the system may assign it to this end, and the connection is to
                // itself.
                Ok(stream) if stream.local_addr()? == stream.peer_addr()? => failure = Some(std::io::ErrorKind::ConnectionRefused.into()),
                Ok(_) => return Ok(()),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.unwrap_or_else(|| std::io::Error::other("the host has no address")))
    }
}

/// U+FFFD replaces bytes that were not text in the caller's language.
fn is_never_in_a_host(character: char) -> bool {
    character.is_control() || character.is_whitespace() || [':', '[', ']', '/', '\u{fffd}'].contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let parsed = |text| Address::parse(text).map(|address| (address.host, address.port));
        assert_eq!(parsed("10.0.0.1:11211"), Some(("10.0.0.1", 11211)));
        assert_eq!(parsed("cache-1.east:80"), Some(("cache-1.east", 80)));
        assert_eq!(parsed("[::1]:6379"), Some(("::1", 6379)));
        for bad in [
            "",
            "a",
            ":1",
            "a:",
            "a:0",
            "a:65536",
            "a:+1",
            "a:1x",
            "::1:80",
            "[::1]",
            "[::1]80",
            "[a]:80",
            "a b:1",
            "http://a:1",
            "[::1:80",
            "a[b:80",
            "a\0:80",
            "\u{fffd}:80",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}

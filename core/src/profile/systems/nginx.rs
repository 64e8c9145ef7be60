//! nginx's `hash … consistent`: each point is a CRC-32 of the server and of the point before.

use crate::error::Result;
use crate::members::Live;
use crate::points::draft::Draft;

use crate::hash::function::high;

/// Makes the points of nodes, `base` for each unit of weight.
pub(crate) fn points(live: &[Live], base: u64) -> Result<Draft> {
    let mut draft = Draft::new(0, live.iter().map(|(_, node)| node.checked_weight() * base), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        let (host, port) = host_and_port(node.identity());
        let mut server = crc32fast::Hasher::new();
        server.update(host.as_bytes());
        server.update(b"\0");
        server.update(port.as_bytes());
        let mut previous = 0_u32;
        for _ in 0..node.checked_weight() * base {
            let mut state = server.clone();
            state.update(&previous.to_le_bytes());
            previous = state.finalize();
            draft.push(high(previous));
        }
    }
    Ok(draft)
}

/// Splits the text of a `server` line, as written: a socket has no port, nor has a name that none was written behind.
pub(crate) fn host_and_port(server: &str) -> (&str, &str) {
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

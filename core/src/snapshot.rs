//! A ring as versioned, checksummed bytes; `docs/snapshot.md` is the normative text.

mod decode;
mod encode;
mod fingerprint;
mod format;
#[cfg(feature = "json")]
mod json;

use crate::error::Result;
use crate::ring::HashRing;

pub use fingerprint::Fingerprint;
use format::CHECKSUM;

/// Snapshots.
impl HashRing {
    /// Returns the ring as bytes. [`HashRing::from_bytes`] reads them, in any language of ringwise.
    ///
    /// They hold the options and the members, but not ids. Equal rings have equal bytes, and different rings have
    /// different bytes.
    ///
    /// # Complexity
    ///
    /// `O(bytes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let [ring, same, other] = [["a", "b"], ["b", "a"], ["a", "c"]].map(HashRing::from_names);
    /// let bytes = ring?.to_bytes();
    /// assert_eq!(bytes, same?.to_bytes());
    /// assert_ne!(bytes, other?.to_bytes());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = encode::body(self);
        let checksum = CHECKSUM.checksum(&bytes);
        bytes.extend(checksum.to_le_bytes());
        bytes
    }

    /// Reads the bytes of [`HashRing::to_bytes`] of any language.
    ///
    /// Bytes of unknown origin are safe: their counts are checked against their length before memory is allocated. But
    /// a few bytes can describe a ring of 67,108,864 virtual nodes, which takes more than a gigabyte.
    ///
    /// # Errors
    ///
    /// `BadSnapshot` for bytes that are not a snapshot, or differ from the one of the same ring; `SnapshotVersion` for
    /// one of a later version; `UnknownProfile`.
    ///
    /// # Complexity
    ///
    /// `O(bytes)`, then as [`Builder::build`](crate::Builder::build).
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{ErrorKind, HashRing, Node};
    ///
    /// let ring = HashRing::builder().node(Node::new("a").with_weight(2)).node("b").seed(7).build()?;
    /// let mut bytes = ring.to_bytes();
    /// assert_eq!(HashRing::from_bytes(&bytes)?, ring);
    ///
    /// bytes[20] ^= 1;
    /// assert_eq!(HashRing::from_bytes(&bytes).unwrap_err().kind(), ErrorKind::BadSnapshot);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        decode::ring(bytes)
    }

    /// Returns an identifier of this placement: equal rings have equal fingerprints.
    ///
    /// Services can log it, or compare it at start-up, to know that they agree. It is not a cryptographic digest:
    /// anyone who can choose names can make two rings with the same fingerprint.
    ///
    /// # Complexity
    ///
    /// As [`HashRing::to_bytes`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b", "c"])?;
    /// let before = ring.fingerprint();
    /// ring.remove_node("c")?;
    /// assert_ne!(ring.fingerprint(), before);
    /// ring.add_node("c")?;
    /// assert_eq!(ring.fingerprint(), before);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&encode::body(self))
    }

    /// Returns the ring as JSON, for people and configuration files; [`HashRing::from_json`] reads it.
    ///
    /// Equal rings have equal texts: one option a line, then one node a line. Needs the feature `json`, which is on by
    /// default.
    ///
    /// # Complexity
    ///
    /// `O(bytes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let json = r#"{
    ///   "ringwise": 1,
    ///   "profile": "native-v1",
    ///   "vnodes": 160,
    ///   "seed": 0,
    ///   "zones": "spread",
    ///   "nodes": [
    ///     {"name": "a", "weight": 1},
    ///     {"name": "b", "weight": 1}
    ///   ]
    /// }
    /// "#;
    /// assert_eq!(HashRing::from_names(["a", "b"])?.to_json(), json);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[cfg(feature = "json")]
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Reads a ring from JSON, as [`HashRing::to_json`] or a person writes it. Fields with a default may be omitted,
    /// and a node with only a name may be written as that name.
    ///
    /// Needs the feature `json`, which is on by default.
    ///
    /// # Errors
    ///
    /// `BadSnapshot` for text that is not JSON, for unknown or repeated fields, and for fields of a node with a wrong
    /// type; `SnapshotVersion`; otherwise as [`Builder::build`](crate::Builder::build).
    ///
    /// # Complexity
    ///
    /// `O(bytes)`, then as [`Builder::build`](crate::Builder::build).
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::from_json(r#"{"seed": 7, "nodes": ["a", {"name": "b", "weight": 2}]}"#)?;
    /// assert_eq!(ring, HashRing::builder().seed(7).node("a").node(Node::new("b").with_weight(2)).build()?);
    ///
    /// let error = HashRing::from_json(r#"{"sede": 7}"#).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "snapshot, line 1, column 7: unknown field \"sede\": the fields are ringwise, nodes, profile, \
    ///      vnodes, seed, cap, hash_tag, zones"
    /// );
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Self> {
        json::ring(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use format::MAGIC;

    fn sealed(body: &[u8]) -> Vec<u8> {
        [body, &CHECKSUM.checksum(body).to_le_bytes()].concat()
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(CHECKSUM.checksum(b"123456789"), 0xe306_9283);
    }

    #[test]
    fn a_profile_of_another_build_is_named() {
        let name = if cfg!(feature = "profiles") { "future" } else { "ketama" };
        let body = [MAGIC, &[1, 0, 6, 0, 0, 0], name.as_bytes(), &[0; 8]].concat();
        let error = HashRing::from_bytes(&sealed(&body)).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::UnknownProfile);
        let hint = "; this build is without the feature \"profiles\", which brings others";
        assert_eq!(error.to_string().ends_with(hint), !cfg!(feature = "profiles"), "{error}");
        assert!(error.to_string().starts_with(&format!("unknown profile {name:?}: the profiles are native")), "{error}");
    }

    #[test]
    fn more_nodes_than_a_ring_has_are_refused_as_they_are_counted() {
        let empty = encode::body(&HashRing::new());
        let nodes = [&empty[..empty.len() - 4], &1001_u32.to_le_bytes(), &[0; 9 * 1001]].concat();
        let error = HashRing::from_bytes(&sealed(&nodes)).unwrap_err().to_string();
        assert!(error.contains(": 1001 nodes: a ring has at most 1000 members"), "{error}");
    }
}

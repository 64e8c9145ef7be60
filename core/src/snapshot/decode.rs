//! Decodes a snapshot; refuses bytes that differ from its ring's own snapshot.

use core::fmt;

use crate::error::{Error, Field, Location, Result};
use crate::members::names::check_nodes;
use crate::members::node::Node;
use crate::options::OptionValue;
use crate::options::requested::RequestedOptions;
use crate::profile::Profile;
use crate::profile::choose::choose;
use crate::ring::HashRing;

use super::encode;
use super::format::{CHECKSUM, CHECKSUM_BYTES, FORMAT, MAGIC, field, kind};

/// The fewest bytes of an option, of an entry of a map and of a node. Counts are compared with them before memory is
/// allocated.
const OPTION_BYTES: usize = 4 + 1 + 1;
const ENTRY_BYTES: usize = 4 + 8;
const NODE_BYTES: usize = 4 + 4 + 1;

/// More options than any profile has.
const MOST_OPTIONS: usize = 64;

/// Returns the ring of a snapshot.
pub(super) fn ring(bytes: &[u8]) -> Result<HashRing> {
    let body = checked(bytes)?;
    let mut reader = Cursor { bytes: body, at: MAGIC.len() + FORMAT.to_le_bytes().len() };
    let start = reader.at;
    let requested = reader.options()?;
    let (options, profile) = choose(&requested).map_err(|error| wrong(start, error))?;
    let start = reader.at;
    let nodes = reader.nodes(&profile)?;
    reader.finish()?;

    let mut ring = HashRing::with_profile(options, profile);
    ring.set_members(nodes).map_err(|error| wrong(start, error))?;
    check_canonical(body, &ring)?;
    Ok(ring)
}

/// Returns the bytes before the checksum, after a check of the magic and the checksum.
fn checked(bytes: &[u8]) -> Result<&[u8]> {
    if !bytes.starts_with(MAGIC) {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(MAGIC.len())]);
        return Err(bad(0, format!("{start:?}: a snapshot begins with \"ringwise\"")));
    }
    let Some((body, checksum)) = bytes.split_last_chunk::<CHECKSUM_BYTES>() else { return Err(cut(bytes.len())) };
    let Some(format) = body.get(MAGIC.len()..).and_then(|rest| rest.first_chunk()) else { return Err(cut(bytes.len())) };
    let (found, counted) = (u32::from_le_bytes(*checksum), CHECKSUM.checksum(body));
    if found != counted {
        let problem =
            format!("checksum {found:08x} where its bytes have {counted:08x}: it was cut, extended or changed since it was written");
        return Err(bad(body.len(), problem));
    }
    match u16::from_le_bytes(*format) {
        FORMAT => Ok(body),
        version => Err(Error::SnapshotVersion { version: i64::from(version) }),
    }
}

fn cut(length: usize) -> Error {
    bad(length, format!("{length} bytes: a snapshot has more, so it was cut"))
}

fn bad(at: usize, problem: String) -> Error {
    Error::BadSnapshot { location: Location::Byte(at as u64), problem }
}

/// An error of the ring is a fault of the snapshot, except for a profile that another build may have.
fn wrong(at: usize, error: Error) -> Error {
    match error {
        Error::UnknownProfile { .. } | Error::BadSnapshot { .. } => error,
        other => bad(at, other.to_string()),
    }
}

/// Refuses a second form of the same snapshot: equal rings have equal bytes.
fn check_canonical(body: &[u8], ring: &HashRing) -> Result<()> {
    let canonical = encode::body(ring);
    if canonical == body {
        return Ok(());
    }
    let at = body.iter().zip(&canonical).take_while(|(byte, right)| byte == right).count();
    let show = |bytes: &[u8]| bytes.get(at).map_or_else(|| "nothing".to_owned(), |byte| format!("{byte:02x}"));
    let (found, right) = (show(body), show(&canonical));
    let problem = format!("{found} where this ring's snapshot has {right}: a ring has one snapshot, options and nodes in its order");
    Err(bad(at, problem))
}

/// Reads bytes from the first to the last.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    fn take(&mut self, length: usize, what: impl fmt::Display) -> Result<&'a [u8]> {
        let taken = self.bytes[self.at..].get(..length);
        let taken = taken.ok_or_else(|| bad(self.at, format!("{what} of {length} bytes: {} bytes are left", self.left())))?;
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N]> {
        let left = self.left();
        let array =
            self.bytes[self.at..].first_chunk().ok_or_else(|| bad(self.at, format!("{what} of {N} bytes: {left} bytes are left")))?;
        self.at += N;
        Ok(*array)
    }

    fn byte(&mut self, what: &str) -> Result<u8> {
        self.array(what).map(|[byte]| byte)
    }

    fn number(&mut self, what: &str) -> Result<u32> {
        self.array(what).map(u32::from_le_bytes)
    }

    fn integer(&mut self, what: &str) -> Result<i64> {
        self.array(what).map(i64::from_le_bytes)
    }

    /// Reads a count of items, each of which has at least `least` bytes.
    fn count(&mut self, what: &str, least: usize) -> Result<usize> {
        let at = self.at;
        let count = self.number("a count")?;
        let room = self.left() / least;
        if count as usize > room {
            return Err(bad(at, format!("{count} {what}: {} bytes are left, at most {room} {what}", self.left())));
        }
        Ok(count as usize)
    }

    fn text(&mut self, what: &str) -> Result<&'a str> {
        let at = self.at;
        let length = self.number("a length")?;
        let bytes = self.take(length as usize, format_args!("{what}"))?;
        core::str::from_utf8(bytes).map_err(|_| {
            let abbreviated = crate::error::abbreviated(&String::from_utf8_lossy(&bytes[..bytes.len().min(256)]));
            bad(at, format!("{what} {abbreviated:?}: a text is UTF-8"))
        })
    }

    fn options(&mut self) -> Result<RequestedOptions> {
        let mut requested = RequestedOptions::default();
        requested.set("profile", self.text("a profile")?);
        let at = self.at;
        let count = self.count("options", OPTION_BYTES)?;
        if count > MOST_OPTIONS {
            return Err(bad(at, format!("{count} options: no profile has more than {MOST_OPTIONS}")));
        }
        for _ in 0..count {
            let name = self.text("an option's name")?.to_owned();
            let value = self.value()?;
            requested.set(name, value);
        }
        Ok(requested)
    }

    fn value(&mut self) -> Result<OptionValue> {
        let at = self.at;
        match self.byte("the type of a value")? {
            kind::INTEGER => self.integer("an integer").map(OptionValue::Integer),
            kind::TEXT => self.text("a text").map(OptionValue::from),
            kind::BOOLEAN => match self.byte("a yes or no")? {
                0 => Ok(OptionValue::Boolean(false)),
                1 => Ok(OptionValue::Boolean(true)),
                other => Err(bad(at + 1, format!("{other}: 1 is yes and 0 is no"))),
            },
            kind::MAP => {
                let count = self.count("entries", ENTRY_BYTES)?;
                let entry = |_| Ok((self.text("a name")?.to_owned(), self.integer("an integer")?));
                (0..count).map(entry).collect::<Result<_>>().map(OptionValue::Map)
            }
            other => Err(bad(at, format!("type {other}: 1 is an integer, 2 a text, 3 a yes or no, 4 a map"))),
        }
    }

    fn nodes(&mut self, profile: &Profile) -> Result<Vec<Node>> {
        let at = self.at;
        let count = self.count("nodes", NODE_BYTES)?;
        check_nodes(count).map_err(|error| wrong(at, error))?;
        (0..count).map(|_| self.node(profile)).collect()
    }

    fn node(&mut self, profile: &Profile) -> Result<Node> {
        let at = self.at;
        let name = self.name(Field::Name)?;
        let weight = self.number("a weight")?;
        let fields = self.fields()?;
        let mut node = Node::new(name).with_weight(weight);
        if fields & field::IDENTITY != 0 {
            node = node.with_identity(self.name(Field::Identity)?);
        }
        if fields & field::ZONE != 0 {
            node = node.with_zone(self.name(Field::Zone)?);
        }
        if fields & field::VNODES != 0 {
            node = node.with_vnodes(self.number("a node's vnodes")?);
        }
        if fields & field::POINTS != 0 {
            node = node.with_points(self.points(profile.traits.has_signed_points)?);
        }
        node.check().map_err(|error| wrong(at, error))?;
        Ok(node)
    }

    fn name(&mut self, field: Field) -> Result<&'a str> {
        let at = self.at;
        let text = self.text(match field {
            Field::Name => "a name",
            Field::Identity => "an identity",
            Field::Zone => "a zone",
        })?;
        field.check(text).map_err(|error| wrong(at, error))
    }

    fn fields(&mut self) -> Result<u8> {
        let at = self.at;
        let fields = self.byte("the fields of a node")?;
        if fields & !field::ALL != 0 {
            return Err(bad(at, format!("fields {fields:02x}: at most {:02x} are known", field::ALL)));
        }
        Ok(fields)
    }

    fn points(&mut self, signed: bool) -> Result<Vec<i128>> {
        let count = self.count("points", 8)?;
        let (points, _) = self.take(count * 8, "points")?.as_chunks::<8>();
        let point = |&bytes: &[u8; 8]| if signed { i64::from_le_bytes(bytes).into() } else { u64::from_le_bytes(bytes).into() };
        Ok(points.iter().map(point).collect())
    }

    fn finish(&self) -> Result<()> {
        match self.left() {
            0 => Ok(()),
            left => Err(bad(self.at, format!("{left} bytes more: nothing follows the last node but the checksum"))),
        }
    }
}

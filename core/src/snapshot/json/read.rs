//! A strict JSON reader, for text that a person may have written.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::error::{Error, Location, Result, abbreviated};
use crate::members::node::Node;
use crate::options::OptionValue;
use crate::options::requested::RequestedOptions;
use crate::options::spec::kept_elsewhere;
use crate::profile::choose::placement_options;
use crate::snapshot::format::FORMAT;

/// The fields of every text, in addition to the options of its profile.
const FIELDS: &[&str] = &["ringwise", "nodes"];
const NODE_FIELDS: &[&str] = &["name", "weight", "identity", "zone", "vnodes", "points"];

/// Returns the options and the nodes that a text describes.
pub(super) fn read(text: &str) -> Result<(RequestedOptions, Vec<Node>)> {
    // The profile may be at the end, but the allowed fields depend on it. They depend on the format, too.
    let head: Head = parse(text, HeadSeed)?;
    if let Some(version) = head.version.filter(|&version| version != i64::from(FORMAT)) {
        return Err(Error::SnapshotVersion { version });
    }
    let name = head.profile.unwrap_or_else(|| "native".to_owned());
    let options = placement_options(&name)?;
    parse(text, Document { known: [FIELDS, &options].concat() })
}

fn parse<'de, S: DeserializeSeed<'de>>(text: &'de str, seed: S) -> Result<S::Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = seed.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let problem = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
        Error::BadSnapshot { location: Location::Line { line, column }, problem: problem.to_owned() }
    })
}

/// The fields that are needed before the rest can be read.
#[derive(Default)]
struct Head {
    version: Option<i64>,
    profile: Option<String>,
}

struct HeadSeed;

impl<'de> DeserializeSeed<'de> for HeadSeed {
    type Value = Head;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Head, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for HeadSeed {
    type Value = Head;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the options and the nodes of a ring")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> core::result::Result<Head, A::Error> {
        let mut head = Head::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "ringwise" => head.version = Some(clamped(map.next_value_seed(IntegerSeed("ringwise"))?)),
                "profile" => head.profile = map.next_value_seed(TextSeed("profile"))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(head)
    }
}

/// A whole text, whose fields are known.
struct Document {
    known: Vec<&'static str>,
}

impl<'de> DeserializeSeed<'de> for Document {
    type Value = (RequestedOptions, Vec<Node>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document {
    type Value = (RequestedOptions, Vec<Node>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        HeadSeed.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> core::result::Result<Self::Value, A::Error> {
        let (mut requested, mut nodes) = (RequestedOptions::default(), Vec::new());
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match known::<A::Error>(&key, &self.known, &mut seen)? {
                "ringwise" => drop(map.next_value::<IgnoredAny>()?),
                "nodes" => nodes = map.next_value_seed(ListSeed { what: "nodes", item: NodeSeed })?,
                option => {
                    if let Some(value) = map.next_value_seed(OptionSeed(option))? {
                        requested.set(key, value);
                    }
                }
            }
        }
        Ok((requested, nodes))
    }
}

/// Returns the field with that name, which must be known and not yet seen.
fn known<E: serde::de::Error>(key: &str, known: &[&'static str], seen: &mut Vec<&'static str>) -> core::result::Result<&'static str, E> {
    let Some(&field) = known.iter().find(|field| **field == key) else {
        return Err(E::custom(if kept_elsewhere(key) {
            format!("field {key:?}: a snapshot has none, so give it beside the snapshot")
        } else {
            format!("unknown field {:?}: the fields are {}", abbreviated(key), known.join(", "))
        }));
    };
    if seen.contains(&field) {
        return Err(E::custom(format!("field {field:?} again: give it once")));
    }
    seen.push(field);
    Ok(field)
}

/// Deserializes an option's value; `null` means unset. The error names the option.
struct OptionSeed(&'static str);

impl<'de> DeserializeSeed<'de> for OptionSeed {
    type Value = Option<OptionValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OptionSeed {
    type Value = Option<OptionValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "for {} an integer, a text, true or false, or an object of integers", self.0)
    }

    fn visit_bool<E>(self, boolean: bool) -> core::result::Result<Self::Value, E> {
        Ok(Some(boolean.into()))
    }

    fn visit_i64<E>(self, integer: i64) -> core::result::Result<Self::Value, E> {
        Ok(Some(integer.into()))
    }

    fn visit_u64<E>(self, integer: u64) -> core::result::Result<Self::Value, E> {
        Ok(Some(clamped(integer.into()).into()))
    }

    fn visit_str<E>(self, text: &str) -> core::result::Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_unit<E>(self) -> core::result::Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> core::result::Result<Self::Value, A::Error> {
        let mut entries = std::collections::BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let integer = clamped(map.next_value_seed(IntegerSeed(self.0))?);
            if entries.contains_key(&key) {
                return Err(A::Error::custom(format!("name {:?} in {} again: give it once", abbreviated(&key), self.0)));
            }
            entries.insert(key, integer);
        }
        Ok(Some(OptionValue::Map(entries.into_iter().collect())))
    }
}

/// The nearest 64-bit integer: numbers beyond it are refused anyway.
fn clamped(integer: i128) -> i64 {
    integer.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

/// A 64-bit integer, signed or unsigned.
#[derive(Clone, Copy)]
struct IntegerSeed(&'static str);

impl<'de> DeserializeSeed<'de> for IntegerSeed {
    type Value = i128;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<i128, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for IntegerSeed {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer for {}", self.0)
    }

    fn visit_i64<E>(self, integer: i64) -> core::result::Result<i128, E> {
        Ok(integer.into())
    }

    fn visit_u64<E>(self, integer: u64) -> core::result::Result<i128, E> {
        Ok(integer.into())
    }
}

/// A point: an integer, or its decimal digits, because a JavaScript number cannot hold every point.
#[derive(Clone, Copy)]
struct PointSeed;

impl<'de> DeserializeSeed<'de> for PointSeed {
    type Value = i128;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<i128, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for PointSeed {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or its digits for points")
    }

    fn visit_i64<E>(self, integer: i64) -> core::result::Result<i128, E> {
        Ok(integer.into())
    }

    fn visit_u64<E>(self, integer: u64) -> core::result::Result<i128, E> {
        Ok(integer.into())
    }

    fn visit_str<E: serde::de::Error>(self, digits: &str) -> core::result::Result<i128, E> {
        // As for a number: no plus sign, no leading zero, at most 64 bits.
        let integer = digits.parse::<i128>().ok().filter(|integer| integer.to_string() == digits);
        let fits = |&integer: &i128| (i64::MIN.into()..=u64::MAX.into()).contains(&integer);
        integer.filter(fits).ok_or_else(|| E::invalid_value(Unexpected::Str(&abbreviated(digits)), &self))
    }
}

/// A text; `null` means unset.
struct TextSeed(&'static str);

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for TextSeed {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text for {}", self.0)
    }

    fn visit_str<E>(self, text: &str) -> core::result::Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_unit<E>(self) -> core::result::Result<Self::Value, E> {
        Ok(None)
    }
}

/// A list whose items are all read in the same way.
struct ListSeed<S> {
    what: &'static str,
    item: S,
}

impl<'de, S: DeserializeSeed<'de> + Copy> DeserializeSeed<'de> for ListSeed<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for ListSeed<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list for {}", self.what)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> core::result::Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.item)? {
            items.push(item);
        }
        Ok(items)
    }
}

/// A node: its name, or an object.
#[derive(Clone, Copy)]
struct NodeSeed;

impl<'de> DeserializeSeed<'de> for NodeSeed {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> core::result::Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node: its name, or an object")
    }

    fn visit_str<E>(self, name: &str) -> core::result::Result<Node, E> {
        Ok(Node::new(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> core::result::Result<Node, A::Error> {
        let (mut name, mut node) = (None, Node::new(""));
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let text = |map: &mut A, field| map.next_value_seed(TextSeed(field));
            match known::<A::Error>(&key, NODE_FIELDS, &mut seen)? {
                "name" => name = text(&mut map, "name")?,
                "weight" => node = node.with_weight(clamped(map.next_value_seed(IntegerSeed("weight"))?)),
                "identity" => node = text(&mut map, "identity")?.map_or(node.clone(), |identity| node.with_identity(identity)),
                "zone" => node = text(&mut map, "zone")?.map_or(node.clone(), |zone| node.with_zone(zone)),
                "vnodes" => node = node.with_vnodes(clamped(map.next_value_seed(IntegerSeed("vnodes"))?)),
                _ => node = node.with_points(map.next_value_seed(ListSeed { what: "points", item: PointSeed })?),
            }
        }
        name.map(|name| node.with_name(name)).ok_or_else(|| A::Error::custom("a node without a name: give it \"name\""))
    }
}

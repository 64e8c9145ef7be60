//! Nodes, converted from JavaScript and back. Their `meta` stays in JavaScript.

use napi::bindgen_prelude::{Array, Either, JsObjectValue, Null, Object, Unknown, Utf16String};
use napi::{Env, ValueType};
use napi_derive::napi;
use ringwise::{Field, Node};

use crate::argument::{self, Argument, Expected, WrongType, exact, field, integer, nullable};
use crate::error::{Error, Result};

/// The options of a node.
const KNOWN: &[&str] = &["name", "weight", "zone", "identity", "vnodes", "points", "meta"];

/// Returns the nodes of an array of entries, each an array of the arguments of [`node`].
pub(crate) fn nodes(env: Env, entries: &Array<'_>) -> Result<Vec<Node>> {
    let entry = |index| {
        let entry: Object<'_> = entries.get_element(index)?;
        node(env, entry.get_element(0)?, entry.get_element(1)?)
    };
    (0..entries.len()).map(entry).collect()
}

/// Returns a node of that name. `rest` is its weight, its options or a member, or `undefined`.
pub(crate) fn node(env: Env, name: Argument<'_, Utf16String>, rest: Argument<'_, f64>) -> Result<Node> {
    let node = Node::new(field(env, name, Field::Name)?);
    match rest {
        Either::B(other) if other.get_type()? == ValueType::Undefined => Ok(node),
        Either::B(other) => with_options(env, node, other),
        number => with_weight(env, node, number),
    }
}

fn with_options(env: Env, mut node: Node, options: Unknown<'_>) -> Result<Node> {
    let name = node.name().to_owned();
    let expected = Expected::new("options", "a weight or an object is needed").for_node(&name);
    let options = argument::options(env, options, expected, KNOWN)?;
    if let Some(own) = options.get("name")? {
        let own = field(env, own, Field::Name)?;
        if own != name {
            let expected = Expected::new("name", "it must be the one that the node is given under").for_node(&name);
            return Err(Error::wrong_type(env, expected.message(format_args!("{own:?}"))));
        }
    }
    if let Some(weight) = options.get("weight")? {
        node = with_weight(env, node, weight)?;
    }
    if let Some(zone) = nullable(&options, "zone")? {
        node = node.with_zone(field(env, zone, Field::Zone)?);
    }
    if let Some(identity) = nullable(&options, "identity")? {
        node = node.with_identity(field(env, identity, Field::Identity)?);
    }
    if let Some(vnodes) = options.get("vnodes")? {
        node = node.with_vnodes(integer(env, vnodes, Expected::integer("vnodes").for_node(&name))?);
    }
    if let Some(points) = options.get("points")? {
        node = node.with_points(points_of(env, &name, points)?);
    }
    Ok(node)
}

/// Returns the points of the node of that name.
fn points_of(env: Env, name: &str, points: Argument<'_, Array<'_>>) -> Result<Vec<i128>> {
    match points {
        Either::A(points) => (0..points.len()).map(|index| point(env, name, points.get_element(index)?)).collect(),
        Either::B(other) => Err(Expected::new("points", "an array of integers is needed").for_node(name).wrong_type(env, other)),
    }
}

/// Returns a point: an integer, or its digits, because JSON has no bigint.
fn point(env: Env, name: &str, point: Argument<'_, String>) -> Result<i128> {
    let expected = Expected::integer("point").for_node(name);
    match point {
        Either::A(digits) => digits.parse().map_err(|_| Error::wrong_type(env, expected.message(format_args!("{digits:?}")))),
        Either::B(other) => exact(env, other, expected),
    }
}

fn with_weight(env: Env, node: Node, weight: Argument<'_, f64>) -> Result<Node> {
    let weight = self::weight(env, node.name(), weight)?;
    Ok(node.with_weight(weight))
}

/// Returns the weight of the node of that name.
pub(crate) fn weight(env: Env, name: &str, weight: Argument<'_, f64>) -> Result<i64> {
    integer(env, weight, Expected::new("weight", "a weight is an integer").for_node(name))
}

/// A member, as users see it, without its `meta`.
#[napi(object, object_from_js = false)]
pub(crate) struct Member {
    pub name: String,
    pub identity: Either<String, Null>,
    pub weight: i64,
    pub zone: Either<String, Null>,
    pub vnodes: Option<i64>,
    pub points: Option<Vec<i128>>,
}

impl From<&Node> for Member {
    fn from(node: &Node) -> Self {
        Member {
            name: node.name().to_owned(),
            identity: Either::A(node.identity().to_owned()),
            weight: node.weight(),
            zone: node.zone().map_or(Either::B(Null), |zone| Either::A(zone.to_owned())),
            vnodes: node.vnodes(),
            points: node.points().map(<[i128]>::to_vec),
        }
    }
}

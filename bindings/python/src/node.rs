//! Nodes as arguments and as results.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyMapping, PyString, PyTuple, PyType};
use ringwise::binding::{HandleOptions, members_for, unknown_option};
use ringwise::{Builder, Changes, HashRing as Ring, Node};

use crate::error::{Expected, exception, other_name};
use crate::handle::HashRing;
use crate::{integer, text};

/// The keys of a mapping that describes a node. `Node._asdict()` has the name too.
const OPTIONS: &[&str] = &["name", "weight", "zone", "identity", "meta", "vnodes", "points"];

/// The metas of nodes, by name.
type Metas = Vec<(String, Py<PyAny>)>;

/// A node that a user describes.
pub(crate) struct NodeInput {
    pub(crate) node: Node,
    pub(crate) meta: Option<Py<PyAny>>,
}

/// The fields of a node other than its name, not read yet.
#[derive(Default)]
pub(crate) struct NodeFields<'py> {
    pub(crate) weight: Option<Bound<'py, PyAny>>,
    pub(crate) zone: Option<Bound<'py, PyAny>>,
    pub(crate) identity: Option<Bound<'py, PyAny>>,
    pub(crate) meta: Option<Bound<'py, PyAny>>,
    pub(crate) vnodes: Option<Bound<'py, PyAny>>,
    pub(crate) points: Option<Bound<'py, PyAny>>,
}

impl NodeInput {
    pub(crate) fn new(name: &str, said: NodeFields<'_>) -> PyResult<Self> {
        let mut node = Node::new(name);
        if let Some(weight) = said.weight {
            node = node.with_weight(integer::weight(&weight, name)?);
        }
        if let Some(zone) = said.zone.map_or(Ok(None), |zone| text::zone(&zone, name))? {
            node = node.with_zone(zone);
        }
        if let Some(identity) = said.identity.map_or(Ok(None), |identity| text::identity(&identity, name))? {
            node = node.with_identity(identity);
        }
        if let Some(vnodes) = unless_none(said.vnodes) {
            node = node.with_vnodes(integer::node_vnodes(&vnodes, name)?);
        }
        if let Some(points) = unless_none(said.points) {
            node = with_points(node, &points)?;
        }
        let meta = unless_none(said.meta).map(Bound::unbind);
        Ok(NodeInput { node, meta })
    }

    /// Separates the nodes from their metas.
    fn split(given: Vec<NodeInput>) -> (Vec<Node>, Metas) {
        let mut metas = Vec::new();
        let apart = |NodeInput { node, meta }: NodeInput| {
            metas.extend(meta.map(|meta| (node.name().to_owned(), meta)));
            node
        };
        (given.into_iter().map(apart).collect(), metas)
    }

    /// Reads an item of an iterable: a name or a `ringwise.Node`.
    fn alone(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            return NodeInput::new(&text::name(object)?, NodeFields::default());
        }
        if !is_node(object)? {
            let right = "a name or a Node is needed; weights come in a mapping of names to weights";
            return Err(Expected::new("node", right).wrong_type(object));
        }
        let (name, said) = fields(object)?;
        NodeInput::new(&text::name(&name)?, said)
    }

    /// Reads an item of a mapping: a name with a weight, with options or with a `ringwise.Node`.
    fn under(name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let name = text::name(name)?;
        if is_node(value)? {
            let (own, said) = fields(value)?;
            check_same(&name, &own)?;
            return NodeInput::new(&name, said);
        }
        match value.cast::<PyMapping>() {
            Ok(options) => NodeInput::new(&name, options_of(&name, options)?),
            Err(_) => NodeInput::new(&name, NodeFields { weight: Some(value.clone()), ..NodeFields::default() }),
        }
    }
}

/// The nodes that a user gives: a collection, or the members of a ring.
pub(crate) enum Nodes<'py> {
    Some(Vec<NodeInput>),
    OfRing(Bound<'py, HashRing>),
}

impl<'py> Nodes<'py> {
    /// Reads the nodes of a ring: another ring, names and nodes, or a mapping of names to weights, options or nodes.
    pub(crate) fn read(nodes: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(ring) = nodes.cast::<HashRing>() {
            return Ok(Nodes::OfRing(ring.clone()));
        }
        if let Ok(mapping) = nodes.cast::<PyMapping>() {
            let items = mapping.items()?;
            let read = items.iter().map(|item| item.extract().and_then(|(name, value)| NodeInput::under(&name, &value)));
            return read.collect::<PyResult<_>>().map(Nodes::Some);
        }
        let expected =
            Expected::new("nodes", "an iterable of names or Nodes, a mapping of names to weights or options, or a HashRing is needed");
        // A name is an iterable of characters, and a node one of fields, but that is never what the caller wants.
        if nodes.is_instance_of::<PyString>() || is_node(nodes)? {
            return Err(expected.wrong_type(nodes));
        }
        expected.iterate(nodes)?.map(|node| NodeInput::alone(&node?)).collect::<PyResult<_>>().map(Nodes::Some)
    }

    /// Returns a builder that has the nodes, and the options if they are those of a ring; and the metas.
    pub(crate) fn into_builder(self, py: Python<'_>) -> (Builder, HandleOptions, Metas) {
        match self {
            Nodes::Some(nodes) => {
                let (nodes, metas) = NodeInput::split(nodes);
                (Ring::builder().nodes(nodes), HandleOptions::default(), metas)
            }
            Nodes::OfRing(ring) => {
                let handle = ring.get();
                let (ring, metas) = handle.attached.whole(py);
                (ring.to_builder(), handle.options.copied(&handle.ring), metas.named(py, &ring))
            }
        }
    }

    /// Returns the nodes as a ring of that profile takes them over, and the metas.
    pub(crate) fn into_members(self, py: Python<'_>, profile: &str) -> (Vec<Node>, Metas) {
        match self {
            Nodes::Some(nodes) => NodeInput::split(nodes),
            Nodes::OfRing(ring) => {
                let (ring, metas) = ring.get().attached.whole(py);
                (members_for(&ring, profile), metas.named(py, &ring))
            }
        }
    }
}

/// Keeps an argument that was given even if it is `None`, so that `weight=None` is refused.
pub(crate) fn keep_none<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(Some(object.clone()))
}

/// Returns an argument unless it is `None`, which means that there is no value.
fn unless_none(given: Option<Bound<'_, PyAny>>) -> Option<Bound<'_, PyAny>> {
    given.filter(|object| !object.is_none())
}

/// Adds points to a node. They are read one by one, because the core takes no more than a ring can have.
fn with_points(node: Node, points: &Bound<'_, PyAny>) -> PyResult<Node> {
    let name = node.name().to_owned();
    let expected = Expected::new("points", "an iterable of integers is needed").for_node(&name);
    let mut done = Ok(());
    let read =
        |point: PyResult<Bound<'_, PyAny>>| point.and_then(|point| integer::point(&point, &name)).map_err(|error| done = Err(error)).ok();
    let node = node.with_points(expected.iterate(points)?.map_while(read));
    done.map(|()| node)
}

/// Returns the fields in a mapping.
fn options_of<'py>(name: &str, options: &Bound<'py, PyMapping>) -> PyResult<NodeFields<'py>> {
    let mut said = NodeFields::default();
    for item in options.items()?.iter() {
        let (option, value) = item.extract::<(Bound<'py, PyAny>, Bound<'py, PyAny>)>()?;
        match text::node_option(&option, name)?.as_str() {
            "name" => check_same(name, &value)?,
            "weight" => said.weight = Some(value),
            "zone" => said.zone = Some(value),
            "identity" => said.identity = Some(value),
            "meta" => said.meta = Some(value),
            "vnodes" => said.vnodes = Some(value),
            "points" => said.points = Some(value),
            other => return Err(exception(unknown_option(other, OPTIONS))),
        }
    }
    Ok(said)
}

/// Returns the name and the other fields of a `ringwise.Node`.
fn fields<'py>(node: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyAny>, NodeFields<'py>)> {
    let (name, identity, weight, zone, meta, vnodes, points) = node.extract()?;
    let said = NodeFields { weight: Some(weight), zone, identity, meta, vnodes, points };
    Ok((name, said))
}

fn check_same(name: &str, other: &Bound<'_, PyAny>) -> PyResult<()> {
    let other = text::name(other)?;
    if other == name { Ok(()) } else { Err(other_name(name, &other)) }
}

fn is_node(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    object.is_instance(class(object.py())?)
}

fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static NODE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    NODE.import(py, "ringwise._types", "Node")
}

/// Returns a member as a `ringwise.Node`.
pub(crate) fn to_python<'py>(py: Python<'py>, node: &Node, meta: Option<Py<PyAny>>) -> PyResult<Bound<'py, PyAny>> {
    let points = node.points().map(|points| PyTuple::new(py, points)).transpose()?;
    class(py)?.call1((node.name(), node.identity(), node.weight(), node.zone(), meta, node.vnodes(), points))
}

/// Returns the changes of `set_nodes` as a `ringwise.Changes`.
pub(crate) fn changes(py: Python<'_>, changes: Changes) -> PyResult<Bound<'_, PyAny>> {
    static CHANGES: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CHANGES.import(py, "ringwise._types", "Changes")?.call1((changes.added, changes.removed, changes.changed, changes.reidentified))
}

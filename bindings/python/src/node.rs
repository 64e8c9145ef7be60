//! Nodes as users give them, and as they get them back.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyMapping, PyString, PyType};
use ringwise::{Changes, Error, Node};

use crate::error::{exception, wrong_type};
use crate::{integer, text};

/// What a mapping of options may say of a node.
const OPTIONS: &[&str] = &["weight", "zone", "identity", "meta"];

/// A node that a user describes.
pub(crate) struct Given {
    pub(crate) node: Node,
    pub(crate) meta: Option<Py<PyAny>>,
}

impl Given {
    pub(crate) fn new(name: String, weight: i64, zone: Option<String>, identity: Option<String>, meta: Option<Py<PyAny>>) -> Self {
        let mut node = Node::new(name).with_weight(weight);
        if let Some(zone) = zone {
            node = node.with_zone(zone);
        }
        if let Some(identity) = identity {
            node = node.with_identity(identity);
        }
        Given { node, meta }
    }

    /// Takes the nodes apart from what users attach to them.
    pub(crate) fn split(given: Vec<Given>) -> (Vec<Node>, Vec<(String, Py<PyAny>)>) {
        let mut metas = Vec::new();
        let apart = |Given { node, meta }: Given| {
            metas.extend(meta.map(|meta| (node.name().to_owned(), meta)));
            node
        };
        (given.into_iter().map(apart).collect(), metas)
    }

    /// Reads a value that may be a name's: its weight, or its options.
    fn of(name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let name = text::name(name)?;
        let read = match value.cast::<PyMapping>() {
            Ok(options) => Self::with_options(&name, options),
            Err(_) => integer::weight(value).map(|weight| Given::new(name.clone(), weight, None, None, None)),
        };
        read.map_err(|error| within(value.py(), error, &format!("node {name:?}")))
    }

    fn with_options(name: &str, options: &Bound<'_, PyMapping>) -> PyResult<Self> {
        let (mut weight, mut zone, mut identity, mut meta) = (1, None, None, None);
        for item in options.items()?.iter() {
            let (option, value) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            match text::option(&option)?.as_str() {
                "weight" => weight = integer::weight(&value)?,
                "zone" => zone = text::zone(&value)?,
                "identity" => identity = text::identity(&value)?,
                "meta" => meta = attached(value),
                other => return Err(exception(Error::unknown_option(other, OPTIONS))),
            }
        }
        Ok(Given::new(name.to_owned(), weight, zone, identity, meta))
    }
}

/// Reads the nodes of a ring: names, or a mapping of names to weights or to options.
pub(crate) fn read_all(nodes: &Bound<'_, PyAny>) -> PyResult<Vec<Given>> {
    if let Ok(mapping) = nodes.cast::<PyMapping>() {
        let items = mapping.items()?;
        return items.iter().map(|item| item.extract().and_then(|(name, value)| Given::of(&name, &value))).collect();
    }
    // One name is a list of letters, and never meant as that.
    if nodes.is_instance_of::<PyString>() {
        return Err(wrong_type("nodes are an iterable of names or a mapping", nodes));
    }
    nodes.try_iter()?.map(|name| Ok(Given::new(text::name(&name?)?, 1, None, None, None))).collect()
}

/// Returns what a user attaches to a node: `None` is nothing.
pub(crate) fn attached(meta: Bound<'_, PyAny>) -> Option<Py<PyAny>> {
    (!meta.is_none()).then(|| meta.unbind())
}

/// Says in a `TypeError` what it is about: Python says it of an argument, but not of what is inside one.
fn within(py: Python<'_>, error: PyErr, place: &str) -> PyErr {
    if error.is_instance_of::<PyTypeError>(py) { PyTypeError::new_err(format!("{place}: {}", error.value(py))) } else { error }
}

/// Returns a member as a `ringwise.Node`.
pub(crate) fn shown<'py>(py: Python<'py>, node: &Node, meta: Option<Py<PyAny>>) -> PyResult<Bound<'py, PyAny>> {
    static NODE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    NODE.import(py, "ringwise._types", "Node")?.call1((node.name(), node.identity(), node.weight(), node.zone(), meta))
}

/// Returns the changes of `set_nodes` as a `ringwise.Changes`.
pub(crate) fn changes(py: Python<'_>, changes: Changes) -> PyResult<Bound<'_, PyAny>> {
    static CHANGES: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CHANGES.import(py, "ringwise._types", "Changes")?.call1((changes.added, changes.removed, changes.changed, changes.reidentified))
}

//! What makes a ring again: its options, its nodes, and what users attached to them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use ringwise::{HashRing, Node};

use crate::meta::Metas;
use crate::options;

/// What pickle asks for: what makes the ring, its arguments, and what its `__setstate__` takes.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyDict>,), Option<Bound<'py, PyDict>>);

/// Returns how to make a ring of this class again. The metas come apart from it: one of them may hold the ring.
pub(crate) fn reduced<'py>(class: Bound<'py, PyType>, ring: &HashRing, metas: &Metas) -> PyResult<Reduced<'py>> {
    static PARTIAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = class.py();
    let (nodes, attached) = (PyDict::new(py), PyDict::new(py));
    for member in ring.nodes() {
        nodes.set_item(member.name(), node(py, member)?)?;
        if let Some(meta) = metas.of(py, ring, member.name()) {
            attached.set_item(member.name(), meta)?;
        }
    }
    let make = PARTIAL.import(py, "functools", "partial")?.call((class,), Some(&options::shown(py, ring.options())?))?;
    Ok((make, (nodes,), (!attached.is_empty()).then_some(attached)))
}

/// Returns a member's options, as `HashRing({name: options})` takes them.
fn node<'py>(py: Python<'py>, node: &Node) -> PyResult<Bound<'py, PyDict>> {
    let options = PyDict::new(py);
    options.set_item("weight", node.weight())?;
    options.set_item("zone", node.zone())?;
    // An identity that is implied by the place is so again.
    options.set_item("identity", (!node.has_implied_identity()).then_some(node.identity()))?;
    if let Some(vnodes) = node.vnodes() {
        options.set_item("vnodes", vnodes)?;
    }
    if let Some(points) = node.points() {
        options.set_item("points", points)?;
    }
    Ok(options)
}

//! What makes a ring again: its options, its nodes, and what users attached to them.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use ringwise::{HashRing, Node};

use crate::meta::Metas;

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
    let make = PARTIAL.import(py, "functools", "partial")?.call((class,), Some(&options(py, ring)?))?;
    Ok((make, (nodes,), (!attached.is_empty()).then_some(attached)))
}

/// Returns the options in force, as `HashRing(**options)` takes them.
pub(crate) fn options<'py>(py: Python<'py>, ring: &HashRing) -> PyResult<Bound<'py, PyDict>> {
    let (options, in_force) = (PyDict::new(py), ring.options());
    options.set_item("vnodes", in_force.vnodes())?;
    options.set_item("seed", in_force.seed())?;
    options.set_item("hash_tag", in_force.hash_tag())?;
    options.set_item("zones", in_force.zones().to_string())?;
    options.set_item("replication_factor", in_force.replication_factor())?;
    options.set_item("load_factor", in_force.load_factor())?;
    Ok(options)
}

/// Returns a member's options, as `HashRing({name: options})` takes them.
fn node<'py>(py: Python<'py>, node: &Node) -> PyResult<Bound<'py, PyDict>> {
    let options = PyDict::new(py);
    options.set_item("weight", node.weight())?;
    options.set_item("zone", node.zone())?;
    options.set_item("identity", node.identity())?;
    Ok(options)
}

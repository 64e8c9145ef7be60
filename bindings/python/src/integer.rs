//! Integers of any size, as core takes them.

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBool;

use crate::error::Words;

/// Reads the weight of a node.
pub(crate) fn weight(object: &Bound<'_, PyAny>, node: &str) -> PyResult<i64> {
    read(object, Words::new("weight", "a weight is an integer").for_node(node))
}

/// Reads how many virtual nodes a unit of weight has.
pub(crate) fn vnodes(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("vnodes"))
}

/// Reads a seed.
pub(crate) fn seed(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("seed"))
}

/// Reads how many nodes are meant to hold a key.
pub(crate) fn replication_factor(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("replication factor"))
}

/// Reads how much of its fair part a node takes at most, in percent.
pub(crate) fn load_factor(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("load factor"))
}

/// Reads how many successes in a row bring a node up.
pub(crate) fn rise(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("rise"))
}

/// Reads how many failures in a row take a node down.
pub(crate) fn fall(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("fall"))
}

/// Reads how many probes run at once.
pub(crate) fn concurrency(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Words::integer("concurrency"))
}

/// Reads how many nodes are wanted; `None` where that is left open.
pub(crate) fn count(object: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    if object.is_none() {
        return Ok(None);
    }
    let right = "a count is an integer from 0 up";
    let count = read(object, Words::new("count", right))?;
    if count < 0 {
        return Err(PyValueError::new_err(format!("count {count}: {right}")));
    }
    // What does not fit is more than any ring has.
    Ok(Some(usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Reads how many nodes hold a key.
pub(crate) fn replicas(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    let right = "an integer from 0 up is needed";
    let replicas = read(object, Words::new("replicas", right))?;
    // What does not fit is more than core takes for any ring.
    if replicas < 0 {
        Err(PyValueError::new_err(format!("replicas {replicas}: {right}")))
    } else {
        Ok(usize::try_from(replicas).unwrap_or(usize::MAX))
    }
}

/// Reads an integer. One beyond 64 bits becomes the nearest that is not, which is beyond every limit of core too.
///
/// A `bool` is none here: a weight of `True` is a mistake.
fn read(object: &Bound<'_, PyAny>, words: Words<'_>) -> PyResult<i64> {
    if object.is_instance_of::<PyBool>() {
        return Err(words.wrong_type(object));
    }
    match object.extract::<i64>() {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => nearest(object),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(words.wrong_type(object)),
        done => done,
    }
}

fn nearest(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    let negative = object.call_method0("__index__")?.lt(0)?;
    Ok(if negative { i64::MIN } else { i64::MAX })
}

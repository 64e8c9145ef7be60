//! Integers of any size, as core takes them.

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBool;

use crate::error::wrong_type;

/// Reads a weight.
pub(crate) fn weight(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "a weight is an integer")
}

/// Reads how many virtual nodes a unit of weight has.
pub(crate) fn vnodes(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "vnodes is an integer")
}

/// Reads a seed.
pub(crate) fn seed(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "a seed is an integer")
}

/// Reads how many nodes are meant to hold a key.
pub(crate) fn replication_factor(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "a replication factor is an integer")
}

/// Reads how much of its fair part a node takes at most, in percent.
pub(crate) fn load_factor(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "a load factor is an integer")
}

/// Reads how many successes in a row bring a node up.
pub(crate) fn rise(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "rise is an integer")
}

/// Reads how many failures in a row take a node down.
pub(crate) fn fall(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "fall is an integer")
}

/// Reads how many probes run at once.
pub(crate) fn concurrency(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, "concurrency is an integer")
}

/// Reads how many nodes are wanted; `None` where that is left open.
pub(crate) fn count(object: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    if object.is_none() {
        return Ok(None);
    }
    let count = read(object, "a count is an integer")?;
    if count < 0 {
        return Err(PyValueError::new_err(format!("count {count}: a count is an integer from 0")));
    }
    // What does not fit is more than any ring has.
    Ok(Some(usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Reads an integer. One beyond 64 bits becomes the nearest that is not, which is beyond every limit of core too.
///
/// A `bool` is none here: a weight of `True` is a mistake.
fn read(object: &Bound<'_, PyAny>, wanted: &str) -> PyResult<i64> {
    if object.is_instance_of::<PyBool>() {
        return Err(wrong_type(wanted, object));
    }
    match object.extract::<i64>() {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => nearest(object),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(wrong_type(wanted, object)),
        done => done,
    }
}

fn nearest(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    let negative = object.call_method0("__index__")?.lt(0)?;
    Ok(if negative { i64::MIN } else { i64::MAX })
}

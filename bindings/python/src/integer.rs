//! Integer arguments of any size, converted for the core.

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBool;
use ringwise::binding::LOAD_FACTOR;

use crate::error::Expected;

/// Reads the weight of a node.
pub(crate) fn weight(object: &Bound<'_, PyAny>, node: &str) -> PyResult<i64> {
    read(object, Expected::new("weight", "a weight is an integer").for_node(node))
}

/// Reads the number of labels of a node.
pub(crate) fn node_vnodes(object: &Bound<'_, PyAny>, node: &str) -> PyResult<i64> {
    read(object, Expected::integer("vnodes").for_node(node))
}

/// Reads the position of a point.
pub(crate) fn point(object: &Bound<'_, PyAny>, node: &str) -> PyResult<i128> {
    read(object, Expected::integer("point").for_node(node))
}

/// Reads a load factor.
pub(crate) fn load_factor(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Expected::integer(LOAD_FACTOR.name))
}

/// Reads the number of consecutive successes after which a node is up.
pub(crate) fn rise(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Expected::integer("rise"))
}

/// Reads the number of consecutive failures after which a node is down.
pub(crate) fn fall(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Expected::integer("fall"))
}

/// Reads the number of probes that run at once.
pub(crate) fn concurrency(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    read(object, Expected::integer("concurrency"))
}

/// Reads an option that is an integer, or an integer in an option.
pub(crate) fn value(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<i64> {
    read(object, expected)
}

/// Reads a key that is a number.
pub(crate) fn key(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    within(object, "key", 0, u64::MAX.into()).map(|key| key as u64)
}

/// Reads the number of buckets.
pub(crate) fn buckets(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    within(object, "buckets", 0, u32::MAX.into()).map(|buckets| buckets as u32)
}

/// Reads the length of a list; `None` is the default length.
pub(crate) fn count(object: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    if object.is_none() {
        return Ok(None);
    }
    let right = "a count is an integer from 0 up";
    let count = read::<i64>(object, Expected::new("count", right))?;
    if count < 0 {
        return Err(PyValueError::new_err(format!("count {count}: {right}")));
    }
    // A number that does not fit is more than any ring has.
    Ok(Some(usize::try_from(count).unwrap_or(usize::MAX)))
}

/// Reads the number of nodes that hold a key.
pub(crate) fn replicas(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    let right = "an integer from 0 up is needed";
    let replicas = read::<i64>(object, Expected::new("replicas", right))?;
    // A number that does not fit is more than the core accepts for any ring.
    if replicas < 0 {
        Err(PyValueError::new_err(format!("replicas {replicas}: {right}")))
    } else {
        Ok(usize::try_from(replicas).unwrap_or(usize::MAX))
    }
}

/// Reads an integer whose range the core does not check.
pub(crate) fn within(object: &Bound<'_, PyAny>, what: &str, least: u128, most: u128) -> PyResult<u128> {
    let integer = read::<i128>(object, Expected::integer(what))?;
    u128::try_from(integer)
        .ok()
        .filter(|integer| (least..=most).contains(integer))
        .ok_or_else(|| PyValueError::new_err(format!("{what} {integer}: an integer from {least} to {most}")))
}

/// Reads an integer of any size. One that does not fit in 128 bits becomes the nearest that does.
pub(crate) fn any(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<i128> {
    read(object, expected)
}

/// Reads an integer. One that does not fit becomes the nearest that does, which exceeds every limit of the core too.
///
/// A `bool` is refused: a weight of `True` is a mistake.
fn read<T: Bounded>(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<T> {
    if object.is_instance_of::<PyBool>() {
        return Err(expected.wrong_type(object));
    }
    match T::extract(object) {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => nearest(object),
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(expected.wrong_type(object)),
        done => done,
    }
}

fn nearest<T: Bounded>(object: &Bound<'_, PyAny>) -> PyResult<T> {
    let negative = object.call_method0("__index__")?.lt(0)?;
    Ok(if negative { T::LEAST } else { T::MOST })
}

/// An integer type with its limits.
trait Bounded: Sized {
    const LEAST: Self;
    const MOST: Self;

    fn extract(object: &Bound<'_, PyAny>) -> PyResult<Self>;
}

impl Bounded for i64 {
    const LEAST: Self = i64::MIN;
    const MOST: Self = i64::MAX;

    fn extract(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        object.extract()
    }
}

impl Bounded for i128 {
    const LEAST: Self = i128::MIN;
    const MOST: Self = i128::MAX;

    fn extract(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        object.extract()
    }
}

//! The classes `Range` and `Move`: ranges of positions.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::error::Expected;
use crate::integer;

/// The number of positions in most key spaces, which is also the largest.
const WHOLE: u128 = 1 << 64;

/// The positions after `start` up to and including `end`, clockwise.
///
/// If `start` is not less than `end`, the range wraps around the end of the key space. If they are equal, it is the
/// whole key space, which ringwise writes as `Range(0, 0)`. `total` is the number of positions in the key space, so
/// that `position in range` and `size` are exact.
///
/// To find out whether a key is in a range, use `ring.position(key)`. `position in range` raises `TypeError` if that is
/// not an integer.
///
/// Raises `ValueError` if `start` or `end` is not a position, or if `total` is not from 1 to 2**64.
///
/// >>> ring = HashRing(["a", "b"])
/// >>> any(ring.position("user:42") in owned for owned in ring.ranges(ring["user:42"]))
/// True
/// >>> Range(250, 4, total=256).size
/// 10
#[pyclass(frozen, eq, hash, module = "ringwise")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Range {
    /// The position before the first.
    #[pyo3(get)]
    start: u64,
    /// The last position.
    #[pyo3(get)]
    end: u64,
    /// The number of positions in the key space.
    #[pyo3(get)]
    total: u128,
}

impl Range {
    pub(crate) fn from_core(range: ringwise::Range, total: u128) -> Self {
        Range { start: range.start, end: range.end, total }
    }

    /// Reads a range that a user describes.
    fn read(start: &Bound<'_, PyAny>, end: &Bound<'_, PyAny>, total: u128) -> PyResult<Self> {
        let position = |object, what| integer::within(object, what, 0, total - 1).map(|position| position as u64);
        Ok(Range { start: position(start, "start")?, end: position(end, "end")?, total })
    }

    fn len(self) -> u128 {
        let len = (u128::from(self.end) + self.total - u128::from(self.start)) % self.total;
        if len == 0 { self.total } else { len }
    }

    fn has(self, position: &Bound<'_, PyAny>) -> PyResult<bool> {
        let position = integer::any(position, Expected::new("position", "an integer is needed, as position(key) returns it"))?;
        let Some(position) = u128::try_from(position).ok().filter(|&position| position < self.total) else { return Ok(false) };
        let steps = (position + self.total - u128::from(self.start)) % self.total;
        // The start itself comes last, after a whole turn: only the whole key space contains it.
        Ok(if steps == 0 { self.len() == self.total } else { steps <= self.len() })
    }

    /// Returns the end of the text of a range, which omits the usual total.
    fn of_total(self) -> String {
        if self.total == WHOLE { String::new() } else { format!(", total={}", self.total) }
    }
}

#[pymethods]
impl Range {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str) {
        ("start", "end")
    }

    #[new]
    #[pyo3(signature = (start, end, total = WHOLE), text_signature = "(start, end, total=18446744073709551616)")]
    fn new(start: &Bound<'_, PyAny>, end: &Bound<'_, PyAny>, #[pyo3(from_py_with = total)] total: u128) -> PyResult<Self> {
        Self::read(start, end, total)
    }

    /// The number of positions in the range.
    #[getter]
    fn size(&self) -> u128 {
        self.len()
    }

    fn __contains__(&self, position: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.has(position)
    }

    fn __repr__(&self) -> String {
        format!("Range(start={}, end={}{})", self.start, self.end, self.of_total())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (u64, u64, u128)) {
        let Range { start, end, total } = *slf.get();
        (slf.get_type().into_any(), (start, end, total))
    }
}

/// Reads the number of positions in a key space.
fn total(object: &Bound<'_, PyAny>) -> PyResult<u128> {
    integer::within(object, "total", 1, WHOLE)
}

/// Reads an index in a list of nodes.
fn rank(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    integer::within(object, "rank", 0, usize::MAX as u128).map(|rank| rank as usize)
}

/// The positions after `start` up to and including `end`, clockwise, whose keys a node receives.
///
/// `start`, `end`, `total`, `size` and `position in move` are as in `Range`.
///
/// >>> [move] = HashRing(["a"]).plan(HashRing(["b"]))
/// >>> move
/// Move(start=0, end=0, rank=0, source='a', target='b')
/// >>> 7 in move, move.size == move.total
/// (True, True)
#[pyclass(frozen, module = "ringwise")]
pub(crate) struct Move {
    range: Range,
    /// The index of the target in the key's list of nodes afterwards, from 0.
    #[pyo3(get)]
    rank: usize,
    /// The node to copy the keys from: one that loses them, else one that keeps them; `None` if the ring before has no
    /// node.
    #[pyo3(get)]
    source: Option<Py<PyString>>,
    /// The node that receives the keys.
    #[pyo3(get)]
    target: Option<Py<PyString>>,
}

impl Move {
    pub(crate) fn from_core(moved: ringwise::Move, total: u128, source: Option<Py<PyString>>, target: Option<Py<PyString>>) -> Self {
        Move { range: Range { start: moved.start, end: moved.end, total }, rank: moved.rank, source, target }
    }

    /// Returns its fields as a tuple, the total last.
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Range { start, end, total } = self.range;
        (start, end, self.rank, &self.source, &self.target, total).into_pyobject(py)
    }
}

#[pymethods]
impl Move {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        ("start", "end", "rank", "source", "target")
    }

    #[new]
    #[pyo3(
        signature = (start, end, rank, source, target, total = WHOLE),
        text_signature = "(start, end, rank, source, target, total=18446744073709551616)"
    )]
    fn new(
        start: &Bound<'_, PyAny>,
        end: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = rank)] rank: usize,
        source: Option<Py<PyString>>,
        target: Py<PyString>,
        #[pyo3(from_py_with = total)] total: u128,
    ) -> PyResult<Self> {
        Ok(Move { range: Range::read(start, end, total)?, rank, source, target: Some(target) })
    }

    /// The position before the first.
    #[getter]
    fn start(&self) -> u64 {
        self.range.start
    }

    /// The last position.
    #[getter]
    fn end(&self) -> u64 {
        self.range.end
    }

    /// The number of positions in the key space.
    #[getter]
    fn total(&self) -> u128 {
        self.range.total
    }

    /// The number of positions in the move.
    #[getter]
    fn size(&self) -> u128 {
        self.range.len()
    }

    fn __contains__(&self, position: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.range.has(position)
    }

    fn __eq__(&self, other: &Self, py: Python<'_>) -> PyResult<bool> {
        Ok(self.range == other.range && self.rank == other.rank && self.fields(py)?.eq(other.fields(py)?)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        (self.range, self.rank).hash(&mut hasher);
        for name in [&self.source, &self.target] {
            name.as_ref().map(|name| name.bind(py).hash()).transpose()?.hash(&mut hasher);
        }
        Ok(hasher.finish())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let Range { start, end, .. } = self.range;
        let names = (&self.source, &self.target).into_pyobject(py)?;
        let (source, target) = (names.get_item(0)?.repr()?, names.get_item(1)?.repr()?);
        Ok(format!("Move(start={start}, end={end}, rank={}, source={source}, target={target}{})", self.rank, self.range.of_total()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        Ok((slf.get_type().into_any(), slf.get().fields(slf.py())?))
    }
}

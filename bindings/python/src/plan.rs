//! The class `Plan`: the moves between two rings.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{PyTraverseError, pyclass};
use ringwise::Moves;

use crate::handle::HashRing;
use crate::key::Key;
use crate::positions::Move;
use crate::work::run_interruptibly;

/// The moves from one ring to another, as `HashRing.plan` returns them. Iterating yields every `Move`, in ring order.
///
/// A plan holds the two rings as they were, not a list of moves: it finds these while you iterate.
///
/// >>> before, after = HashRing(["a", "b"]), HashRing(["a", "b", "c"])
/// >>> plan = before.plan(after)
/// >>> {move.target for move in plan}
/// {'c'}
/// >>> plan.moved == plan.minimum == after.shares()["c"].parts
/// True
#[pyclass(frozen, module = "ringwise")]
pub(crate) struct Plan {
    plan: Arc<ringwise::Plan>,
    rings: Rings,
}

/// What moves need from their plan: the rings, for the names of nodes, and the number of positions.
struct Rings {
    before: Py<HashRing>,
    after: Py<HashRing>,
    total: u128,
}

impl Plan {
    pub(crate) fn new(plan: ringwise::Plan, before: &Bound<'_, HashRing>, after: &Bound<'_, HashRing>) -> Self {
        let rings = Rings { before: before.clone().unbind(), after: after.clone().unbind(), total: plan.total() };
        Plan { plan: Arc::new(plan), rings }
    }
}

impl Rings {
    /// Returns a move with the names of its nodes.
    fn to_python(&self, py: Python<'_>, moved: ringwise::Move) -> Move {
        let name = |ring: &Py<HashRing>, id| ring.get().name(py, id).map(|name| name.clone().unbind());
        let source = moved.source.and_then(|id| name(&self.before, id));
        Move::from_core(moved, self.total, source, name(&self.after, moved.target))
    }

    fn clone_ref(&self, py: Python<'_>) -> Self {
        Rings { before: self.before.clone_ref(py), after: self.after.clone_ref(py), total: self.total }
    }

    fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.before)?;
        visit.call(&self.after)
    }
}

#[pymethods]
impl Plan {
    /// The number of positions in the key space: 2**64 on a native ring.
    #[getter]
    fn total(&self) -> u128 {
        self.plan.total()
    }

    /// The number of positions that move to a node that did not hold them before, counted once for each such node.
    #[getter]
    fn moved(&self) -> u128 {
        self.plan.moved()
    }

    /// The least number of positions that has to move, given what each node holds before and after.
    #[getter]
    fn minimum(&self) -> u128 {
        self.plan.minimum()
    }

    /// `moved` as a fraction of `total`; with several replicas it may exceed 1.
    #[getter]
    fn moved_fraction(&self) -> f64 {
        self.plan.moved_fraction()
    }

    /// `minimum` as a fraction of `total`.
    #[getter]
    fn minimum_fraction(&self) -> f64 {
        self.plan.minimum_fraction()
    }

    /// Return the moves that a key is part of: none if it is already on all its nodes.
    ///
    /// While keys are being copied, the sources are where to look for a key that its new node does not have yet.
    ///
    /// >>> [(move.source, move.target) for move in HashRing(["a"]).plan(HashRing(["b"])).moves_of("user:42")]
    /// [('a', 'b')]
    #[pyo3(signature = (key, /))]
    fn moves_of(&self, key: &Bound<'_, PyAny>) -> PyResult<Vec<Move>> {
        let bytes = Key::read(key)?;
        Ok(self.plan.moves_of(bytes.as_ref()).into_iter().map(|moved| self.rings.to_python(key.py(), moved)).collect())
    }

    /// Return the number of positions that move from one node to another, by pairs `(source, target)`.
    ///
    /// Pairs without positions are left out. The source is `None` if the ring before has no node.
    ///
    /// >>> HashRing(["a"]).plan(HashRing(["b"])).totals() == {("a", "b"): 2**64}
    /// True
    fn totals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let totals = PyDict::new(py);
        for (source, target, parts) in self.plan.totals() {
            totals.set_item((source, target), parts)?;
        }
        Ok(totals)
    }

    /// Return the plan as JSON: `total`, `replicas`, `moved`, `minimum`, the `totals` of each pair, and the `moves`,
    /// one a line.
    ///
    /// Positions and numbers of positions are strings of decimal digits, because many JSON readers cannot represent
    /// them as numbers.
    ///
    /// >>> print(HashRing(["a"]).plan(HashRing(["b"])).to_json().splitlines()[-3])
    ///     {"start": "0", "end": "0", "rank": 0, "source": "a", "target": "b"}
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let plan = Arc::clone(&self.plan);
        let steps = plan.before().points().len() + plan.after().points().len();
        run_interruptibly(py, steps, move || plan.to_json())
    }

    fn __iter__(slf: &Bound<'_, Self>) -> MoveIterator {
        let Plan { plan, rings } = slf.get();
        let steps = Steps { moves: plan.iter(), found: VecDeque::new() };
        MoveIterator { steps: Mutex::new(steps), rings: rings.clone_ref(slf.py()) }
    }

    /// Returns a table for people.
    fn __str__(&self) -> String {
        self.plan.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Plan: moves {} of the key space, {} is the least>", self.plan.moved_fraction(), self.plan.minimum_fraction())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.rings.traverse(&visit)
    }
}

/// The iterator over the moves of a `Plan`.
#[pyclass(frozen, module = "ringwise")]
struct MoveIterator {
    steps: Mutex<Steps>,
    rings: Rings,
}

/// The number of moves found at once: enough that releasing the GIL for them costs nothing.
const AHEAD: usize = 256;

struct Steps {
    moves: Moves,
    found: VecDeque<ringwise::Move>,
}

impl Steps {
    fn next(&mut self) -> Option<ringwise::Move> {
        if self.found.is_empty() {
            self.found.extend(self.moves.by_ref().take(AHEAD));
        }
        self.found.pop_front()
    }
}

#[pymethods]
impl MoveIterator {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> Option<Move> {
        let moved = py.detach(|| self.steps.lock().unwrap_or_else(PoisonError::into_inner).next());
        moved.map(|moved| self.rings.to_python(py, moved))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.rings.traverse(&visit)
    }
}

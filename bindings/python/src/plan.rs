//! What changes hands between two rings: the class `Plan`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyType};
use pyo3::{PyTraverseError, pyclass};
use ringwise::{Move, Moves};

use crate::handle::HashRing;
use crate::key::Key;
use crate::work::run_interruptibly;

/// What changes hands when one ring takes the place of another, as `HashRing.plan` found it. Iterating gives each `Move`, in ring order.
///
/// It holds the two rings, as they were, and no list of moves: these are found as they are asked for.
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

/// The two rings of a plan, for the names of their nodes.
struct Rings {
    before: Py<HashRing>,
    after: Py<HashRing>,
}

impl Plan {
    pub(crate) fn new(plan: ringwise::Plan, before: &Bound<'_, HashRing>, after: &Bound<'_, HashRing>) -> Self {
        Plan { plan: Arc::new(plan), rings: Rings { before: before.clone().unbind(), after: after.clone().unbind() } }
    }
}

impl Rings {
    /// Returns a `ringwise.Move`.
    fn to_python<'py>(&self, py: Python<'py>, moved: Move) -> PyResult<Bound<'py, PyAny>> {
        static MOVE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let source = moved.source.and_then(|id| self.before.get().name(py, id));
        let target = self.after.get().name(py, moved.target);
        MOVE.import(py, "ringwise._insight", "Move")?.call1((moved.start, moved.end, moved.rank, source, target))
    }

    fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.before)?;
        visit.call(&self.after)
    }
}

#[pymethods]
impl Plan {
    /// The number of positions that keys can have: 2**64 on a native ring. What is moved is counted in the same measure.
    #[getter]
    fn total(&self) -> u128 {
        self.plan.total()
    }

    /// How many positions arrive at a node that did not hold them before, counted once for each such node.
    #[getter]
    fn moved(&self) -> u128 {
        self.plan.moved()
    }

    /// How many must, at the least, for each node to hold as many as it does after.
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

    /// Return the moves that a key is part of: none if every node that is to hold it does already.
    ///
    /// While keys are copied: where else to look for one that its new node has not got yet.
    ///
    /// Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.
    ///
    /// >>> [(move.source, move.target) for move in HashRing(["a"]).plan(HashRing(["b"])).moves("user:42")]
    /// [('a', 'b')]
    #[pyo3(signature = (key, /))]
    fn moves<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let (bytes, list) = (Key::read(key)?, PyList::empty(key.py()));
        for moved in self.plan.moves(bytes.as_ref()) {
            list.append(self.rings.to_python(key.py(), moved)?)?;
        }
        Ok(list)
    }

    /// Return how many positions go from one node to another, for each pair `(source, target)` that has any; the source is `None` where
    /// the ring before has no node.
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

    /// Return the plan as JSON: `total`, `replicas`, `moved`, `minimum`; `totals`, who gives how much to whom; `moves`, one a line.
    ///
    /// Positions, and what counts them, are strings of decimal digits: they exceed what many readers of JSON take for a number.
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
        let steps = Steps { moves: Arc::clone(plan).into_moves(), found: VecDeque::new() };
        let rings = Rings { before: rings.before.clone_ref(slf.py()), after: rings.after.clone_ref(slf.py()) };
        MoveIterator { steps: Mutex::new(steps), rings }
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

/// What iterating over a `Plan` gives.
#[pyclass(frozen, module = "ringwise")]
struct MoveIterator {
    steps: Mutex<Steps>,
    rings: Rings,
}

/// How many moves are found at once: enough that to give the GIL away for them costs nothing.
const AHEAD: usize = 256;

struct Steps {
    moves: Moves<Arc<ringwise::Plan>>,
    found: VecDeque<Move>,
}

impl Steps {
    fn next(&mut self) -> Option<Move> {
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

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let moved = py.detach(|| self.steps.lock().unwrap_or_else(PoisonError::into_inner).next());
        moved.map(|moved| self.rings.to_python(py, moved)).transpose()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.rings.traverse(&visit)
    }
}

//! The methods of `HashRing` that analyze it: shares, ranges, distributions, forecasts and plans.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use ringwise::View;
use ringwise::binding::key_space_size;

use crate::error::{Expected, exception};
use crate::handle::HashRing;
use crate::key::Key;
use crate::plan::Plan;
use crate::positions::Range;
use crate::work::run_interruptibly;
use crate::{compare, distribution, group, integer, shares, text};

#[pymethods]
impl HashRing {
    /// Return which part of the key space each node holds, exactly, if each key is on the first `replicas` nodes of its
    /// list.
    ///
    /// `Shares` is a mapping of names to `Share(parts, by_rank, fraction, fair)`. The parts of all nodes sum to `total`
    /// times the length of the lists; `total` is 2**64 on a native ring.
    ///
    /// Raises `UnsupportedError` if the profile's lists have fewer nodes than `replicas`, `InvalidOptionError` if the
    /// result would need too much memory, and `ValueError` if the number is negative.
    ///
    /// >>> shares = HashRing({"a": 1, "b": 1, "c": 2}).shares()
    /// >>> shares["c"].fair
    /// 0.5
    /// >>> sum(share.parts for share in shares.values()) == shares.total
    /// True
    #[pyo3(signature = (replicas = 1))]
    fn shares<'py>(&self, py: Python<'py>, #[pyo3(from_py_with = integer::replicas)] replicas: usize) -> PyResult<Bound<'py, PyAny>> {
        let view = self.shared().view();
        let found = run_interruptibly(py, steps(&view, replicas), move || view.shares(replicas))?;
        shares::to_python(py, &found.map_err(exception)?)
    }

    /// Return how even the ring is, and how large.
    ///
    /// `Stats` has the share of the fullest and of the emptiest node relative to their fair shares, the standard
    /// deviation of that ratio, the number of nodes and points, and the bytes of memory.
    ///
    /// >>> stats = HashRing(map(str, range(100))).stats()
    /// >>> stats.points, 1.1 < stats.max_over_fair < 1.4
    /// (16000, True)
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let view = self.shared().view();
        let found = run_interruptibly(py, steps(&view, 1), move || view.stats())?;
        shares::stats(py, &found)
    }

    /// Return the position of a key on the ring, in the same measure as `points`, `ranges` and plans.
    ///
    /// Of a position longer than 64 bits, these are the first 64.
    ///
    /// >>> hex(HashRing(["a", "b", "c"]).position("foo"))
    /// '0xe271865701f54561'
    #[pyo3(signature = (key, /))]
    fn position(&self, key: &Bound<'_, PyAny>) -> PyResult<u64> {
        let key = Key::read(key)?;
        Ok(self.shared().view().position(key.as_ref()))
    }

    /// Return the ranges of positions that a node owns, in ring order.
    ///
    /// Raises `UnknownNodeError` if no node has the name, and `UnsupportedError` if the profile is a table.
    ///
    /// >>> HashRing(["a"]).ranges("a")
    /// [Range(start=0, end=0)]
    fn ranges(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<Vec<Range>> {
        let view = self.shared().view();
        let total = key_space_size(&view);
        let found = run_interruptibly(py, steps(&view, 1), move || view.ranges(&name))?;
        Ok(found.map_err(exception)?.into_iter().map(|range| Range::from_core(range, total)).collect())
    }

    /// Return the shares while some nodes are down, as `get_healthy_nodes` lists the other nodes.
    ///
    /// Raises `UnknownNodeError` if a failure is not a member, and what `shares` raises.
    ///
    /// >>> ring = HashRing(["a", "b", "c"])
    /// >>> forecast = ring.forecast(["c"])
    /// >>> forecast["c"].parts, forecast["a"].parts > ring.shares()["a"].parts
    /// (0, True)
    #[pyo3(signature = (failures, replicas = 1))]
    fn forecast<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = failures)] failures: Vec<String>,
        #[pyo3(from_py_with = integer::replicas)] replicas: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let view = self.shared().view();
        let found = run_interruptibly(py, steps(&view, replicas), move || view.forecast(failures, replicas))?;
        shares::to_python(py, &found.map_err(exception)?)
    }

    /// Return these keys by the name of their owner: what to send to each node in one request.
    ///
    /// The keys are your own objects, in the order in which you gave them. Nodes that own none of them are left out. If
    /// no node owns keys, all keys are under `None`.
    ///
    /// Raises `TypeError` if `keys` is a `str`.
    ///
    /// >>> HashRing(["cache-1", "cache-2", "cache-3"]).group(["user:1", "user:3", "user:4"])
    /// {'cache-1': ['user:1', 'user:3'], 'cache-2': ['user:4']}
    #[pyo3(signature = (keys, /))]
    fn group<'py>(&self, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        group::by_owner(self, keys)
    }

    /// Count how many of these keys each node owns, and compare that with its share of the key space.
    ///
    /// `p_value` is the probability that evenly hashed keys are distributed at least this unevenly. A small value, such
    /// as 0.001, means that the keys are not like random keys: for example, some are repeated. It is not reliable if
    /// fewer than five keys are expected on a node.
    ///
    /// Raises `TypeError` if `keys` is a `str`.
    ///
    /// >>> found = HashRing(["a", "b"]).analyze_distribution(f"user:{number}" for number in range(1000))
    /// >>> found.keys, sum(found.counts.values()), found.p_value > 0.001
    /// (1000, 1000, True)
    #[pyo3(signature = (keys, /))]
    fn analyze_distribution<'py>(&self, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        distribution::counted(&self.shared().view(), keys)
    }

    /// Return what changes hands if `after` replaces this ring and each key is on the first `replicas` nodes of its
    /// list.
    ///
    /// The lists of a key before and after are compared as sets. A node that is only in the list after is the target of
    /// a move. The source of the move is a node that is only in the list before, if there are enough; otherwise it is
    /// the first node that is in both lists.
    ///
    /// Later edits of the two rings do not affect the plan.
    ///
    /// Raises `UnsupportedError` if a key has different positions in the two rings, and what `shares` raises.
    ///
    /// >>> before = HashRing(["a", "b", "c"])
    /// >>> plan = before.plan(HashRing(["a", "b"]))
    /// >>> plan.moved == before.shares()["c"].parts
    /// True
    #[pyo3(signature = (after, replicas = 1))]
    fn plan(
        slf: &Bound<'_, Self>,
        #[pyo3(from_py_with = after)] after: Bound<'_, HashRing>,
        #[pyo3(from_py_with = integer::replicas)] replicas: usize,
    ) -> PyResult<Plan> {
        let [from, to] = [slf, &after].map(|ring| ring.get().shared().view());
        let steps = steps(&from, replicas).saturating_add(steps(&to, replicas));
        let plan = run_interruptibly(slf.py(), steps, move || from.plan(&to, replicas))?;
        Ok(Plan::new(plan.map_err(exception)?, slf, &after))
    }

    /// Return the expected share of keys that have an owner of the same name in another ring, if the two rings hash
    /// keys independently.
    ///
    /// Use it for rings that no plan can join, because their profiles or seeds differ. Rings that differ only in the
    /// hash tag are not independent: more keys may stay.
    ///
    /// >>> names = ["a", "b", "c", "d"]
    /// >>> 0.2 < HashRing(names).overlap(HashRing(names, seed=7)) < 0.3
    /// True
    fn overlap(&self, py: Python<'_>, #[pyo3(from_py_with = compare::other)] other: Bound<'_, HashRing>) -> PyResult<f64> {
        let [here, there] = [self, other.get()].map(|ring| ring.shared().view());
        let steps = steps(&here, 1).saturating_add(steps(&there, 1));
        run_interruptibly(py, steps, move || here.overlap(&there))
    }

    /// Return the balance of the ring as HTML, which notebooks show.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ringwise._html")?.call_method1("balance", (slf,))
    }
}

/// Returns about how many steps it takes to list `replicas` nodes at every point.
fn steps(view: &Arc<View>, replicas: usize) -> usize {
    view.points().len().saturating_mul(replicas.min(view.len()))
}

/// Reads the names of the nodes that fail.
fn failures(object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let expected = Expected::new("failures", "an iterable of names is needed");
    // A `str` is an iterable of its characters, but that is never what the caller wants.
    if object.is_instance_of::<PyString>() {
        return Err(expected.wrong_type(object));
    }
    expected.iterate(object)?.map(|name| text::name(&name?)).collect()
}

/// Reads the ring that replaces this one.
fn after<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, HashRing>> {
    object.cast().cloned().map_err(|_| Expected::new("after", "a HashRing is needed").wrong_type(object))
}

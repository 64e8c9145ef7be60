//! The methods of `HashRing` that tell what it does: to its keys as a whole, and when its nodes change.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use ringwise::View;

use crate::error::{Expected, exception};
use crate::handle::HashRing;
use crate::key::Key;
use crate::plan::Plan;
use crate::positions::Range;
use crate::work::run_interruptibly;
use crate::{compare, distribution, group, integer, shares, text};

#[pymethods]
impl HashRing {
    /// Return what part of the key space each node holds, exactly, if each key is on the first `replicas` nodes of its list.
    ///
    /// `Shares` is a mapping of names to `Share(parts, by_rank, fraction, fair)`. The parts of all nodes sum to `total`, 2**64 on a native
    /// ring, times the length of the lists.
    ///
    /// Raises `UnsupportedError` for more replicas than the profile can list, `InvalidOptionError` for more than there is memory for,
    /// `ValueError` for a negative number.
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

    /// Return how even the ring is: the share of the fullest and of the emptiest node over its fair share, and the standard deviation of
    /// that ratio. Besides, how many nodes and points it has, and how many bytes of memory it takes.
    ///
    /// >>> stats = HashRing(map(str, range(100))).stats()
    /// >>> stats.points, 1.1 < stats.max_over_fair < 1.4
    /// (16000, True)
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let view = self.shared().view();
        let found = run_interruptibly(py, steps(&view, 1), move || view.stats())?;
        shares::stats(py, &found)
    }

    /// Return where a key stands on the ring: a position of those that `points`, `ranges` and plans tell. Of a position longer than 64
    /// bits these are the leading ones.
    ///
    /// Raises `TypeError` for what is no key, `UnicodeEncodeError` for a key with a lone surrogate.
    ///
    /// >>> hex(HashRing(["a", "b", "c"]).position("foo"))
    /// '0xe271865701f54561'
    #[pyo3(signature = (key, /))]
    fn position(&self, key: &Bound<'_, PyAny>) -> PyResult<u64> {
        let key = Key::read(key)?;
        Ok(self.shared().view().position(key.as_ref()))
    }

    /// Return the ranges of positions that a node owns, in ring order: `Range(start, end)`, from behind `start` up to and with `end`.
    ///
    /// A range whose start is not below its end reaches round the end of the ring; `(0, 0)` is the whole ring. What a position is, `points`
    /// says.
    ///
    /// Raises `UnknownNodeError` if there is no such node, `UnsupportedError` under a profile that is a table.
    ///
    /// >>> HashRing(["a"]).ranges("a")
    /// [Range(start=0, end=0)]
    fn ranges(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<Vec<Range>> {
        let view = self.shared().view();
        let found = run_interruptibly(py, steps(&view, 1), move || Ok((view.ranges(&name)?, view.shares(0)?.total())))?;
        let (ranges, total) = found.map_err(exception)?;
        Ok(ranges.into_iter().map(|range| Range::from_core(range, total)).collect())
    }

    /// Return the shares after some nodes have failed, as `get_healthy_nodes` lists the others: what is held while they are down.
    ///
    /// Raises `UnknownNodeError` for a failure that is no member, and what `shares` raises.
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

    /// Return some keys by the name of the node that owns them: what to send to each node in one request.
    ///
    /// The keys are your own objects, each node's in the order in which they came. Nodes that own none of them are left out; `None` has
    /// all keys if no node owns anything.
    ///
    /// Raises `TypeError` for what is no key and for one `str` in place of many keys, `UnicodeEncodeError` for a key with a lone surrogate.
    ///
    /// >>> HashRing(["cache-1", "cache-2", "cache-3"]).group(["user:1", "user:3", "user:4"])
    /// {'cache-1': ['user:1', 'user:3'], 'cache-2': ['user:4']}
    #[pyo3(signature = (keys, /))]
    fn group<'py>(&self, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        group::by_owner(self, keys)
    }

    /// Count how many of some keys each node owns, against its share of the key space.
    ///
    /// `p_value` is how likely keys that are hashed evenly come out this uneven or more. A small one, of 0.001 say, means that the keys are
    /// not like random ones: that some are repeated, for example. Not to be relied on where fewer than five keys are expected on a node.
    ///
    /// Raises `TypeError` for what is no key and for one `str` in place of many keys, `UnicodeEncodeError` for a key with a lone surrogate.
    ///
    /// >>> found = HashRing(["a", "b"]).analyze_distribution(f"user:{number}" for number in range(1000))
    /// >>> found.keys, sum(found.counts.values()), found.p_value > 0.001
    /// (1000, 1000, True)
    #[pyo3(signature = (keys, /))]
    fn analyze_distribution<'py>(&self, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        distribution::counted(&self.shared().view(), keys)
    }

    /// Return what changes hands when `after` takes the place of this ring and each key is on the first `replicas` nodes of its list.
    ///
    /// The two lists of a key are compared as sets: who is in the one after and not in the one before is the target of a move. Its source
    /// is a node that gives the key up, as long as there are such; then the first of those that keep it, from whom it can be copied.
    ///
    /// Later edits of the two rings do not change it.
    ///
    /// Raises `UnsupportedError` if keys do not stand at one position in both rings, and what `shares` raises.
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

    /// Return the share of keys that is expected to have an owner of the same name in another ring, if the two hash keys independently.
    ///
    /// It is for rings that no plan can join: another profile, another seed. Rings that differ in the hash tag alone are not independent,
    /// and more keys may stay.
    ///
    /// >>> names = ["a", "b", "c", "d"]
    /// >>> 0.2 < HashRing(names).overlap(HashRing(names, seed=7)) < 0.3
    /// True
    fn overlap(&self, py: Python<'_>, #[pyo3(from_py_with = compare::other)] other: Bound<'_, HashRing>) -> PyResult<f64> {
        let [here, there] = [self, other.get()].map(|ring| ring.shared().view());
        let steps = steps(&here, 1).saturating_add(steps(&there, 1));
        run_interruptibly(py, steps, move || here.overlap(&there))
    }

    /// Return the balance as HTML, which notebooks show.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("ringwise._html")?.call_method1("balance", (slf,))
    }
}

/// Returns about how many steps it takes to list so many nodes at every point.
fn steps(view: &Arc<View>, replicas: usize) -> usize {
    view.points().len().saturating_mul(replicas.min(view.len()))
}

/// Reads the names of nodes that fail.
fn failures(object: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let expected = Expected::new("failures", "an iterable of names is needed");
    // One name is an iterable of letters, and never meant as that.
    if object.is_instance_of::<PyString>() {
        return Err(expected.wrong_type(object));
    }
    expected.iterate(object)?.map(|name| text::name(&name?)).collect()
}

/// Reads the ring that takes this one's place.
fn after<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, HashRing>> {
    object.cast().cloned().map_err(|_| Expected::new("after", "a HashRing is needed").wrong_type(object))
}

//! The methods of `HashRing` that make it bytes or text, and a ring again.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};
use ringwise::{Builder, HashRing as Ring};

use crate::error::{Expected, exception};
use crate::handle::HashRing;
use crate::key;
use crate::meta::MetaMap;
use crate::{integer, node, text};

#[pymethods]
impl HashRing {
    /// Return what tells this placement from any other, 32 hex digits: equal rings have equal fingerprints.
    ///
    /// Services that log it, or compare it as they start, know that they agree on every key, whatever their language. It is no security
    /// digest: who may choose names can make two rings share one.
    ///
    /// >>> HashRing(["a", "b", "c"]).fingerprint()
    /// '455baf8501c973073b57bb3e8d5bdfb2'
    fn fingerprint(&self, py: Python<'_>) -> String {
        let view = self.shared().view();
        py.detach(|| view.fingerprint().to_string())
    }

    /// Return the ring as bytes, which `from_bytes` reads, in whatever language ringwise speaks.
    ///
    /// They hold the placement options and the nodes, but no meta, `replication_factor` or `load_factor`: a pickle holds these too. Equal
    /// rings have equal bytes, and different ones different. What the bytes are is in docs/snapshot.md.
    ///
    /// >>> HashRing(["a", "b"]).to_bytes() == HashRing(["b", "a"]).to_bytes()
    /// True
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let view = self.shared().view();
        PyBytes::new(py, &py.detach(|| view.to_bytes()))
    }

    /// Return the ring whose `to_bytes` these are.
    ///
    /// Bytes of unknown origin are safe: what they claim is held against what there is before memory is taken. A few of them may well be a
    /// ring of 67,108,864 virtual nodes, though, which takes more than a gigabyte.
    ///
    /// Raises `BadSnapshotError` for bytes that are no snapshot, `SnapshotVersionError` for one that a later version wrote,
    /// `UnknownProfileError`; `InvalidOptionError` for the options beside it, `UnsupportedError` for a load factor that its profile does
    /// not have.
    ///
    /// >>> ring = HashRing(["a", "b"], seed=7)
    /// >>> HashRing.from_bytes(ring.to_bytes()) == ring
    /// True
    #[classmethod]
    #[pyo3(
        signature = (snapshot, *, replication_factor = None, load_factor = None),
        text_signature = "($type, snapshot, *, replication_factor=2, load_factor=125)"
    )]
    fn from_bytes(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        #[pyo3(from_py_with = read)] snapshot: Vec<u8>,
        #[pyo3(from_py_with = node::keep_none)] replication_factor: Option<Bound<'_, PyAny>>,
        #[pyo3(from_py_with = node::keep_none)] load_factor: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let builder = beside(replication_factor, load_factor)?;
        from_core(py, || builder.build_from_bytes(&snapshot))
    }

    /// Return the ring as JSON, for people and configuration files; `from_json` reads it.
    ///
    /// It holds what `to_bytes` holds, an option a line, then a node a line.
    ///
    /// >>> print(HashRing(["a"]).to_json(), end="")
    /// {
    ///   "ringwise": 1,
    ///   "profile": "native-v1",
    ///   "vnodes": 160,
    ///   "seed": 0,
    ///   "zones": "spread",
    ///   "nodes": [
    ///     {"name": "a", "weight": 1}
    ///   ]
    /// }
    fn to_json(&self, py: Python<'_>) -> String {
        let view = self.shared().view();
        py.detach(|| view.to_json())
    }

    /// Return the ring that a JSON text describes, as `to_json` writes it or as a person does.
    ///
    /// Whatever has a default may be left out, and a node that has nothing but a name may be that name.
    ///
    /// Raises `BadSnapshotError` for text that is no JSON, and for fields that are unknown, given twice or, of a node, of a wrong type;
    /// `SnapshotVersionError`; `UnicodeEncodeError` for text with a lone surrogate; else what `HashRing` raises.
    ///
    /// >>> ring = HashRing.from_json('{"seed": 7, "nodes": ["a", {"name": "b", "weight": 2}]}')
    /// >>> ring == HashRing({"a": 1, "b": 2}, seed=7)
    /// True
    #[classmethod]
    #[pyo3(
        signature = (text, *, replication_factor = None, load_factor = None),
        text_signature = "($type, text, *, replication_factor=2, load_factor=125)"
    )]
    fn from_json(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        #[pyo3(from_py_with = text::json)] text: String,
        #[pyo3(from_py_with = node::keep_none)] replication_factor: Option<Bound<'_, PyAny>>,
        #[pyo3(from_py_with = node::keep_none)] load_factor: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let builder = beside(replication_factor, load_factor)?;
        from_core(py, || builder.build_from_json(&text))
    }
}

/// Reads the bytes of a snapshot.
fn read(object: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    key::buffer(object, Expected::new("snapshot", "bytes or another buffer of bytes are needed"))
}

/// Returns what a snapshot does not hold, as far as it was given: a profile may have no load factor.
fn beside(replication_factor: Option<Bound<'_, PyAny>>, load_factor: Option<Bound<'_, PyAny>>) -> PyResult<Builder> {
    let mut builder = Ring::builder();
    if let Some(replication_factor) = replication_factor {
        builder = builder.replication_factor(integer::replication_factor(&replication_factor)?);
    }
    if let Some(load_factor) = load_factor {
        builder = builder.load_factor(integer::load_factor(&load_factor)?);
    }
    Ok(builder)
}

fn from_core(py: Python<'_>, make: impl FnOnce() -> ringwise::Result<Ring> + Send) -> PyResult<HashRing> {
    let ring = py.detach(make).map_err(exception)?;
    Ok(HashRing::share(ring, MetaMap::default()))
}

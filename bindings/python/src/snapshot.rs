//! The methods of `HashRing` that write and read snapshots.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};
use ringwise::HashRing as Ring;
use ringwise::binding::{HandleOptions, LOAD_FACTOR, REPLICATION_FACTOR};

use crate::error::{Expected, exception};
use crate::handle::HashRing;
use crate::key;
use crate::meta::MetaMap;
use crate::{node, options, text};

#[pymethods]
impl HashRing {
    /// Return the fingerprint of the placement, 32 hex digits. Equal rings have equal fingerprints.
    ///
    /// Services that log it, or compare it when they start, can be sure that they agree on every key, whatever their
    /// language. It is not a security digest: someone who chooses the names can make two rings share one.
    ///
    /// >>> HashRing(["a", "b", "c"]).fingerprint()
    /// '455baf8501c973073b57bb3e8d5bdfb2'
    fn fingerprint(&self, py: Python<'_>) -> String {
        let view = self.shared().view();
        py.detach(|| view.fingerprint().to_string())
    }

    /// Return the ring as bytes, which `from_bytes` reads in every language.
    ///
    /// They hold the nodes and the options that affect placement, but no `meta`, `replication_factor` or `load_factor`;
    /// a pickle holds these too. Equal rings have equal bytes, and different rings different ones. docs/snapshot.md
    /// specifies the format.
    ///
    /// >>> HashRing(["a", "b"]).to_bytes() == HashRing(["b", "a"]).to_bytes()
    /// True
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let view = self.shared().view();
        PyBytes::new(py, &py.detach(|| view.to_bytes()))
    }

    /// Return the ring of a snapshot that `to_bytes` wrote.
    ///
    /// Bytes from an untrusted source are safe: every length is checked before memory is allocated. But a few bytes may
    /// describe a ring of 67,108,864 virtual nodes, which takes more than a gigabyte.
    ///
    /// Raises `BadSnapshotError` if the bytes are not a snapshot, `SnapshotVersionError` if a later version wrote them,
    /// `UnknownProfileError`, `InvalidOptionError` if an option is out of range, and `UnsupportedError` if the profile
    /// has no load factor.
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
        let options = beside(replication_factor, load_factor)?;
        from_core(py, options, || Ring::from_bytes(&snapshot))
    }

    /// Return the ring as JSON for people and configuration files, which `from_json` reads.
    ///
    /// It holds what `to_bytes` holds: one line for each option, then one line for each node.
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

    /// Return the ring that a JSON text describes, written by `to_json` or by a person.
    ///
    /// Fields that have a default may be left out. A node that has only a name may be that name.
    ///
    /// Raises `BadSnapshotError` if the text is not JSON, or if a field is unknown, repeated or, in a node, of the
    /// wrong type; `SnapshotVersionError`; `UnicodeEncodeError` if the text has a lone surrogate; otherwise what
    /// `HashRing` raises.
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
        let options = beside(replication_factor, load_factor)?;
        from_core(py, options, || Ring::from_json(&text))
    }
}

/// Reads the bytes of a snapshot.
fn read(object: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    key::buffer(object, Expected::new("snapshot", "bytes or another buffer of bytes are needed"))
}

/// Returns the options that a snapshot does not hold.
fn beside(replication_factor: Option<Bound<'_, PyAny>>, load_factor: Option<Bound<'_, PyAny>>) -> PyResult<HandleOptions> {
    let mut options = HandleOptions::default();
    for (spec, value) in [(REPLICATION_FACTOR, replication_factor), (LOAD_FACTOR, load_factor)] {
        if let Some(value) = value {
            options.set(spec.name, &options::typed(&spec, &value)?).map_err(exception)?;
        }
    }
    Ok(options)
}

fn from_core(py: Python<'_>, options: HandleOptions, make: impl FnOnce() -> ringwise::Result<Ring> + Send) -> PyResult<HashRing> {
    let ring = py.detach(make).map_err(exception)?;
    HashRing::share(ring, options, MetaMap::default())
}

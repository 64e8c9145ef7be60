//! The class `HashRing`, with the helpers of its methods.

use std::sync::Arc;

use atomic_refcell::AtomicRefCell;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use ringwise::binding::{HandleOptions, list_len};
use ringwise::{HashRing as Ring, NodeId, Reader, SharedRing, View};

use crate::error::exception;
use crate::key::Key;
use crate::meta::{MetaMap, RingWithMeta};
use crate::names::PyNames;

/// A consistent-hash ring, which maps every key to the node that owns it.
///
/// `nodes` is an iterable of names, a mapping of names to weights, or a mapping of names to options: `weight`, `zone`,
/// `identity`, `meta`, and under some profiles `vnodes` or `points`. `meta` is any object of yours; it does not affect
/// placement. A `Node`, as `ring.node(name)` returns it, can replace a name or its options.
///
/// `HashRing(ring)` is a full copy of a ring, its options and `meta` included; options that you give win. With another
/// `profile`, the copy takes over names, weights, zones, `meta` and the identities that you gave, but no identity that
/// the old profile derived, no `vnodes` and no `points`. Of the options it takes over `hash_tag`, `zones`,
/// `replication_factor` and `load_factor`, if the profile has them.
///
/// A key is a `str`, which is hashed as UTF-8, or `bytes` or another buffer of bytes. In every method, any other key
/// raises `TypeError`, and a `str` with a lone surrogate raises `UnicodeEncodeError`. `ring[key]` returns the owner of
/// a key, and raises `KeyError` if no node owns keys. `name in ring`, `len(ring)` and iteration are about the names of
/// nodes.
///
/// `profile` selects the placement: ringwise's own, or exactly that of another system, such as memcached clients, nginx
/// or HAProxy. `profiles()` lists the names. Some profiles have options of their own, which are keywords too, have
/// other defaults, or do not support all options. `options` has the options in force. docs/profiles.md describes every
/// profile.
///
/// `vnodes` is the number of virtual nodes for each unit of weight: more of them make the shares more even and the ring
/// larger. `seed` is the seed of every hash. `hash_tag` is two characters, such as "{}": of a key that contains them,
/// only the part between them is hashed. `zones` is "spread", one node of each zone before a second of any, or
/// "strict", never a second node of a zone. `cap` is the most that a node may own, in percent of its fair share, from
/// 101 up: a ring with a cap is more even, and moves more keys when it changes. `replication_factor` is the default
/// count of `get_nodes`. `load_factor` limits the load of a node, in percent of its fair share: see `acquire`.
///
/// Health and load are known to this process only: copies and pickles of a ring have neither.
///
/// Raises `InvalidNameError`, `InvalidWeightError`, `InvalidOptionError`, `DuplicateNodeError`, `TooManyPointsError` or
/// `TooManyNodesError` if the nodes or options are not valid, `UnknownProfileError`, and `UnsupportedError` if the
/// profile does not support one of them. In every method, an argument of the wrong type raises `TypeError`, and a name
/// that is not Unicode raises `InvalidNameError`. An edit that raises changes nothing.
///
/// The same nodes, options and key give the same node in every process, on every platform and in every language. Some
/// profiles also depend on the order of the nodes. Threads may look up keys while another edits the ring: each lookup
/// sees one complete ring.
///
/// >>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
/// >>> ring["user:42"]
/// 'cache-1'
/// >>> HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="twemproxy_ketama", hash="md5", hash_tag="{}")["{user:42}.name"]
/// '10.0.0.1:11211'
#[pyclass(frozen, mapping, module = "ringwise")]
pub(crate) struct HashRing {
    pub(crate) ring: Arc<SharedRing>,
    pub(crate) options: HandleOptions,
    /// A cached view, which makes `ring[key]` about a sixth faster. Under the GIL only a lookup inside another finds it
    /// in use; without the GIL one thread at a time can use it.
    pub(crate) reader: AtomicRefCell<Reader>,
    pub(crate) names: PyNames,
    pub(crate) attached: RingWithMeta,
}

impl HashRing {
    pub(crate) fn share(ring: Ring, options: HandleOptions, metas: MetaMap) -> PyResult<Self> {
        let ring = Arc::new(options.share(ring).map_err(exception)?);
        let attached = RingWithMeta::new(Arc::clone(&ring), metas);
        Ok(HashRing { reader: AtomicRefCell::new(ring.reader()), ring, options, names: PyNames::new(), attached })
    }

    pub(crate) fn shared(&self) -> &Arc<SharedRing> {
        &self.ring
    }

    /// Calls a function with the ring and the health of its nodes as they are now.
    #[inline(always)]
    pub(crate) fn with_view<T>(&self, look: impl FnOnce(&View) -> T) -> T {
        match self.reader.try_borrow_mut() {
            Ok(mut reader) => look(reader.view()),
            Err(_) => look(&self.ring.view()),
        }
    }

    /// Returns the name of an id; `None` for [`NodeId::NONE`].
    #[inline(always)]
    pub(crate) fn name<'py>(&self, py: Python<'py>, id: NodeId) -> Option<&Bound<'py, PyString>> {
        self.names.get(py, id, &self.ring)
    }

    #[inline(always)]
    pub(crate) fn owner<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
        let key_bytes = Key::read(key)?;
        // This is `with_view`, written out: the compiler does not inline a closure here, which costs a tenth.
        let owner = match self.reader.try_borrow_mut() {
            Ok(mut reader) => reader.view().get_node(key_bytes.as_ref()),
            Err(_) => self.ring.get_node(key_bytes.as_ref()),
        };
        Ok(owner.and_then(|id| self.name(key.py(), id)).cloned())
    }

    /// Returns the names of the nodes that `fill` writes: up to `count`, or up to `replication_factor` if no count is
    /// given.
    ///
    /// A count is refused if no list of the profile can have as many nodes. The default is not: then the list is
    /// shorter.
    #[inline(always)]
    pub(crate) fn node_list<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        count: Option<usize>,
        fill: impl FnOnce(&View, &[u8], &mut [NodeId]) -> usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let bytes = Key::read(key)?;
        self.with_view(|view| {
            let len = list_len(view, count, self.options.replication_factor()).map_err(exception)?;
            let mut ids = vec![NodeId::NONE; len];
            let filled = fill(view, bytes.as_ref(), &mut ids);
            self.list(key.py(), &ids[..filled])
        })
    }

    pub(crate) fn list<'py>(&self, py: Python<'py>, ids: &[NodeId]) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, ids.iter().map(|&id| self.name(py, id)))
    }

    pub(crate) fn node_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let ring = self.ring.view();
        PyList::new(py, ring.nodes().map(|node| self.name(py, ring.id(node.name()).unwrap_or_default())))
    }
}

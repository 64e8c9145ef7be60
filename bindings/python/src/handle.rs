//! The class `HashRing`, and what its methods are made of.

use std::sync::Arc;

use atomic_refcell::AtomicRefCell;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use ringwise::binding::list_len;
use ringwise::{HashRing as Ring, NodeId, Reader, SharedRing, View};

use crate::error::exception;
use crate::key::Key;
use crate::meta::{MetaMap, RingWithMeta};
use crate::names::PyNames;

/// A consistent-hash ring: which node owns which key.
///
/// `nodes` is an iterable of names, a mapping of names to weights, or a mapping of names to options: `weight`, `zone`, `identity` and
/// `meta`, your own object, which placement never sees, and under some profiles `vnodes` or `points`. A `Node`, as `ring.node(name)`
/// returns it, can replace a name or its options.
///
/// `HashRing(ring)` is a full copy of a ring, its options and `meta` included; options that you give win. With another `profile`, the copy
/// takes over names, weights, zones, `meta` and the identities that you gave, but no identity that the old profile derived, no `vnodes` and
/// no `points`; of the options it takes over `hash_tag`, `zones`, `replication_factor` and `load_factor`, if the profile has them.
///
/// Keys are `str`, which are hashed as their UTF-8, or `bytes`, or any buffer of bytes; anything else raises `TypeError`. `ring[key]` takes
/// a key and returns its owner; it raises `KeyError` if no node owns anything. `name in ring`, `len` and iteration are about the names of
/// nodes.
///
/// `profile` is whose placement the ring speaks: ringwise's own, or that of memcached's clients, nginx, HAProxy and others, exactly.
/// `profiles()` names them. Some have options of their own, which are keywords too, or other defaults, or refuse some of these; `options`
/// shows what is in force. All is in docs/profiles.md.
///
/// `vnodes` is how many virtual nodes a unit of weight has: more make shares more even, and the ring larger. `seed` is that of every hash.
/// `hash_tag`, such as "{}", is two characters: of a key that has them, only what stands between is hashed. `zones` is "spread", one node
/// of each zone before a second of any, or "strict", never a second. `cap` is what a node may own at most, in percent of its fair share,
/// from 101 on: rings with it are more even, and move more keys when they change. `replication_factor` is how many nodes `get_nodes` lists
/// if it is not told. `load_factor` is how much of its fair part, in percent, a node takes at most: see `acquire`.
///
/// Health and load are what this process knows: a copy or a pickle of a ring has neither.
///
/// Raises `InvalidNameError`, `InvalidWeightError`, `InvalidOptionError`, `DuplicateNodeError`, `TooManyPointsError` or `TooManyNodesError`
/// for what no ring can hold, `UnknownProfileError`, and `UnsupportedError` for what the profile does not have. Here and in every method,
/// an argument of a wrong type raises `TypeError`, and a name that is not Unicode `InvalidNameError`. An edit that raises has changed
/// nothing.
///
/// The same nodes, options and key give the same node in every process, on every platform, in every language that ringwise speaks. Under
/// profiles that see it, their order counts too.
/// Threads may look up while another edits: each lookup sees one whole ring.
///
/// >>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
/// >>> ring["user:42"]
/// 'cache-1'
/// >>> HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="twemproxy_ketama", hash="md5", hash_tag="{}")["{user:42}.name"]
/// '10.0.0.1:11211'
#[pyclass(frozen, mapping, module = "ringwise")]
pub(crate) struct HashRing {
    pub(crate) ring: Arc<SharedRing>,
    /// Saves a lookup the price of a view of its own, about a sixth of `ring[key]`. Under the GIL it is free but inside another lookup;
    /// without, one thread at a time has it.
    pub(crate) reader: AtomicRefCell<Reader>,
    pub(crate) names: PyNames,
    pub(crate) attached: RingWithMeta,
}

impl HashRing {
    pub(crate) fn share(ring: Ring, metas: MetaMap) -> Self {
        let ring = Arc::new(SharedRing::new(ring));
        let attached = RingWithMeta::new(Arc::clone(&ring), metas);
        HashRing { reader: AtomicRefCell::new(ring.reader()), ring, names: PyNames::new(), attached }
    }

    pub(crate) fn shared(&self) -> &Arc<SharedRing> {
        &self.ring
    }

    /// Looks at the ring, and the health of its nodes, as they are now.
    #[inline(always)]
    pub(crate) fn with_view<T>(&self, look: impl FnOnce(&View) -> T) -> T {
        match self.reader.try_borrow_mut() {
            Ok(mut reader) => look(reader.view()),
            Err(_) => look(&self.ring.view()),
        }
    }

    /// Returns the name that an id stands for; `None` for [`NodeId::NONE`].
    #[inline(always)]
    pub(crate) fn name<'py>(&self, py: Python<'py>, id: NodeId) -> Option<&Bound<'py, PyString>> {
        self.names.get(py, id, &self.ring)
    }

    #[inline(always)]
    pub(crate) fn owner<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
        let key_bytes = Key::read(key)?;
        // As `with_view`, written out: a closure is not inlined here, which costs a tenth.
        let owner = match self.reader.try_borrow_mut() {
            Ok(mut reader) => reader.view().get_node(key_bytes.as_ref()),
            Err(_) => self.ring.get_node(key_bytes.as_ref()),
        };
        Ok(owner.and_then(|id| self.name(key.py(), id)).cloned())
    }

    /// Returns the names that `fill` gives: as many as are asked for, or else `replication_factor`. More than a list of the profile can have
    /// are refused if they are asked for; the default gives what there is.
    #[inline(always)]
    pub(crate) fn node_list<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        count: Option<usize>,
        fill: impl FnOnce(&View, &[u8], &mut [NodeId]) -> usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let bytes = Key::read(key)?;
        self.with_view(|view| {
            let len = list_len(view, count, view.options().replication_factor() as usize).map_err(exception)?;
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

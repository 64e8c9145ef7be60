//! The methods of `HashRing` for members, lookups, health and load.

use std::collections::HashMap;
use std::sync::Arc;

use pyo3::PyTraverseError;
use pyo3::exceptions::PyKeyError;
use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyIterator, PyList, PyString};
use ringwise::binding::{HandleOptions, iter_nodes, unknown_node};
use ringwise::{Changes, HashRing as Ring};

use crate::error::exception;
use crate::handle::HashRing;
use crate::health;
use crate::key::Key;
use crate::load::Ticket;
use crate::meta::MetaMap;
use crate::node::{self, NodeFields, NodeInput, Nodes};
use crate::replicas::NodeIterator;
use crate::state::{self, Reduced};
use crate::{batch, compare, integer, options, text};

#[pymethods]
impl HashRing {
    #[new]
    #[pyo3(
        signature = (nodes = Nodes::Some(Vec::new()), **options),
        text_signature = "(nodes=(), *, profile='native', vnodes=160, seed=0, hash_tag=None, zones='spread', cap=None, \
                          replication_factor=2, load_factor=125, **profile_options)"
    )]
    fn new(py: Python<'_>, #[pyo3(from_py_with = Nodes::read)] nodes: Nodes<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (builder, mut handle_options, metas) = nodes.into_builder(py);
        let builder = options::apply(builder, &mut handle_options, options)?;
        let ring = py.detach(|| builder.build()).map_err(|error| exception(HandleOptions::listed(error)))?;
        let metas = MetaMap::new(&ring, metas);
        Self::share(ring, handle_options, metas)
    }

    /// Add a node. Keys move only to it; with a `cap` and under some profiles, some also move between other nodes.
    ///
    /// A node of weight 2 owns twice as many keys as one of weight 1. A node of weight 0 is drained: it is a member,
    /// but owns no keys. `identity` is hashed in place of the name. `vnodes`, a number that does not depend on the
    /// weight, and `points`, integers, are for the profiles that have them.
    ///
    /// Raises `InvalidNameError`, `InvalidWeightError` or `InvalidOptionError` if a value is not valid,
    /// `UnsupportedError` if the profile does not support it, `DuplicateNodeError` if another node has the name or the
    /// identity, and `TooManyPointsError` or `TooManyNodesError` if the ring would be too large.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> ring.add_node("c", weight=2, zone="east")
    /// >>> ring.nodes()
    /// ['a', 'b', 'c']
    #[pyo3(
        signature = (name, weight = None, *, zone = None, identity = None, meta = None, vnodes = None, points = None),
        text_signature = "($self, name, weight=1, *, zone=None, identity=None, meta=None, vnodes=None, points=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn add_node(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text::name)] name: String,
        #[pyo3(from_py_with = node::keep_none)] weight: Option<Bound<'_, PyAny>>,
        zone: Option<Bound<'_, PyAny>>,
        identity: Option<Bound<'_, PyAny>>,
        meta: Option<Bound<'_, PyAny>>,
        vnodes: Option<Bound<'_, PyAny>>,
        points: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let NodeInput { node, meta } = NodeInput::new(&name, NodeFields { weight, zone, identity, meta, vnodes, points })?;
        let named = meta.map(|meta| (name, meta));
        self.attached.edit(py, |ring| ring.add_node(node), |ring, metas| metas.with(py, MetaMap::new(ring, named)))
    }

    /// Remove a node. Only its keys move; with a `cap` and under some profiles, some others also move.
    ///
    /// Raises `UnknownNodeError` if no node has the name, and `InvalidOptionError` if the profile's table is too small
    /// for the nodes that remain.
    fn remove_node(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<()> {
        self.attached.edit(py, |ring| ring.remove_node(&name), |ring, metas| metas.moved(py, ring.id(&name), None))
    }

    /// Change the weight of a node. A higher weight moves keys only to the node, a lower one only from it; 0 drains it.
    ///
    /// With a `cap` and under some profiles, keys also move between other nodes.
    ///
    /// Raises `UnknownNodeError` if no node has the name, `InvalidWeightError` or `TooManyPointsError` if the weight is
    /// negative or too large, and `UnsupportedError` if the profile does not support it.
    fn set_weight(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String, weight: Bound<'_, PyAny>) -> PyResult<()> {
        let weight = integer::weight(&weight, &name)?;
        py.detach(|| self.ring.set_weight(&name, weight)).map_err(exception)
    }

    /// Rename a node: the new name gets its identity, weight, zone and meta, so that no key changes hands.
    ///
    /// While the node is a member, no other node can have its identity: so a node of the old name can be added only
    /// with another identity.
    ///
    /// Raises `UnknownNodeError` if no node has the name `old`, `DuplicateNodeError` if a node has the name `new`,
    /// `InvalidNameError` if that is not a valid name, and `TooManyNodesError` if the ring has had too many names.
    ///
    /// >>> ring = HashRing(["10.0.0.1:11211"])
    /// >>> ring.replace_node("10.0.0.1:11211", "10.0.0.9:11211")
    /// >>> ring.node("10.0.0.9:11211").identity
    /// '10.0.0.1:11211'
    fn replace_node(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text::name)] old: String,
        #[pyo3(from_py_with = text::name)] new: String,
    ) -> PyResult<()> {
        self.attached.edit(py, |ring| ring.replace_node(&old, &new), |ring, metas| metas.moved(py, ring.id(&old), ring.id(&new)))
    }

    /// Replace all members by these nodes, and return what changed.
    ///
    /// `nodes` is as in `HashRing(nodes)`. Nothing is kept from before: a node without an identity is hashed by its
    /// name, and a node without `meta` has none. `Changes` does not list changes of `meta`. The members of another ring
    /// are taken over as in `HashRing(ring, profile=...)`.
    ///
    /// Raises what `HashRing(nodes)` raises.
    ///
    /// >>> HashRing(["a", "b"]).set_nodes({"b": 2, "c": 1})
    /// Changes(added=['c'], removed=['a'], changed=['b'], reidentified=[])
    fn set_nodes<'py>(&self, py: Python<'py>, #[pyo3(from_py_with = Nodes::read)] nodes: Nodes<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (nodes, named) = nodes.into_members(py, self.profile());
        let changes: Changes = self.attached.edit(py, |ring| ring.set_nodes(nodes), |ring, _| MetaMap::new(ring, named))?;
        node::changes(py, changes)
    }

    /// Return a member.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    ///
    /// >>> HashRing({"a": {"weight": 2, "zone": "east"}}).node("a")
    /// Node(name='a', identity='a', weight=2, zone='east', meta=None, vnodes=None, points=None)
    fn node<'py>(&self, py: Python<'py>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<Bound<'py, PyAny>> {
        let (ring, meta) = self.attached.look(py, |ring, metas| (Arc::clone(ring), metas.of(py, ring, &name)));
        let node = ring.node(&name).ok_or_else(|| exception(unknown_node(&name)))?;
        node::to_python(py, node, meta)
    }

    /// Return the names of all members, drained ones included.
    ///
    /// They are in the order of their UTF-8, or as given if the profile depends on the order.
    fn nodes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.node_names(py)
    }

    fn __len__(&self) -> usize {
        self.with_view(|view| view.len())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.node_names(py)?.try_iter()
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        // An object that is not Unicode text cannot be a name.
        name.extract().is_ok_and(|name| self.with_view(|view| view.contains(name)))
    }

    /// The name of the placement. Its placement never changes.
    #[getter]
    fn profile(&self) -> &'static str {
        self.with_view(|view| view.profile())
    }

    /// The options in force, defaults included: `HashRing(nodes, **options)` takes them.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        options::to_python(py, self.ring.view().options(), self.options.entries(&self.ring))
    }

    /// Return the owner of a key, or `None` if no node owns keys.
    ///
    /// >>> HashRing(["node-a", "node-c"]).get_node("foo")
    /// 'node-a'
    #[pyo3(signature = (key, /))]
    fn get_node<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.owner(key)
    }

    /// Return the owner of a key.
    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
        match self.owner(key)? {
            Some(name) => Ok(name),
            None => Err(PyKeyError::new_err(key.clone().unbind())),
        }
    }

    /// Return the names of the first `count` nodes of a key's list; `count` defaults to `replication_factor`.
    ///
    /// The list begins with the owner, and each name is in it once. A longer list begins with the shorter one. It has
    /// fewer names if fewer nodes own keys. Nodes of different zones come first.
    ///
    /// Raises `ValueError` if the count is negative, and `UnsupportedError` if no list of the profile can have as many
    /// nodes: "envoy_maglev" has lists of the owner alone, which it returns if you give no count.
    ///
    /// >>> len(HashRing(["a", "b", "c"]).get_nodes("user:42", 2))
    /// 2
    #[pyo3(signature = (key, /, count = None))]
    fn get_nodes<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = integer::count)] count: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        self.node_list(key, count, |view, key, out| view.get_nodes(key, out).len())
    }

    /// Iterate over the names of all nodes of a key's list, the owner first.
    ///
    /// Lazy: use it if you do not know in advance how many nodes you need. Later edits of the ring do not affect it.
    ///
    /// >>> ring = HashRing(["a", "b", "c"])
    /// >>> next(ring.iter_nodes("user:42")) == ring["user:42"]
    /// True
    #[pyo3(signature = (key, /))]
    fn iter_nodes(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<NodeIterator> {
        let bytes = Key::read(key)?;
        Ok(NodeIterator::new(slf, iter_nodes(&slf.get().ring, bytes.as_ref())))
    }

    /// Return the owners of many keys: for each key what `get_node` returns, all from one state of the ring.
    ///
    /// Raises `TypeError` if `keys` is a `str`.
    ///
    /// >>> ring = HashRing(["a", "b", "c"])
    /// >>> ring.get_node_batch(["user:1", b"user:1"]) == [ring["user:1"]] * 2
    /// True
    #[pyo3(signature = (keys, /))]
    fn get_node_batch<'py>(&self, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let ring = self.ring.view();
        self.list(keys.py(), &batch::owners(&ring, keys)?)
    }

    /// Return the names of the seven nodes that spymemcached tries for a key, in that order. The owner is first; a name
    /// may occur twice.
    ///
    /// Raises `UnsupportedError` if the profile is not "spymemcached_ketama".
    ///
    /// >>> ring = HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="spymemcached_ketama")
    /// >>> len(ring.retry_nodes("user:42"))
    /// 7
    #[pyo3(signature = (key, /))]
    fn retry_nodes<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let bytes = Key::read(key)?;
        let nodes = self.ring.view().retry_nodes(bytes.as_ref()).map_err(exception)?;
        self.list(key.py(), &nodes)
    }

    /// Mark a node as down. Until it is healthy again, its keys go to the nodes that would own them without it. No
    /// point moves.
    ///
    /// Only `get_healthy_nodes`, `get_node_with_fallback` and `acquire` consider health, and only in this process.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> ring.mark_node_unhealthy("a")
    /// >>> ring.get_node_with_fallback("any key")
    /// 'b'
    fn mark_node_unhealthy(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<()> {
        py.detach(|| self.ring.mark_node_unhealthy(&name)).map_err(exception)
    }

    /// Mark a node as up again: its keys return to it.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    fn mark_node_healthy(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<()> {
        py.detach(|| self.ring.mark_node_healthy(&name)).map_err(exception)
    }

    /// Return whether a node is healthy.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    fn is_healthy(&self, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<bool> {
        self.with_view(|view| view.is_healthy(&name)).map_err(exception)
    }

    /// Return the `Health` of a node, or without a name a dict with the health of every member.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> ring.mark_node_unhealthy("b")
    /// >>> ring.health("a").healthy
    /// True
    /// >>> [name for name, health in ring.health().items() if not health.healthy]
    /// ['b']
    #[pyo3(signature = (name = None), text_signature = "($self, name=...)")]
    fn health<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = node::keep_none)] name: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match name {
            Some(name) => health::of(py, self, &text::name(&name)?),
            None => health::of_all(py, self).map(Bound::into_any),
        }
    }

    /// Return the names of the first `count` healthy nodes of a key's list: what `get_nodes` of a ring without the
    /// unhealthy nodes returns.
    ///
    /// Use it for caches, new writes and load balancing. In a store that holds copies, read and write the nodes of
    /// `get_nodes` and skip unhealthy ones, because the copies stay on their nodes.
    ///
    /// Raises what `get_nodes` raises.
    ///
    /// >>> ring = HashRing(["a", "b", "c"])
    /// >>> first, *rest = ring.get_nodes("user:42", 3)
    /// >>> ring.mark_node_unhealthy(first)
    /// >>> ring.get_healthy_nodes("user:42", 3) == rest
    /// True
    #[pyo3(signature = (key, /, count = None))]
    fn get_healthy_nodes<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = integer::count)] count: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        self.node_list(key, count, |view, key, out| view.get_healthy_nodes(key, out).len())
    }

    /// Return the first healthy node of a key's list, or `None` if no healthy node owns keys.
    ///
    /// That is the owner, or while it is down the node that its key goes to.
    ///
    /// >>> ring = HashRing(["a", "b", "c"])
    /// >>> ring.get_node_with_fallback("user:42") == ring["user:42"]
    /// True
    #[pyo3(signature = (key, /))]
    fn get_node_with_fallback<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
        let bytes = Key::read(key)?;
        let node = self.with_view(|view| view.get_node_with_fallback(bytes.as_ref()));
        Ok(node.and_then(|id| self.name(key.py(), id)).cloned())
    }

    /// Take a slot on the first node of a key's list that is healthy and not full. Return `None` if no
    /// healthy node owns keys or, under some profiles, if all nodes of the list are full.
    ///
    /// A node is full if its load has reached `load_factor` percent of its fair share, by weight, of all slots that are
    /// taken on healthy nodes. Some profiles have a rule of their own. If a node is full, the key goes to the next node
    /// of its list.
    ///
    /// The slot is held until it is released, which a `with` block does at its end.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> with ring.acquire("user:42") as ticket:
    /// ...     ticket.node == ring["user:42"], ring.total_load()
    /// (True, 1)
    /// >>> ring.total_load()
    /// 0
    #[pyo3(signature = (key, /))]
    fn acquire(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<Ticket>> {
        let bytes = Key::read(key)?;
        let taken = self.ring.acquire(bytes.as_ref());
        Ok(taken.and_then(|ticket| Some(Ticket::new(&self.ring, ticket, self.name(key.py(), ticket.node())?))))
    }

    /// Change `load_factor`: the load at which a node is full, in percent of its fair share. Slots that are taken stay.
    ///
    /// Raises `InvalidOptionError` if the value is out of range, and `UnsupportedError` if the profile has a rule of
    /// its own.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> ring.set_load_factor(300)
    /// >>> ring.options["load_factor"], ring.capacity("a")
    /// (300, 2)
    fn set_load_factor(&self, py: Python<'_>, #[pyo3(from_py_with = integer::load_factor)] percent: i64) -> PyResult<()> {
        py.detach(|| self.ring.set_load_factor(percent)).map_err(exception)
    }

    /// Return the number of slots taken on a node.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    ///
    /// >>> ring = HashRing(["a", "b"])
    /// >>> ticket = ring.acquire("user:42")
    /// >>> ring.load(ticket.node)
    /// 1
    fn load(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<u64> {
        py.detach(|| self.ring.load(&name)).map_err(exception)
    }

    /// Return the number of slots taken on each member, as a dict.
    fn loads<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        py.detach(|| self.ring.loads()).into_py_dict(py)
    }

    /// Return the number of slots taken on all members together.
    fn total_load(&self) -> u64 {
        self.ring.total_load()
    }

    /// Return the load at which a node is full for the next `acquire`; 0 if it is drained or down.
    ///
    /// Raises `UnknownNodeError` if no node has the name.
    fn capacity(&self, py: Python<'_>, #[pyo3(from_py_with = text::name)] name: String) -> PyResult<u64> {
        py.detach(|| self.ring.capacity(&name)).map_err(exception)
    }

    /// Return the points in ring order: each position, from 0 to 2**64 - 1 on a native ring, with the node that owns
    /// it.
    ///
    /// Some profiles have positions of 32 bits, or the entries of a table. Of longer positions, these are the first 64
    /// bits.
    ///
    /// >>> len(HashRing(["a", "b"], vnodes=3).points())
    /// 6
    fn points<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let ring = self.ring.view();
        PyList::new(py, ring.points().map(|(position, id)| (position, self.name(py, id))))
    }

    /// Return a description of the ring for people. Its text may change.
    ///
    /// It has the profile and the options, which part of a node is hashed, the label of the first virtual node, the
    /// first points, and the number of points of each node.
    ///
    /// >>> print(HashRing(["10.0.0.1:11211"], profile="ketama").explain().splitlines()[0])
    /// profile ketama
    fn explain(&self, py: Python<'_>) -> String {
        py.detach(|| self.ring.view().explain())
    }

    /// Count which of these keys have an owner of the same name in another ring, whatever its profile.
    ///
    /// So it measures what a move from another system's placement to ringwise's own would cost.
    ///
    /// Raises `TypeError` if `keys` is a `str`.
    ///
    /// >>> HashRing(["a"]).compare(HashRing(["b"]), ["user:1", "user:2"])
    /// Comparison(kept=0, moved=2, pairs={('a', 'b'): 2})
    fn compare<'py>(
        &self,
        #[pyo3(from_py_with = compare::other)] other: Bound<'py, Self>,
        keys: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        compare::counted(&self.ring.view(), &other.get().ring.view(), keys)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.ring.view().ring() == other.ring.view().ring()
    }

    fn __repr__(&self) -> String {
        self.with_view(|ring| format!("<HashRing {}: {} nodes, {} points>", ring.profile(), ring.len(), ring.points().len()))
    }

    fn __copy__(&self, py: Python<'_>) -> PyResult<Self> {
        let (ring, metas) = self.attached.whole(py);
        Self::share(Ring::clone(&ring), self.options.copied(&self.ring), metas)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        let (ring, metas) = slf.get().attached.whole(slf.py());
        state::reduced(&slf.get_type(), &ring, slf.get().options.entries(&slf.get().ring), &metas)
    }

    fn __setstate__(&self, py: Python<'_>, metas: HashMap<String, Py<PyAny>>) -> PyResult<()> {
        self.attached.edit(py, |_| Ok(()), |ring, _| MetaMap::new(ring, metas))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.attached.traverse(visit)
    }

    fn __clear__(&self) {
        self.attached.clear();
    }
}

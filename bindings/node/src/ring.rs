//! The native half of the class that users see: how a ring is made, edited and read. The lookups are in [`hot`].
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use std::rc::Rc;

use napi::Env;
use napi::bindgen_prelude::{Array, BigUint64Array, Object, Uint32Array, Utf16String};
use napi_derive::napi;
use ringwise::binding::{HandleOptions, id_number, members_for, node_id, unknown_node};
use ringwise::{Field, HashRing};

use crate::argument::{Argument, Expected, field, integer};
use crate::error::Result;
use crate::handle::Handle;
use crate::health::{Health, Load};
use crate::hot;
use crate::node::{Member, node, nodes, weight};
use crate::options::{self, Shown, shown};

/// A ring. Its nodes are numbered; `names` returns the name of each number.
#[napi]
pub(crate) struct Ring {
    handle: Rc<Handle>,
}

impl Ring {
    pub(crate) fn made(env: Env, ring: HashRing, options: HandleOptions) -> Result<Self> {
        Ok(Ring { handle: Handle::new(env, options.share(ring)?, options) })
    }

    pub(crate) fn handle(&self) -> &Rc<Handle> {
        &self.handle
    }
}

#[napi]
impl Ring {
    /// Makes a ring of `entries` (a name, then a weight or options) and `options` (a name, a value, and for a map the
    /// value's entries).
    #[napi(constructor, catch_unwind)]
    pub fn new(env: Env, entries: Array<'_>, options: Array<'_>) -> Result<Self> {
        let mut handle = HandleOptions::default();
        let builder = options::set(env, HashRing::builder(), &mut handle, &options)?.nodes(nodes(env, &entries)?);
        Ring::made(env, builder.build().map_err(HandleOptions::listed)?, handle)
    }

    /// Makes a full copy of a ring, with options that replace those of the ring.
    #[napi(factory, catch_unwind)]
    pub fn copy(env: Env, ring: &Ring, options: Array<'_>) -> Result<Self> {
        let mut handle = ring.handle.copied_options()?;
        let builder = options::set(env, ring.handle.view()?.ring().to_builder(), &mut handle, &options)?;
        Ring::made(env, builder.build().map_err(HandleOptions::listed)?, handle)
    }

    /// Returns the functions that look up a key.
    #[napi(catch_unwind)]
    pub fn lookups<'a>(&self, env: &'a Env) -> Result<Object<'a>> {
        hot::lookups(env, &self.handle)
    }

    #[napi(catch_unwind)]
    pub fn add_node(&self, env: Env, name: Argument<'_, Utf16String>, rest: Argument<'_, f64>) -> Result<()> {
        let node = node(env, name, rest)?;
        self.handle.edit(|ring| ring.add_node(node))
    }

    #[napi(catch_unwind)]
    pub fn remove_node(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<()> {
        let name = field(env, name, Field::Name)?;
        self.handle.edit(|ring| ring.remove_node(&name))
    }

    #[napi(catch_unwind)]
    pub fn set_weight(&self, env: Env, name: Argument<'_, Utf16String>, weight: Argument<'_, f64>) -> Result<()> {
        let name = field(env, name, Field::Name)?;
        let weight = self::weight(env, &name, weight)?;
        self.handle.edit(|ring| ring.set_weight(&name, weight))
    }

    #[napi(catch_unwind)]
    pub fn replace_node(&self, env: Env, name: Argument<'_, Utf16String>, other: Argument<'_, Utf16String>) -> Result<()> {
        let (name, other) = (field(env, name, Field::Name)?, field(env, other, Field::Name)?);
        self.handle.edit(|ring| ring.replace_node(&name, &other))
    }

    #[napi(catch_unwind)]
    pub fn set_nodes(&self, env: Env, entries: Array<'_>) -> Result<Changes> {
        let nodes = nodes(env, &entries)?;
        self.handle.edit(|ring| ring.set_nodes(nodes)).map(Changes::from)
    }

    /// Replaces the members by those of another ring, with the fields that the profile takes over.
    #[napi(catch_unwind)]
    pub fn set_members(&self, other: &Ring) -> Result<Changes> {
        let other = other.handle.view()?;
        self.handle.edit(|ring| ring.set_nodes(members_for(other.ring(), ring.profile()))).map(Changes::from)
    }

    #[napi(catch_unwind)]
    pub fn node(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<Member> {
        let name = field(env, name, Field::Name)?;
        let member = self.handle.read(|ring| ring.node(&name).map(Member::from))?;
        Ok(member.ok_or_else(|| unknown_node(&name))?)
    }

    #[napi(catch_unwind)]
    pub fn nodes(&self) -> Result<Vec<String>> {
        self.handle.read(|ring| ring.nodes().map(|node| node.name().to_owned()).collect())
    }

    /// Returns the names of the nodes numbered from `start` on.
    #[napi(catch_unwind)]
    pub fn names(&self, start: u32) -> Result<Vec<String>> {
        self.handle.read(|ring| (start..).map_while(|number| ring.name(node_id(number)).map(str::to_owned)).collect())
    }

    #[napi(catch_unwind)]
    pub fn size(&self) -> Result<u32> {
        self.handle.read(|ring| ring.len() as u32)
    }

    #[napi(catch_unwind)]
    pub fn has(&self, name: Utf16String) -> Result<bool> {
        let name = String::from_utf16(&name);
        // No member's name has a lone surrogate.
        self.handle.read(|ring| name.is_ok_and(|name| ring.contains(&name)))
    }

    #[napi(catch_unwind)]
    pub fn profile(&self) -> Result<&'static str> {
        self.handle.read(|ring| ring.profile())
    }

    #[napi(catch_unwind)]
    pub fn options(&self) -> Result<Vec<Shown>> {
        let options = self.handle.read(|ring| ring.options().entries())?;
        Ok(shown(options.into_iter().chain(self.handle.option_entries()?)))
    }

    #[napi(catch_unwind)]
    pub fn explain(&self) -> Result<String> {
        self.handle.read(|ring| ring.explain())
    }

    #[napi(catch_unwind)]
    pub fn compare(&self, env: &Env, other: &Ring, keys: Array<'_>) -> Result<Comparison> {
        let keys = hot::keys(env, &keys)?;
        let (before, after) = (self.handle.view()?, other.handle.view()?);
        Ok(before.compare(&after, keys.iter()).into())
    }

    #[napi(catch_unwind)]
    pub fn points(&self) -> Result<Points> {
        self.handle.read(|ring| {
            let (positions, owners): (Vec<_>, Vec<_>) = ring.points().map(|(position, id)| (position, id_number(id))).unzip();
            Points { positions: positions.into(), owners: owners.into() }
        })
    }

    #[napi(catch_unwind)]
    pub fn mark_node_unhealthy(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<()> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.ask(|ring| ring.mark_node_unhealthy(&name))??)
    }

    #[napi(catch_unwind)]
    pub fn mark_node_healthy(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<()> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.ask(|ring| ring.mark_node_healthy(&name))??)
    }

    #[napi(catch_unwind)]
    pub fn is_healthy(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<bool> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.read(|view| view.is_healthy(&name))??)
    }

    #[napi(catch_unwind)]
    pub fn health(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<Health> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.read(|view| view.health(&name).map(|health| Health::new(&name, health)))??)
    }

    #[napi(catch_unwind)]
    pub fn healths(&self) -> Result<Vec<Health>> {
        self.handle.read(|view| view.healths().map(|(name, health)| Health::new(name, health)).collect())
    }

    #[napi(catch_unwind)]
    pub fn load(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<f64> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.ask(|ring| ring.load(&name))?? as f64)
    }

    #[napi(catch_unwind)]
    pub fn loads(&self) -> Result<Vec<Load>> {
        self.handle.ask(|ring| ring.loads().into_iter().map(Load::from).collect())
    }

    #[napi(catch_unwind)]
    pub fn set_load_factor(&self, env: Env, percent: Argument<'_, f64>) -> Result<()> {
        let percent = integer(env, percent, Expected::integer("loadFactor"))?;
        Ok(self.handle.ask(|ring| ring.set_load_factor(percent))??)
    }

    #[napi(catch_unwind)]
    pub fn total_load(&self) -> Result<f64> {
        self.handle.ask(|ring| ring.total_load() as f64)
    }

    #[napi(catch_unwind)]
    pub fn capacity(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<f64> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle.ask(|ring| ring.capacity(&name))?? as f64)
    }

    #[napi(catch_unwind)]
    pub fn equals(&self, other: &Ring) -> Result<bool> {
        let other = other.handle.view()?;
        self.handle.read(|view| view.ring() == other.ring())
    }

    #[napi(catch_unwind)]
    pub fn clone(&self, env: Env) -> Result<Self> {
        let ring = self.handle.read(|view| view.ring().clone())?;
        Ring::made(env, ring, self.handle.copied_options()?)
    }

    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.handle.close();
    }
}

/// The changes that [`Ring::set_nodes`] made.
#[napi(object, object_from_js = false)]
pub(crate) struct Changes {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub changed: Vec<String>,
    pub reidentified: Vec<String>,
}

impl From<ringwise::Changes> for Changes {
    fn from(changes: ringwise::Changes) -> Self {
        let ringwise::Changes { added, removed, changed, reidentified } = changes;
        Changes { added, removed, changed, reidentified }
    }
}

/// The number of keys that keep their owner in another ring, and the number that change it.
#[napi(object, object_from_js = false)]
pub(crate) struct Comparison {
    pub kept: f64,
    pub moved: f64,
    pub pairs: Vec<Pair>,
}

/// The number of keys that one node owns in a ring and that the same node, or another, owns in another ring.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Pair {
    pub from: Option<String>,
    pub to: Option<String>,
    pub count: f64,
}

impl From<ringwise::Comparison> for Comparison {
    fn from(comparison: ringwise::Comparison) -> Self {
        let ringwise::Comparison { kept, moved, pairs } = comparison;
        let pairs = pairs.into_iter().map(|((from, to), count)| Pair { from, to, count: count as f64 }).collect();
        Comparison { kept: kept as f64, moved: moved as f64, pairs }
    }
}

/// The points of a ring, in ring order: the position of each, and its owner's number.
#[napi(object, object_from_js = false)]
pub(crate) struct Points {
    pub positions: BigUint64Array,
    pub owners: Uint32Array,
}

/// Returns the names of the profiles.
#[napi]
pub(crate) fn profiles() -> Vec<&'static str> {
    ringwise::profiles()
}

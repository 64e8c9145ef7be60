//! The lookups under the class that users see: functions made by hand with Node-API, one set for each ring.
//!
//! A class method of napi-derive spends several times the cost of a lookup before it starts. These functions get their
//! ring from their data pointer, read a key without conversion, and return numbers, for which the class has the names.
//! All unsafe code of the package is in this folder.

#[cfg(feature = "bench")]
mod bench;
mod function;
mod functions;
mod key;
mod moves;
mod value;

use core::cell::RefCell;
use std::rc::Rc;

use napi::bindgen_prelude::{Array, BigInt, JsValue, Object, Unknown};
use napi::{Env, Status};
use ringwise::binding::{self, id_number, iter_nodes, list_len, ticket_number};
use ringwise::{HashRing, KeyNodes, NodeId, View};

use crate::argument;
use crate::error::Result;
use crate::handle::Handle;
use function::{Lookup, function};
use key::{Keys, with_key};
pub(crate) use moves::moves;
pub(crate) use value::Value;

/// The number that means no node.
const NONE: i32 = -1;
/// A list of up to this many nodes is kept on the stack.
const SHORT: usize = 16;
/// The number of keys of a batch that are read at once: enough to share the cost, few enough to need little memory.
const CHUNK: usize = 1024;

/// Returns an object of the functions that look keys up in a ring.
pub(crate) fn lookups<'a>(env: &'a Env, handle: &Rc<Handle>) -> Result<Object<'a>> {
    let mut lookups = Object::new(env)?;
    lookups.set(GetNode::NAME, function::<GetNode>(env, Rc::clone(handle))?)?;
    lookups.set(GetNodes::NAME, function::<GetNodes>(env, Rc::clone(handle))?)?;
    lookups.set(GetNodeBatch::NAME, function::<GetNodeBatch>(env, Rc::clone(handle))?)?;
    lookups.set(IterNodes::NAME, function::<IterNodes>(env, Rc::clone(handle))?)?;
    lookups.set(GetNodeWithFallback::NAME, function::<GetNodeWithFallback>(env, Rc::clone(handle))?)?;
    lookups.set(GetHealthyNodes::NAME, function::<GetHealthyNodes>(env, Rc::clone(handle))?)?;
    lookups.set(RetryNodes::NAME, function::<RetryNodes>(env, Rc::clone(handle))?)?;
    lookups.set(Position::NAME, function::<Position>(env, Rc::clone(handle))?)?;
    lookups.set(Acquire::NAME, function::<Acquire>(env, Rc::clone(handle))?)?;
    lookups.set(Release::NAME, function::<Release>(env, Rc::clone(handle))?)?;
    Ok(lookups)
}

/// Reads an array of keys.
pub(crate) fn keys(env: &Env, array: &Array<'_>) -> Result<Keys> {
    let array = Value::of(env, array.to_unknown());
    let mut keys = Keys::default();
    let len = array.len()?;
    for start in (0..len).step_by(CHUNK) {
        array.each(start..len.min(start + CHUNK as u32), |key| keys.push(key))?;
    }
    Ok(keys)
}

/// Returns the number of a node: ids stay below 2^24.
fn number(id: Option<NodeId>) -> i32 {
    id.map_or(NONE, |id| id_number(id) as i32)
}

/// `getNode(key)`: the owner's number.
struct GetNode;

impl Lookup for GetNode {
    const NAME: &'static str = "getNode";
    type Data = Handle;
    type Answer<'call> = i32;

    #[inline]
    fn call(_: &Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<i32> {
        with_key(key, |key| handle.read(|view| number(view.get_node(key))))?
    }
}

/// `getNodes(key, count, numbers)`: writes the numbers of up to `count` nodes that hold the key, and returns how many
/// there are.
///
/// If `numbers` is too short, it writes nothing and returns the number of missing elements, negated. `count` defaults
/// to the replication factor.
struct GetNodes;

impl Lookup for GetNodes {
    const NAME: &'static str = "getNodes";
    type Data = Handle;
    type Answer<'call> = i32;

    fn call(_: &Env, handle: &Handle, arguments: [Value<'_>; 3]) -> Result<i32> {
        list(handle, arguments, |view, key, out| view.get_nodes(key, out).len())
    }
}

/// `getHealthyNodes(key, count, numbers)`: as [`GetNodes`], of the healthy nodes.
struct GetHealthyNodes;

impl Lookup for GetHealthyNodes {
    const NAME: &'static str = "getHealthyNodes";
    type Data = Handle;
    type Answer<'call> = i32;

    fn call(_: &Env, handle: &Handle, arguments: [Value<'_>; 3]) -> Result<i32> {
        list(handle, arguments, |view, key, out| view.get_healthy_nodes(key, out).len())
    }
}

/// Lists up to `count` nodes with `fill`, and writes their numbers as [`GetNodes`] does.
fn list(handle: &Handle, [key, count, numbers]: [Value<'_>; 3], fill: impl FnOnce(&View, &[u8], &mut [NodeId]) -> usize) -> Result<i32> {
    let count = argument::count(count.env(), count.argument())?;
    let list = |view: &View, key: &[u8]| {
        let len = list_len(view, count, handle.replication_factor())?;
        let (mut short, mut long);
        let out = if len <= SHORT {
            short = [NodeId::NONE; SHORT];
            &mut short[..len]
        } else {
            long = vec![NodeId::NONE; len];
            &mut long[..]
        };
        let found = fill(view, key, out);
        Ok(numbers.write(0, &out[..found]))
    };
    let written: ringwise::Result<_> = with_key(key, |key| handle.read(|view| list(view, key)))??;
    Ok(match written? {
        Ok(len) => len as i32,
        Err(missing) => -(missing as i32),
    })
}

/// `getNodeBatch(keys, numbers)`: fills `numbers` with the numbers of the owners, all of one ring.
struct GetNodeBatch;

impl Lookup for GetNodeBatch {
    const NAME: &'static str = "getNodeBatch";
    type Data = Handle;
    type Answer<'call> = ();

    fn call(_: &Env, handle: &Handle, [keys, numbers, _]: [Value<'_>; 3]) -> Result<()> {
        // A key may be a getter, which may edit or close the ring.
        let view = handle.view()?;
        let (mut chunk, mut owners) = (Keys::default(), [NodeId::NONE; CHUNK]);
        let len = keys.len()?;
        for start in (0..len).step_by(CHUNK) {
            chunk.clear();
            keys.each(start..len.min(start + CHUNK as u32), |key| chunk.push(key))?;
            let written = numbers.write(start as usize, view.get_node_batch(chunk.iter(), &mut owners));
            written.map_err(|_| napi::Error::new(Status::InvalidArg, "the array is too short for the numbers"))?;
        }
        Ok(())
    }
}

/// `iterNodes(key)`: the function [`Next`].
struct IterNodes;

impl Lookup for IterNodes {
    const NAME: &'static str = "iterNodes";
    type Data = Handle;
    type Answer<'call> = Unknown<'call>;

    fn call<'call>(env: &'call Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<Unknown<'call>> {
        let nodes = with_key(key, |key| handle.ask(|ring| iter_nodes(ring, key)))??;
        function::<Next>(env, Rc::new(RefCell::new(Some(nodes))))
    }
}

/// `next()`: the number of the next node that holds the key. `next(true)` ends the iteration and frees its memory.
struct Next;

impl Lookup for Next {
    const NAME: &'static str = "next";
    type Data = RefCell<Option<KeyNodes<HashRing>>>;
    type Answer<'call> = i32;

    fn call(_: &Env, nodes: &Self::Data, [end, ..]: [Value<'_>; 3]) -> Result<i32> {
        if end.is_true() {
            nodes.take();
        }
        Ok(number(nodes.borrow_mut().as_mut().and_then(Iterator::next)))
    }
}

/// `getNodeWithFallback(key)`: the number of the first healthy node.
struct GetNodeWithFallback;

impl Lookup for GetNodeWithFallback {
    const NAME: &'static str = "getNodeWithFallback";
    type Data = Handle;
    type Answer<'call> = i32;

    #[inline]
    fn call(_: &Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<i32> {
        with_key(key, |key| handle.read(|view| number(view.get_node_with_fallback(key))))?
    }
}

/// `retryNodes(key)`: the numbers of the nodes that the client tries, in order.
struct RetryNodes;

impl Lookup for RetryNodes {
    const NAME: &'static str = "retryNodes";
    type Data = Handle;
    type Answer<'call> = Vec<u32>;

    fn call(_: &Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<Vec<u32>> {
        let nodes = with_key(key, |key| handle.read(|view| view.retry_nodes(key)))???;
        Ok(nodes.into_iter().map(id_number).collect())
    }
}

/// `position(key)`: the key's position on the ring.
struct Position;

impl Lookup for Position {
    const NAME: &'static str = "position";
    type Data = Handle;
    type Answer<'call> = BigInt;

    fn call(_: &Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<BigInt> {
        Ok(with_key(key, |key| handle.read(|view| view.position(key)))??.into())
    }
}

/// `acquire(key)`: a ticket as a number, whose lowest 24 bits are the node's number.
struct Acquire;

impl Lookup for Acquire {
    const NAME: &'static str = "acquire";
    type Data = Handle;
    type Answer<'call> = i64;

    #[inline]
    fn call(_: &Env, handle: &Handle, [key, ..]: [Value<'_>; 3]) -> Result<i64> {
        let ticket = with_key(key, |key| handle.ask(|ring| ring.acquire(key)))??;
        Ok(ticket.map_or(i64::from(NONE), |ticket| ticket_number(ticket) as i64))
    }
}

/// `release(ticket)`: ends the ticket, and returns whether it was valid. On a closed ring none is.
struct Release;

impl Lookup for Release {
    const NAME: &'static str = "release";
    type Data = Handle;
    type Answer<'call> = bool;

    #[inline]
    fn call(_: &Env, handle: &Handle, [ticket, ..]: [Value<'_>; 3]) -> Result<bool> {
        let ticket = binding::ticket(ticket.integer()? as u64);
        Ok(handle.ask(|ring| ring.release(ticket)).unwrap_or(false))
    }
}

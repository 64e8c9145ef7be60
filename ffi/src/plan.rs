//! What changes hands between two rings: how much, and from whom to whom.

use core::ffi::{c_char, c_void};
use core::ptr::{NonNull, null_mut};
use std::sync::Arc;

use ringwise_core::{NodeId, Plan};

use crate::convert::{borrow, bytes, free, give_bytes, give_halves, give_handle, give_text, required};
use crate::moves::ringwise_moves;
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// What changes hands when one ring takes the place of another, as both were when the plan was made.
///
/// It never changes, whatever is edited or freed later; any thread may read it. It holds no list of moves: these are found as they are
/// asked for.
pub struct ringwise_plan {
    plan: Arc<Plan>,
    pairs: Vec<Pair>,
}

struct Pair {
    source: NodeId,
    target: NodeId,
    parts: u128,
}

impl From<Plan> for ringwise_plan {
    fn from(plan: Plan) -> Self {
        let (before, after) = (plan.before(), plan.after());
        let pair = |(source, target, parts): (Option<&str>, &str, u128)| Pair {
            source: source.and_then(|name| before.id(name)).unwrap_or(NodeId::NONE),
            target: after.id(target).unwrap_or(NodeId::NONE),
            parts,
        };
        let pairs = plan.totals().map(pair).collect();
        ringwise_plan { plan: Arc::new(plan), pairs }
    }
}

/// Gives what changes hands when another ring takes the place of a ring and each key is held by the first nodes of its list.
///
/// The two lists of a key are compared as sets: who is in the one after and not in the one before is the target of a move. Its source is
/// a node that gives the key up, as long as there are such; then the first of those that keep it, from whom it can be copied.
///
/// ring           borrowed; the ring before
/// after          borrowed
/// replicas       how many nodes hold a key; 1: its owner alone
/// plan           gets the plan, which the caller frees
///
/// Returns OK, UNSUPPORTED if a key does not stand at one position in both rings (ringwise_ring_overlap() is for these) or for more
/// replicas than a profile can list, INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26), or NULL_POINTER. Threads: any, at
/// any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_plan(
    ring: *const ringwise_ring,
    after: *const ringwise_ring,
    replicas: usize,
    plan: *mut *mut ringwise_plan,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, after) = (borrow(ring, "ring")?, borrow(after, "after")?);
        let out = required(plan, "plan")?;
        give_handle(out, ring.0.view().plan(&after.0.view(), replicas)?.into());
        Ok(())
    })
}

/// Gives the share of keys that is expected to have an owner of the same name in another ring, if the two hash keys independently. It
/// is for rings that no plan can join: another profile, another seed. Rings that differ in the hash tag alone are not independent, and
/// more keys may stay. ringwise_ring_compare() counts real keys.
///
/// ring, other    borrowed
/// overlap        gets the share, from 0 to 1
///
/// Returns OK or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_overlap(
    ring: *const ringwise_ring,
    other: *const ringwise_ring,
    overlap: *mut f64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, other) = (borrow(ring, "ring")?, borrow(other, "other")?);
        required(overlap, "overlap")?.write(ring.0.view().overlap(&other.0.view()));
        Ok(())
    })
}

/// Frees a plan. Moves that it gave stay.
///
/// plan           NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_free(plan: *mut ringwise_plan) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(plan) };
}

/// Gives how many positions keys can have, as ringwise_shares_total().
///
/// plan           borrowed
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_total(plan: *const ringwise_plan, hi: *mut u64, lo: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(plan.as_ref().map(|plan| plan.plan.total()), hi, lo) }
}

/// Gives how many positions arrive at a node that did not hold them before, counted once for each such node.
///
/// plan           borrowed
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_moved(plan: *const ringwise_plan, hi: *mut u64, lo: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(plan.as_ref().map(|plan| plan.plan.moved()), hi, lo) }
}

/// Gives the least that could arrive, given what each node holds before and after: the sum of what each holds more than before. One edit
/// of a native ring without a cap moves no more than that.
///
/// plan           borrowed
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_minimum(plan: *const ringwise_plan, hi: *mut u64, lo: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(plan.as_ref().map(|plan| plan.plan.minimum()), hi, lo) }
}

/// Returns what is moved as a fraction of one copy of the key space, which with several replicas may exceed 1; 0 if plan is NULL.
///
/// plan           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_moved_fraction(plan: *const ringwise_plan) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { plan.as_ref() }.map_or(0.0, |plan| plan.plan.moved_fraction())
}

/// Returns the minimum in the measure of ringwise_plan_moved_fraction(); 0 if plan is NULL.
///
/// plan           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_minimum_fraction(plan: *const ringwise_plan) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { plan.as_ref() }.map_or(0.0, |plan| plan.plan.minimum_fraction())
}

/// Gives the total of one pair of a source and a target, in bytewise order of their names: how many positions go from one to the other.
///
/// plan           borrowed
/// index          counted from 0
/// source         gets an id of the ring before; RINGWISE_NO_NODE where that ring has no node
/// target         gets an id of the ring after
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, behind the last pair or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_totals(
    plan: *const ringwise_plan,
    index: usize,
    source: *mut u32,
    target: *mut u32,
    hi: *mut u64,
    lo: *mut u64,
) -> bool {
    let (Some(source), Some(target)) = (NonNull::new(source), NonNull::new(target)) else { return false };
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let pair = plan.as_ref().and_then(|plan| plan.pairs.get(index));
        if !give_halves(pair.map(|pair| pair.parts), hi, lo) {
            return false;
        }
        source.write(pair.map_or(NodeId::NONE, |pair| pair.source).get());
        target.write(pair.map_or(NodeId::NONE, |pair| pair.target).get());
        true
    }
}

/// Gives the name of a source.
///
/// plan           borrowed
/// source         an id of the ring before
/// name, name_len           get the name, which lives as long as the plan
///
/// Returns false, and writes nothing, if the ring before had no such id or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_source_name(
    plan: *const ringwise_plan,
    source: u32,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(plan.as_ref().and_then(|plan| plan.plan.before().name(NodeId::new(source))), name, name_len) }
}

/// Gives the name of a target.
///
/// plan           borrowed
/// target         an id of the ring after
/// name, name_len           get the name, which lives as long as the plan
///
/// Returns false, and writes nothing, if the ring after had no such id or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_target_name(
    plan: *const ringwise_plan,
    target: u32,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(plan.as_ref().and_then(|plan| plan.plan.after().name(NodeId::new(target))), name, name_len) }
}

/// Returns every move, by where it starts, and by rank where several start at one position; NULL if plan is NULL. The caller frees them.
///
/// plan           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_iter(plan: *const ringwise_plan) -> *mut ringwise_moves {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { plan.as_ref() } {
        Some(plan) => ringwise_moves::given(Arc::clone(&plan.plan).into_moves()),
        None => null_mut(),
    }
}

/// Returns the moves that a key is part of, none if every node that is to hold it does already; NULL if plan or a needed key is NULL. The
/// caller frees them. While a migration goes on, the sources are where else to look for the key.
///
/// plan           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_moves(plan: *const ringwise_plan, key: *const c_void, key_len: usize) -> *mut ringwise_moves {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { (plan.as_ref(), bytes(key, key_len)) } {
        (Some(plan), Some(key)) => ringwise_moves::given(plan.plan.moves_of(key).into_iter()),
        _ => null_mut(),
    }
}

/// Returns how many bytes ringwise_plan_table() writes; 0 if plan is NULL.
///
/// plan           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_table_len(plan: *const ringwise_plan) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { plan.as_ref() }.map_or(0, |plan| plan.plan.to_string().len())
}

/// Writes a table of who gives how much to whom, the largest first, and below it the sum against the least possible. For people: the text
/// may change.
///
/// plan           borrowed
/// out, out_len   caller's buffer of out_len bytes: ringwise_plan_table_len() of them; no NUL is written behind the text
/// written        gets how many bytes were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_table(
    plan: *const ringwise_plan,
    out: *mut c_char,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { give_bytes(borrow(plan, "plan")?.plan.to_string().as_bytes(), out.cast(), out_len, written) })
}

/// Returns how many bytes ringwise_plan_to_json() writes; 0 if plan is NULL.
///
/// plan           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_to_json_len(plan: *const ringwise_plan) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { plan.as_ref() }.map_or(0, |plan| plan.plan.to_json().len())
}

/// Writes the plan as JSON, for the program that carries it out: total, replicas, moved, minimum; totals, who gives how much to whom; and
/// moves, a move a line. Positions and what counts them are strings of decimal digits.
///
/// plan           borrowed
/// out, out_len   caller's buffer of out_len bytes: ringwise_plan_to_json_len() of them; no NUL is written behind the text
/// written        gets how many bytes were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_to_json(
    plan: *const ringwise_plan,
    out: *mut c_char,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { give_bytes(borrow(plan, "plan")?.plan.to_json().as_bytes(), out.cast(), out_len, written) })
}

//! Plans.

use core::ffi::c_char;

use ringwise_core::binding::{id_number, node_id, plan_totals};
use ringwise_core::{NodeId, Plan};

use crate::convert::{borrow, free, non_null, write_handle, write_one, write_text};
use crate::ring::ringwise_ring;
use crate::shares::ringwise_u128;
use crate::status::{guard, handle, ringwise_status};
use crate::text::ringwise_text;

/// What moves when one ring replaces another, as both were when the plan was made.
///
/// Its sources are ids of the ring before, its targets ids of the ring after. It holds no list of moves: they are found one by one.
pub struct ringwise_plan(pub(crate) Plan);

/// Computes what moves when another ring replaces a ring.
///
/// The lists of each key are compared as sets. A node that is only in the list after is the target of a move. Its source is a node that is
/// only in the list before, as long as there is one; otherwise it is the first node that is in both, from which the key can be copied.
///
/// ring           the ring before
/// after          the ring after
/// replicas       the number of nodes that hold a key; 1: only its owner
///
/// Returns OK, UNSUPPORTED if keys have other positions in the other ring (use ringwise_ring_overlap() then) or if a profile cannot list
/// that many replicas, or INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26).
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
        let out = non_null(plan, "plan")?;
        write_handle(ringwise_plan(ring.0.view().plan(&after.0.view(), replicas)?), out);
        Ok(())
    })
}

/// Writes the expected share of keys, from 0 to 1, whose owner has the same name in another ring, if the two rings hash keys independently.
/// Use it where no plan is possible: for another profile or another seed. If the rings differ only in the hash tag, more keys may stay.
/// ringwise_ring_compare() counts real keys.
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_overlap(
    ring: *const ringwise_ring,
    other: *const ringwise_ring,
    overlap: *mut f64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, other) = (borrow(ring, "ring")?, borrow(other, "other")?);
        non_null(overlap, "overlap")?.write(ring.0.view().overlap(&other.0.view()));
        Ok(())
    })
}

/// Frees a plan. Its moves stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_free(plan: *mut ringwise_plan) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(plan) };
}

/// Writes the sums of a plan.
///
/// total          gets the number of positions that keys can have, as ringwise_shares_total()
/// moved          gets the number of positions that get a new node, counted once for each new node
/// minimum        gets the least number that any two such rings must move: the sum of what each node holds more than before; one edit of a
///                native ring without a cap moves no more
/// moved_fraction, minimum_fraction   get both as a fraction of one copy of the key space; with several replicas they may exceed 1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_sums(
    plan: *const ringwise_plan,
    total: *mut ringwise_u128,
    moved: *mut ringwise_u128,
    minimum: *mut ringwise_u128,
    moved_fraction: *mut f64,
    minimum_fraction: *mut f64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(ringwise_plan(plan)) = plan.as_ref() else { return false };
        write_one(plan.total().into(), total);
        write_one(plan.moved().into(), moved);
        write_one(plan.minimum().into(), minimum);
        write_one(plan.moved_fraction(), moved_fraction);
        write_one(plan.minimum_fraction(), minimum_fraction);
        true
    }
}

/// Returns the number of pairs of a source and a target.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_totals_len(plan: *const ringwise_plan) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { plan.as_ref() }.map_or(0, |plan| plan_totals(&plan.0).len())
}

/// Writes the pair at an index, in bytewise order of the names.
///
/// source         gets an id of the ring before, or RINGWISE_NO_NODE if that ring has no node
/// target         gets an id of the ring after
/// parts          gets the number of positions that move from source to target
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_totals_at(
    plan: *const ringwise_plan,
    index: usize,
    source: *mut u32,
    target: *mut u32,
    parts: *mut ringwise_u128,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(&(from, to, moved)) = plan.as_ref().and_then(|plan| plan_totals(&plan.0).get(index)) else { return false };
        write_one(id_number(from.unwrap_or(NodeId::NONE)), source);
        write_one(id_number(to), target);
        write_one(moved.into(), parts);
        true
    }
}

/// Writes the name of a source. Returns false if it is not an id of the ring before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_source_name(
    plan: *const ringwise_plan,
    source: u32,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_text(plan.as_ref().and_then(|plan| plan.0.before().name(node_id(source))), name, name_len) }
}

/// Writes the name of a target. Returns false if it is not an id of the ring after.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_target_name(
    plan: *const ringwise_plan,
    target: u32,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_text(plan.as_ref().and_then(|plan| plan.0.after().name(node_id(target))), name, name_len) }
}

/// Returns a table of the totals, the largest first, followed by the sum and the minimum. It is for people; its form may change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_table(plan: *const ringwise_plan) -> *mut ringwise_text {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { plan.as_ref() }.map(|plan| plan.0.to_string().into()))
}

/// Returns the plan as JSON, for the program that carries it out: total, replicas, moved and minimum; the totals; and the moves, one a
/// line. Positions and numbers of positions are strings of decimal digits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_to_json(plan: *const ringwise_plan) -> *mut ringwise_text {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { plan.as_ref() }.map(|plan| plan.0.to_json().into()))
}

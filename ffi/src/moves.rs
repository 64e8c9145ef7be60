//! Moves of a plan.

use core::ffi::c_void;

use ringwise_core::binding::id_number;
use ringwise_core::{Move, NodeId};

use crate::convert::{bytes, free, write_one};
use crate::plan::ringwise_plan;
use crate::status::handle;

/// Moves of a plan, found one by one.
pub struct ringwise_moves(Box<dyn Iterator<Item = Move> + Send>);

/// Returns all moves of a plan, in ascending order of where they start and then of their rank.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_moves(plan: *const ringwise_plan) -> *mut ringwise_moves {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { plan.as_ref() }.map(|plan| ringwise_moves(Box::new(plan.0.iter()))))
}

/// Returns the moves that a key is part of. There are none if every node that is to hold the key holds it already. During a migration,
/// look for the key on their sources too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_plan_moves_of(plan: *const ringwise_plan, key: *const c_void, key_len: usize) -> *mut ringwise_moves {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe {
        let (plan, key) = (plan.as_ref()?, bytes(key, key_len)?);
        Some(ringwise_moves(Box::new(plan.0.moves_of(key).into_iter())))
    })
}

/// Writes the next move: a range of positions that a node gets, and from which node. Returns false after the last one.
///
/// start, end     get the range, as ringwise_ranges_at() writes it
/// rank           gets the index of the target in the list after
/// source         gets the id, in the ring before, of the node that has the keys; RINGWISE_NO_NODE if that ring has no node
/// target         gets the id, in the ring after, of the node that gets the keys
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_moves_next(
    moves: *mut ringwise_moves,
    start: *mut u64,
    end: *mut u64,
    rank: *mut usize,
    source: *mut u32,
    target: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(next) = moves.as_mut().and_then(|moves| moves.0.next()) else { return false };
        write_one(next.start, start);
        write_one(next.end, end);
        write_one(next.rank, rank);
        write_one(id_number(next.source.unwrap_or(NodeId::NONE)), source);
        write_one(id_number(next.target), target);
        true
    }
}

/// Frees moves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_moves_free(moves: *mut ringwise_moves) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(moves) };
}

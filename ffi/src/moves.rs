//! Moves, one after another.

use core::ptr::NonNull;

use ringwise_core::{Move, NodeId};

use crate::convert::free;

/// Moves of a plan, one after another, found as they are asked for.
///
/// Not for several threads at once.
pub struct ringwise_moves(Box<dyn Iterator<Item = Move> + Send>);

impl ringwise_moves {
    /// Returns a new handle.
    pub(crate) fn given(moves: impl Iterator<Item = Move> + Send + 'static) -> *mut Self {
        Box::into_raw(Box::new(ringwise_moves(Box::new(moves))))
    }
}

/// Frees moves, whether or not all were given.
///
/// moves          NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_moves_free(moves: *mut ringwise_moves) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(moves) };
}

/// Gives the next move: which positions a node comes to hold, and from whom. They are those from behind start up to and with end,
/// clockwise. Where start is not below end, they reach round the end of the ring; 0 and 0 is the whole ring.
///
/// moves          changed
/// start, end     get the position before the first, and the last
/// rank           gets the place of the target in the keys' list after, counted from 0
/// source         gets who can give the keys, an id of the ring before; RINGWISE_NO_NODE if that ring has no node
/// target         gets who comes to hold the keys, an id of the ring after
///
/// Returns false, and writes nothing, behind the last move or if a pointer is NULL. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_moves_next(
    moves: *mut ringwise_moves,
    start: *mut u64,
    end: *mut u64,
    rank: *mut usize,
    source: *mut u32,
    target: *mut u32,
) -> bool {
    let (Some(start), Some(end), Some(rank)) = (NonNull::new(start), NonNull::new(end), NonNull::new(rank)) else { return false };
    let (Some(source), Some(target)) = (NonNull::new(source), NonNull::new(target)) else { return false };
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(next) = moves.as_mut().and_then(|moves| moves.0.next()) else { return false };
        start.write(next.start);
        end.write(next.end);
        rank.write(next.rank);
        source.write(next.source.unwrap_or(NodeId::NONE).get());
        target.write(next.target.get());
        true
    }
}

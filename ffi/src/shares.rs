//! What part of the key space each node holds, exactly.

use core::ffi::c_char;
use std::collections::HashMap;

use ringwise_core::{Field, Share, Shares};

use crate::convert::{borrow, free, give, give_halves, give_handle, give_text, required, slice, text};
use crate::ring::ringwise_ring;
use crate::status::{Failure, guard, ringwise_status};

/// What part of the key space each member of a ring holds, in the order of ringwise_ring_members(), drained ones included.
///
/// It never changes, whatever is edited later; any thread may read it.
pub struct ringwise_shares {
    total: u128,
    nodes: Vec<(String, Share)>,
    /// By name, which of these.
    places: HashMap<String, usize>,
}

impl From<Shares> for ringwise_shares {
    fn from(shares: Shares) -> Self {
        let nodes: Vec<_> = shares.iter().map(|(name, share)| (name.to_owned(), share.clone())).collect();
        let places = nodes.iter().zip(0..).map(|((name, _), place)| (name.clone(), place)).collect();
        ringwise_shares { total: shares.total(), nodes, places }
    }
}

/// Gives what part of the key space each node holds, exactly, if each key is held by the first nodes of its list. The parts of all
/// nodes sum to ringwise_shares_total() times the length of the lists.
///
/// ring           borrowed
/// replicas       how many nodes hold a key; 1: its owner alone
/// shares         gets the shares, which the caller frees
///
/// Returns OK, UNSUPPORTED for more replicas than the profile can list, INVALID_OPTION if nodes times replicas exceed 67,108,864 (2^26),
/// or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_shares(
    ring: *const ringwise_ring,
    replicas: usize,
    shares: *mut *mut ringwise_shares,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, required(shares, "shares")?);
        give_handle(out, ring.0.view().shares(replicas)?.into());
        Ok(())
    })
}

/// Gives what part of the key space each node holds after some have failed: as the lists of ringwise_ring_get_healthy_nodes() with these
/// marked unhealthy, and no others. Nothing is marked. What an edit does, a clone that is edited shows.
///
/// ring           borrowed
/// failures, failure_lens, count      borrowed for the call; count names and their lengths; both may be NULL if count is 0
/// replicas       how many nodes hold a key; 1: the first alone
/// shares         gets the shares, which the caller frees; failed nodes are among them, and hold nothing
///
/// Returns OK, UNKNOWN_NODE for a failure that is no member, INVALID_NAME for one that is not UTF-8, UNSUPPORTED or INVALID_OPTION as
/// ringwise_ring_shares(), or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_forecast(
    ring: *const ringwise_ring,
    failures: *const *const c_char,
    failure_lens: *const usize,
    count: usize,
    replicas: usize,
    shares: *mut *mut ringwise_shares,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let ring = borrow(ring, "ring")?;
        let (failures, lens) = (slice(failures, count, "failures")?, slice(failure_lens, count, "failure_lens")?);
        let out = required(shares, "shares")?;
        let names = failures.iter().zip(lens).map(|(&name, &len)| text(name, len, Field::Name, "a failure"));
        let names = names.collect::<Result<Vec<_>, Failure>>()?;
        give_handle(out, ring.0.view().forecast(names, replicas)?.into());
        Ok(())
    })
}

/// Frees shares.
///
/// shares         NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_free(shares: *mut ringwise_shares) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(shares) };
}

/// Gives how many positions keys can have: 2^64 on a native ring, which is 1 in hi and 0 in lo; 2^32 where a profile counts in 32 bits;
/// the entries of a table.
///
/// shares         borrowed
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_total(shares: *const ringwise_shares, hi: *mut u64, lo: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(shares.as_ref().map(|shares| shares.total), hi, lo) }
}

/// Returns how many nodes there are, drained and failed ones included; 0 if shares is NULL.
///
/// shares         borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_len(shares: *const ringwise_shares) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { shares.as_ref() }.map_or(0, |shares| shares.nodes.len())
}

/// Gives the name of a node.
///
/// shares         borrowed
/// index          below ringwise_shares_len()
/// name, name_len           get the name, which lives as long as the shares
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_name(
    shares: *const ringwise_shares,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(shares.as_ref().and_then(|shares| shares.nodes.get(index)).map(|(name, _)| name.as_str()), name, name_len) }
}

/// Gives the index of the node of a name.
///
/// shares         borrowed
/// name, name_len           borrowed for the call
/// index          gets the index
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_index(
    shares: *const ringwise_shares,
    name: *const c_char,
    name_len: usize,
    index: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(shares), Ok(name)) = (shares.as_ref(), text(name, name_len, Field::Name, "name")) else { return false };
        give(shares.places.get(name).copied(), index)
    }
}

/// Gives how many positions a node holds, all ranks together.
///
/// shares         borrowed
/// index          below ringwise_shares_len()
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_parts(shares: *const ringwise_shares, index: usize, hi: *mut u64, lo: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(share(shares, index).map(|share| share.parts), hi, lo) }
}

/// Gives of how many positions a node has one place in the list: of rank 0 it is the owner, of rank 1 the second node, and so on.
///
/// shares         borrowed
/// index          below ringwise_shares_len()
/// rank           below the replicas that were asked for
/// hi, lo         get the halves of the number
///
/// Returns false, and writes nothing, if there is no such node or rank, or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_by_rank(
    shares: *const ringwise_shares,
    index: usize,
    rank: usize,
    hi: *mut u64,
    lo: *mut u64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_halves(share(shares, index).and_then(|share| share.by_rank.get(rank).copied()), hi, lo) }
}

/// Gives what a node holds as a fraction of one copy of the key space; with several replicas it may exceed 1.
///
/// shares         borrowed
/// index          below ringwise_shares_len()
/// fraction       gets the fraction
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_fraction(shares: *const ringwise_shares, index: usize, fraction: *mut f64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(share(shares, index).map(|share| share.fraction), fraction) }
}

/// Gives what would be fair: a node's part, by weight, of what all nodes hold, in the measure of ringwise_shares_fraction().
///
/// shares         borrowed
/// index          below ringwise_shares_len()
/// fair           gets the fraction
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_fair(shares: *const ringwise_shares, index: usize, fair: *mut f64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(share(shares, index).map(|share| share.fair), fair) }
}

/// Borrows the share of a node.
///
/// # Safety
///
/// `shares` is NULL, or a handle that nothing frees while the answer is used.
unsafe fn share<'a>(shares: *const ringwise_shares, index: usize) -> Option<&'a Share> {
    // SAFETY: as above.
    unsafe { shares.as_ref() }?.nodes.get(index).map(|(_, share)| share)
}

//! What a new membership changed.

use core::ffi::c_char;

use ringwise_core::Changes;

use crate::convert::{free, give_text};

/// What ringwise_ring_set_nodes() changed: four lists of names, each in bytewise order.
///
/// It never changes; any thread may read it.
pub struct ringwise_changes(pub(crate) Changes);

/// Frees changes.
///
/// changes        NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_free(changes: *mut ringwise_changes) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(changes) };
}

/// Gives one of the names that were no members before.
///
/// changes        borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the changes
///
/// Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_added(
    changes: *const ringwise_changes,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_name(changes, |changes| &changes.added, index, name, name_len) }
}

/// Gives one of the names that are no members any more.
///
/// changes        borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the changes
///
/// Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_removed(
    changes: *const ringwise_changes,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_name(changes, |changes| &changes.removed, index, name, name_len) }
}

/// Gives one of the names of members whose weight, zone or identity is another.
///
/// changes        borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the changes
///
/// Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_changed(
    changes: *const ringwise_changes,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_name(changes, |changes| &changes.changed, index, name, name_len) }
}

/// Gives one of the changed names whose identity is another: all keys of these may move.
///
/// changes        borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the changes
///
/// Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_reidentified(
    changes: *const ringwise_changes,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_name(changes, |changes| &changes.reidentified, index, name, name_len) }
}

/// Gives a name of one of the lists.
///
/// # Safety
///
/// `changes` is NULL, or a handle that nothing frees while the name is used; `out` and `out_len` are NULL or may be written.
unsafe fn give_name(
    changes: *const ringwise_changes,
    list: impl FnOnce(&Changes) -> &Vec<String>,
    index: usize,
    out: *mut *const c_char,
    out_len: *mut usize,
) -> bool {
    // SAFETY: as above.
    unsafe { give_text(changes.as_ref().and_then(|changes| list(&changes.0).get(index)).map(String::as_str), out, out_len) }
}

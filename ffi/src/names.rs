//! Lists of names.

use core::ffi::c_char;

use crate::convert::{free, give_text};

/// A list of names: of nodes, or of profiles.
///
/// It never changes; any thread may read it.
pub struct ringwise_names(pub(crate) Vec<String>);

/// Frees a list of names.
///
/// names          NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_free(names: *mut ringwise_names) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(names) };
}

/// Returns how many names a list has; 0 if names is NULL.
///
/// names          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_len(names: *const ringwise_names) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { names.as_ref() }.map_or(0, |names| names.0.len())
}

/// Gives a name of a list.
///
/// names          borrowed
/// index          below ringwise_names_len()
/// name, name_len           get the name, which lives as long as the list
///
/// Returns false, and writes nothing, if there is no such name or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_get(
    names: *const ringwise_names,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(names.as_ref().and_then(|names| names.0.get(index)).map(String::as_str), name, name_len) }
}

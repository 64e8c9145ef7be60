//! Lists of names.

use core::ffi::c_char;

use crate::convert::{free, write_text};

/// A list of names.
pub struct ringwise_names(pub(crate) Vec<String>);

/// Returns the number of names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_len(names: *const ringwise_names) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { names.as_ref() }.map_or(0, |names| names.0.len())
}

/// Writes the name at an index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_at(
    names: *const ringwise_names,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_text(names.as_ref().and_then(|names| names.0.get(index)).map(String::as_str), name, name_len) }
}

/// Frees a list of names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_names_free(names: *mut ringwise_names) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(names) };
}

//! Texts.

use core::ffi::c_char;

use crate::convert::{free, write_one};

/// A text, or the bytes of a snapshot.
pub struct ringwise_text {
    /// A NUL follows the bytes.
    bytes: Vec<u8>,
}

impl From<String> for ringwise_text {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<Vec<u8>> for ringwise_text {
    fn from(mut bytes: Vec<u8>) -> Self {
        bytes.push(0);
        ringwise_text { bytes }
    }
}

/// Returns the characters of a text. A NUL follows them, which len does not count.
///
/// len            gets the number of bytes; may be NULL
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_text_get(text: *const ringwise_text, len: *mut usize) -> *const c_char {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(text) = text.as_ref() else { return core::ptr::null() };
        write_one(text.bytes.len() - 1, len);
        text.bytes.as_ptr().cast()
    }
}

/// Frees a text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_text_free(text: *mut ringwise_text) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(text) };
}

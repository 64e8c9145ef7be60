//! Which ringwise a program runs with.

use core::ffi::{CStr, c_char};

/// The ABI that this header describes; see ringwise_abi_version().
pub const RINGWISE_ABI_VERSION: u32 = 1;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// Returns the version of the library, such as "0.1.0"; the header's is RINGWISE_VERSION.
///
/// Returns a NUL-terminated text that lives as long as the process. Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Returns the ABI of the library, which must be the header's RINGWISE_ABI_VERSION: it is raised when a program that was
/// compiled before would no longer work. New functions do not raise it.
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_abi_version() -> u32 {
    RINGWISE_ABI_VERSION
}

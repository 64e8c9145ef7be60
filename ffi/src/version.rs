//! The version.

use core::ffi::{CStr, c_char};

/// The ABI that this header describes; see ringwise_abi_version().
pub const RINGWISE_ABI_VERSION: u32 = 1;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// Returns the version of the library, such as "0.1.0". It ends with a NUL.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Returns the ABI of the library, which must equal RINGWISE_ABI_VERSION. It is raised when programs that were compiled earlier
/// would no longer work. New functions do not raise it.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_abi_version() -> u32 {
    RINGWISE_ABI_VERSION
}

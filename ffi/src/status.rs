//! Statuses.

use core::any::Any;
use core::cell::RefCell;
use core::ffi::c_char;
use core::fmt;
use core::panic::AssertUnwindSafe;
use std::ffi::CString;
use std::panic::catch_unwind;
use std::sync::LazyLock;

use ringwise_core::{Error, ErrorKind};

/// The result of a call that can fail: a ringwise_status_code.
pub type ringwise_status = u32;

// The other statuses are the kinds of the core's errors. `tests/header.rs` makes one enum of all of them.

/// The call succeeded.
pub const RINGWISE_STATUS_OK: ringwise_status = 0;
/// A pointer is NULL that may not be.
pub const RINGWISE_STATUS_NULL_POINTER: ringwise_status = 100;
/// The caller's buffer is too small for all items.
pub const RINGWISE_STATUS_BUFFER_TOO_SMALL: ringwise_status = 101;
/// A bug in ringwise; the handle may still be used and freed.
pub const RINGWISE_STATUS_PANIC: ringwise_status = 102;

/// The name of each status, with its NUL.
static NAMES: LazyLock<Vec<(ringwise_status, CString)>> = LazyLock::new(|| {
    let own = [
        (RINGWISE_STATUS_OK, "OK"),
        (RINGWISE_STATUS_NULL_POINTER, "NULL_POINTER"),
        (RINGWISE_STATUS_BUFFER_TOO_SMALL, "BUFFER_TOO_SMALL"),
        (RINGWISE_STATUS_PANIC, "PANIC"),
    ];
    let kinds = ErrorKind::ALL.iter().map(|kind| (kind.code(), kind.name()));
    own.into_iter().chain(kinds).map(|(status, name)| (status, CString::new(name).unwrap_or_default())).collect()
});

/// Why a call failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The core refused.
    Core(Error),
    /// The parameter of this name is NULL.
    Null(&'static str),
    /// The caller's buffer is too small.
    TooSmall {
        /// The items, in the plural.
        what: &'static str,
        /// The number of items that the buffer can hold.
        room: usize,
        /// The number of items that there are.
        needed: usize,
    },
    /// The core panicked with this message.
    Panic(String),
}

impl Failure {
    fn status(&self) -> ringwise_status {
        match self {
            Failure::Core(error) => error.kind().code(),
            Failure::Null(_) => RINGWISE_STATUS_NULL_POINTER,
            Failure::TooSmall { .. } => RINGWISE_STATUS_BUFFER_TOO_SMALL,
            Failure::Panic(_) => RINGWISE_STATUS_PANIC,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Core(error) => error.fmt(f),
            Failure::Null(parameter) => write!(f, "{parameter} NULL: this call needs what it points to"),
            Failure::TooSmall { what, room, needed } => write!(f, "room for {room} {what}: there are {needed}"),
            Failure::Panic(message) => write!(f, "panic {message:?}: this is a bug in ringwise, please report it"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Core(error)
    }
}

/// Runs the body of a function that can fail. A panic becomes a status: it must not unwind into C.
pub(crate) fn guard(body: impl FnOnce() -> Result<(), Failure>) -> ringwise_status {
    caught(body).err().map_or(RINGWISE_STATUS_OK, |failure| {
        remember(&failure.to_string());
        failure.status()
    })
}

/// Runs the body of a function that returns a handle, or NULL if there is none or if it panics.
pub(crate) fn handle<T>(body: impl FnOnce() -> Option<T>) -> *mut T {
    match caught(|| Ok(body())) {
        Ok(value) => value.map_or(core::ptr::null_mut(), |value| Box::into_raw(Box::new(value))),
        Err(failure) => {
            remember(&failure.to_string());
            core::ptr::null_mut()
        }
    }
}

fn caught<T>(body: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // A body can leave nothing half-done: the core publishes only whole rings, and outputs are written last.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(Failure::Panic(panic_message(&*payload))))
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a message").to_owned()
}

thread_local! {
    static LAST_ERROR: RefCell<CString> = RefCell::default();
}

fn remember(message: &str) {
    let escaped = CString::new(message.replace('\0', "\\0")).unwrap_or_default();
    // Fails only in a thread that is ending and has lost its variables: nobody is left there to ask.
    let _ = LAST_ERROR.try_with(|last| last.replace(escaped));
}

/// Returns the message of this thread's last call that failed, or "" if none has failed. It names the value that was wrong and says what
/// would be right.
///
/// The message ends with a NUL and lives until the next call of this thread that fails. A NUL inside it is written as \0.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_last_error() -> *const c_char {
    LAST_ERROR.try_with(|last| last.borrow().as_ptr()).unwrap_or(c"".as_ptr())
}

/// Returns the name of a status without its prefix, such as "UNKNOWN_NODE", or "" for an unknown number. It ends with a NUL.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_status_name(status: ringwise_status) -> *const c_char {
    NAMES.iter().find(|(known, _)| *known == status).map_or(c"", |(_, name)| name).as_ptr()
}

#[cfg(test)]
mod tests {
    use core::ffi::CStr;

    use super::*;

    fn last_error() -> String {
        // SAFETY: it is never NULL, and no call fails before the copy is made.
        unsafe { CStr::from_ptr(ringwise_last_error()) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn every_kind_of_error_has_its_status() {
        for kind in ErrorKind::ALL {
            // SAFETY: it is never NULL, and lives for ever.
            let name = unsafe { CStr::from_ptr(ringwise_status_name(kind.code())) };
            assert_eq!(name.to_str(), Ok(kind.name()));
        }
    }

    #[test]
    fn every_status_has_its_name() {
        let mut codes: Vec<_> = NAMES.iter().map(|(status, _)| *status).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ErrorKind::ALL.len() + 4);
        assert!(NAMES.iter().all(|(_, name)| !name.is_empty()));
    }

    #[test]
    fn a_panic_makes_no_handle() {
        assert!(handle(|| -> Option<u8> { panic!("slot {}", 8) }).is_null());
        assert_eq!(last_error(), r#"panic "slot 8": this is a bug in ringwise, please report it"#);
    }

    #[test]
    fn a_panic_comes_back_as_a_status() {
        assert_eq!(guard(|| panic!("slot {}", 7)), RINGWISE_STATUS_PANIC);
        assert_eq!(last_error(), r#"panic "slot 7": this is a bug in ringwise, please report it"#);
        assert_eq!(guard(|| std::panic::panic_any(7)), RINGWISE_STATUS_PANIC);
        assert_eq!(last_error(), r#"panic "without a message": this is a bug in ringwise, please report it"#);
    }

    #[test]
    fn success_leaves_the_last_error() {
        assert_eq!(last_error(), "");
        assert_eq!(guard(|| Err(Failure::Null("ring"))), RINGWISE_STATUS_NULL_POINTER);
        assert_eq!(guard(|| Ok(())), RINGWISE_STATUS_OK);
        assert_eq!(last_error(), "ring NULL: this call needs what it points to");
    }

    #[test]
    fn a_nul_in_a_message_is_escaped() {
        remember("a\0b");
        assert_eq!(last_error(), "a\\0b");
    }
}

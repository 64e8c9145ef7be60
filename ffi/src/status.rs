//! What a call that can fail returns, and the message beside it.

use core::any::Any;
use core::cell::RefCell;
use core::ffi::{CStr, c_char};
use core::fmt;
use core::panic::AssertUnwindSafe;
use std::ffi::CString;
use std::panic::catch_unwind;

use ringwise_core::{Error, ErrorKind};

/// What became of a call that can fail. A number keeps its meaning for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum ringwise_status {
    /// It did what it says.
    RINGWISE_STATUS_OK = 0,
    /// A name, identity or zone is empty, too long or not UTF-8.
    RINGWISE_STATUS_INVALID_NAME = 1,
    /// A weight is out of range.
    RINGWISE_STATUS_INVALID_WEIGHT = 2,
    /// A name or an identity is taken.
    RINGWISE_STATUS_DUPLICATE_NODE = 3,
    /// There is no node of that name.
    RINGWISE_STATUS_UNKNOWN_NODE = 4,
    /// The virtual nodes would be more than 67,108,864.
    RINGWISE_STATUS_TOO_MANY_POINTS = 5,
    /// An option's value is out of range.
    RINGWISE_STATUS_INVALID_OPTION = 6,
    /// It is no snapshot of a ring.
    RINGWISE_STATUS_BAD_SNAPSHOT = 7,
    /// A later version has written the snapshot.
    RINGWISE_STATUS_SNAPSHOT_VERSION = 8,
    /// There is no profile of that name.
    RINGWISE_STATUS_UNKNOWN_PROFILE = 9,
    /// The ring's profile does not have this.
    RINGWISE_STATUS_UNSUPPORTED = 10,
    /// A node's address is not one that can be connected to.
    RINGWISE_STATUS_INVALID_ADDRESS = 12,
    /// The system gave a health monitor no thread.
    RINGWISE_STATUS_MONITOR_FAILED = 13,
    /// The nodes, or the distinct names over the ring's life, would be more than 16,777,216.
    RINGWISE_STATUS_TOO_MANY_NODES = 14,
    /// A pointer is NULL that may not be.
    RINGWISE_STATUS_NULL_POINTER = 100,
    /// The caller's buffer has no room for all.
    RINGWISE_STATUS_BUFFER_TOO_SMALL = 101,
    /// A bug in ringwise; the handle may still be used and freed.
    RINGWISE_STATUS_PANIC = 102,
}

use ringwise_status::*;

impl ringwise_status {
    const ALL: [Self; 17] = [
        RINGWISE_STATUS_OK,
        RINGWISE_STATUS_INVALID_NAME,
        RINGWISE_STATUS_INVALID_WEIGHT,
        RINGWISE_STATUS_DUPLICATE_NODE,
        RINGWISE_STATUS_UNKNOWN_NODE,
        RINGWISE_STATUS_TOO_MANY_POINTS,
        RINGWISE_STATUS_INVALID_OPTION,
        RINGWISE_STATUS_BAD_SNAPSHOT,
        RINGWISE_STATUS_SNAPSHOT_VERSION,
        RINGWISE_STATUS_UNKNOWN_PROFILE,
        RINGWISE_STATUS_UNSUPPORTED,
        RINGWISE_STATUS_INVALID_ADDRESS,
        RINGWISE_STATUS_MONITOR_FAILED,
        RINGWISE_STATUS_TOO_MANY_NODES,
        RINGWISE_STATUS_NULL_POINTER,
        RINGWISE_STATUS_BUFFER_TOO_SMALL,
        RINGWISE_STATUS_PANIC,
    ];

    const fn name(self) -> &'static CStr {
        match self {
            RINGWISE_STATUS_OK => c"OK",
            RINGWISE_STATUS_INVALID_NAME => c"INVALID_NAME",
            RINGWISE_STATUS_INVALID_WEIGHT => c"INVALID_WEIGHT",
            RINGWISE_STATUS_DUPLICATE_NODE => c"DUPLICATE_NODE",
            RINGWISE_STATUS_UNKNOWN_NODE => c"UNKNOWN_NODE",
            RINGWISE_STATUS_TOO_MANY_POINTS => c"TOO_MANY_POINTS",
            RINGWISE_STATUS_INVALID_OPTION => c"INVALID_OPTION",
            RINGWISE_STATUS_BAD_SNAPSHOT => c"BAD_SNAPSHOT",
            RINGWISE_STATUS_SNAPSHOT_VERSION => c"SNAPSHOT_VERSION",
            RINGWISE_STATUS_UNKNOWN_PROFILE => c"UNKNOWN_PROFILE",
            RINGWISE_STATUS_UNSUPPORTED => c"UNSUPPORTED",
            RINGWISE_STATUS_INVALID_ADDRESS => c"INVALID_ADDRESS",
            RINGWISE_STATUS_MONITOR_FAILED => c"MONITOR_FAILED",
            RINGWISE_STATUS_TOO_MANY_NODES => c"TOO_MANY_NODES",
            RINGWISE_STATUS_NULL_POINTER => c"NULL_POINTER",
            RINGWISE_STATUS_BUFFER_TOO_SMALL => c"BUFFER_TOO_SMALL",
            RINGWISE_STATUS_PANIC => c"PANIC",
        }
    }
}

impl From<ErrorKind> for ringwise_status {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidName => RINGWISE_STATUS_INVALID_NAME,
            ErrorKind::InvalidWeight => RINGWISE_STATUS_INVALID_WEIGHT,
            ErrorKind::DuplicateNode => RINGWISE_STATUS_DUPLICATE_NODE,
            ErrorKind::UnknownNode => RINGWISE_STATUS_UNKNOWN_NODE,
            ErrorKind::TooManyPoints => RINGWISE_STATUS_TOO_MANY_POINTS,
            ErrorKind::InvalidOption => RINGWISE_STATUS_INVALID_OPTION,
            ErrorKind::BadSnapshot => RINGWISE_STATUS_BAD_SNAPSHOT,
            ErrorKind::SnapshotVersion => RINGWISE_STATUS_SNAPSHOT_VERSION,
            ErrorKind::UnknownProfile => RINGWISE_STATUS_UNKNOWN_PROFILE,
            ErrorKind::Unsupported => RINGWISE_STATUS_UNSUPPORTED,
            ErrorKind::InvalidAddress => RINGWISE_STATUS_INVALID_ADDRESS,
            ErrorKind::MonitorFailed => RINGWISE_STATUS_MONITOR_FAILED,
            ErrorKind::TooManyNodes => RINGWISE_STATUS_TOO_MANY_NODES,
            // A kind that this file does not know would be a bug; a test holds that there is none.
            _ => RINGWISE_STATUS_PANIC,
        }
    }
}

/// Why a call failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The core refused.
    Core(Error),
    /// The parameter of this name is NULL.
    Null(&'static str),
    /// The caller's buffer has not enough room.
    TooSmall {
        /// What it is for, in the plural.
        what: &'static str,
        /// How many go in.
        room: usize,
        /// How many there are.
        needed: usize,
    },
    /// The core panicked, and said this.
    Panic(String),
}

impl Failure {
    fn status(&self) -> ringwise_status {
        match self {
            Failure::Core(error) => error.kind().into(),
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

/// Runs the body of a function that can fail. A panic comes back as a status: it must not unwind into C.
pub(crate) fn guard(body: impl FnOnce() -> Result<(), Failure>) -> ringwise_status {
    // What a body could leave half-done is the core's, which publishes whole rings only, or the caller's own outputs.
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return RINGWISE_STATUS_OK,
        Ok(Err(failure)) => failure,
        Err(payload) => Failure::Panic(panic_message(&*payload)),
    };
    remember(&failure.to_string());
    failure.status()
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

/// Returns what was wrong with this thread's last call that failed, and what would be right; "" if none has failed.
///
/// Returns a NUL-terminated text, never NULL, that lives until this thread's next call that fails. A NUL inside is written \0.
/// Threads: any, at any time; each has its own.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_last_error() -> *const c_char {
    LAST_ERROR.try_with(|last| last.borrow().as_ptr()).unwrap_or(c"".as_ptr())
}

/// Returns the name of a status without its prefix, such as "UNKNOWN_NODE"; "" for a number that is none.
///
/// Returns a NUL-terminated text that lives as long as the process. Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_status_name(status: u32) -> *const c_char {
    ringwise_status::ALL.iter().find(|known| **known as u32 == status).map_or(c"", |known| known.name()).as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_error() -> String {
        // SAFETY: it is never NULL, and no call fails before the copy is made.
        unsafe { CStr::from_ptr(ringwise_last_error()) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn every_kind_of_error_has_its_status() {
        for &kind in ErrorKind::ALL {
            let status = ringwise_status::from(kind);
            assert_eq!((status as u32, status.name().to_str()), (kind.code(), Ok(kind.name())));
        }
    }

    #[test]
    fn every_status_has_its_name() {
        for status in ringwise_status::ALL {
            // SAFETY: it is never NULL, and lives for ever.
            let name = unsafe { CStr::from_ptr(ringwise_status_name(status as u32)) };
            assert_eq!(format!("RINGWISE_STATUS_{}", name.to_str().unwrap()), format!("{status:?}"));
        }
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

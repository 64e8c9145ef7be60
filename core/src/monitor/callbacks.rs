//! The user's functions, and a guard around each call of one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::shared::health::Health;

/// Whether a node answers: `Err` says why not. Called on threads of the monitor, for many nodes at once.
pub(super) type Probe = dyn Fn(&str) -> core::result::Result<(), String> + Send + Sync;

/// What is told of each change: the node's name, and its health now.
pub(super) type OnChange = dyn Fn(&str, &Health) + Send + Sync;

/// Runs what a user gave us; a panic, which the panic hook has reported, becomes an error.
pub(super) fn guarded<T>(what: &str, user: impl FnOnce() -> T) -> core::result::Result<T, String> {
    catch_unwind(AssertUnwindSafe(user)).map_err(|payload| {
        let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = format!("the {what} panicked: {}", words.unwrap_or("no message"));
        // What was thrown may panic again when it is dropped, here where nothing catches it.
        core::mem::forget(payload);
        message
    })
}

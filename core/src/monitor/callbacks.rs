//! The user's functions, and a guard around each call of one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::shared::health::Health;

/// Whether a node answers; `Err` holds the reason why not. Called on threads of the monitor, for many nodes at once.
pub(super) type Probe = dyn Fn(&str) -> core::result::Result<(), String> + Send + Sync;

/// Called for each change with the node's name and new health.
pub(super) type OnChange = dyn Fn(&str, &Health) + Send + Sync;

/// Calls a user's function. A panic, which the panic hook has reported, becomes an error.
pub(super) fn guarded<T>(what: &str, user: impl FnOnce() -> T) -> core::result::Result<T, String> {
    catch_unwind(AssertUnwindSafe(user)).map_err(|payload| {
        let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = format!("the {what} panicked: {}", words.unwrap_or("no message"));
        // The panic's payload may panic again when it is dropped, and nothing would catch that here.
        core::mem::forget(payload);
        message
    })
}

//! Callbacks of a health monitor.

use core::ffi::{c_char, c_void};

use crate::health::ringwise_health;

/// Returns whether a node answers.
///
/// A monitor calls it on its own threads: for several nodes at once, but in one run of the monitor only once at a time for each node. It
/// may take any time: after the monitor's timeout the probe has failed, and the node is not probed again until it returns.
///
/// It may call any function but ringwise_monitor_free() of its monitor. It must return, not throw an exception or call longjmp().
///
/// user_data      the pointer that was given with the function
pub type ringwise_probe = Option<unsafe extern "C" fn(user_data: *mut c_void, node: *const c_char, node_len: usize) -> bool>;

/// Is called after a monitor has marked a node.
///
/// A monitor calls it on a thread of its own, one call at a time in one run of the monitor. A slow call delays no probe.
///
/// It may call any function but ringwise_monitor_free() of its monitor. It must return, not throw an exception or call longjmp().
///
/// user_data      the pointer that was given with the function
/// health         the health of the node now, as a list of one, which lives until the function returns
pub type ringwise_on_change =
    Option<unsafe extern "C" fn(user_data: *mut c_void, node: *const c_char, node_len: usize, health: *const ringwise_health)>;

/// Is called once when nothing will use user_data any more, on the last thread that could have used it. It may free user_data.
///
/// It may not call a function of the options or monitors that used user_data. It must return.
///
/// user_data      the pointer that was given with the function
pub type ringwise_destroy = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// The pointer that a callback gets, until nothing can call it any more.
pub(crate) struct UserData {
    pointer: *mut c_void,
    destroy: ringwise_destroy,
}

// SAFETY: the header states on which threads the functions are called with it.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

impl UserData {
    /// Takes over the caller's pointer.
    pub(crate) fn new(pointer: *mut c_void, destroy: ringwise_destroy) -> Self {
        UserData { pointer, destroy }
    }

    pub(crate) fn get(&self) -> *mut c_void {
        self.pointer
    }
}

impl Drop for UserData {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: the caller gave them together, for this call.
            unsafe { destroy(self.pointer) };
        }
    }
}

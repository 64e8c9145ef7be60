//! Functions of the caller's, and what they are called with.

use core::ffi::{c_char, c_void};

use crate::health::ringwise_health;

/// Says whether a node answers.
///
/// It is called on threads of a monitor: for several nodes at once, but in one run of the monitor once at a time for each. It may
/// take as long as it likes: after the monitor's timeout it has failed, and its node is not probed again until it returns. It may
/// call any function but ringwise_monitor_free() of the monitor, and ends by returning, not by an exception or a longjmp.
///
/// user_data      what was given together with the function
/// node, node_len           the node's name, borrowed for the call
pub type ringwise_probe = Option<unsafe extern "C" fn(user_data: *mut c_void, node: *const c_char, node_len: usize) -> bool>;

/// Is told that a monitor has marked a node.
///
/// It is called on a thread of its own, change after change: once at a time in one run of the monitor, and a slow one delays no
/// probe. It may call any function but ringwise_monitor_free() of the monitor, and ends by returning, not by an exception or a longjmp.
///
/// user_data      what was given together with the function
/// node, node_len           the node's name, borrowed for the call
/// health         the node's health now, borrowed for the call
pub type ringwise_on_change =
    Option<unsafe extern "C" fn(user_data: *mut c_void, node: *const c_char, node_len: usize, health: *const ringwise_health)>;

/// Is told that nothing will use user_data any more. It is called once, on whatever thread was the last that could use it.
///
/// It may free user_data. It calls no function of the options or monitors that had it, and ends by returning.
///
/// user_data      what was given together with the function
pub type ringwise_destroy = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// What a function is called with, until nothing can call it any more.
pub(crate) struct UserData {
    pointer: *mut c_void,
    destroy: ringwise_destroy,
}

// SAFETY: the header says on which threads the functions are called with it.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

impl UserData {
    /// Takes over what the caller gave.
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

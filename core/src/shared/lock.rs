//! Taking a lock, also one that somebody panicked with.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whoever panicked with a lock of ours had changed nothing yet: what it guards is whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

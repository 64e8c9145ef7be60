//! A queue from the monitor's threads to Python threads.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue from threads that never attach to Python to threads that Python started.
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    /// The number of threads that wait for an item.
    waiting: usize,
    open: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Self {
        Queue { state: Mutex::new(State { items: VecDeque::new(), waiting: 0, open: true }), ready: Condvar::new() }
    }

    /// Adds an item, or drops it if the queue is closed.
    pub(crate) fn put(&self, item: T) {
        let mut state = self.lock();
        if state.open {
            state.items.push_back(item);
            self.ready.notify_one();
        }
    }

    /// Waits for an item; returns it, and whether another thread waits for the next. Returns `None` if the queue is
    /// closed and empty, or if `enough` other threads wait already.
    pub(crate) fn take(&self, enough: usize) -> Option<(T, bool)> {
        let mut state = self.lock();
        if state.items.is_empty() && state.waiting >= enough {
            return None;
        }
        state.waiting += 1;
        state = self.ready.wait_while(state, |state| state.items.is_empty() && state.open).unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        let others_wait = state.waiting > 0;
        state.items.pop_front().map(|item| (item, others_wait))
    }

    /// Accepts no more items. Waiting threads get the remaining ones, then `None`.
    pub(crate) fn close(&self) {
        self.lock().open = false;
        self.ready.notify_all();
    }

    /// Accepts no more items, and drops the remaining ones.
    pub(crate) fn abandon(&self) {
        self.close();
        let left = mem::take(&mut self.lock().items);
        drop(left);
    }

    /// No thread can panic while it holds the lock.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! What the monitor's threads leave for Python's threads.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue from threads that never attach to Python to threads that are Python's own.
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    /// How many threads wait for an item.
    waiting: usize,
    open: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Self {
        Queue { state: Mutex::new(State { items: VecDeque::new(), waiting: 0, open: true }), ready: Condvar::new() }
    }

    /// Leaves an item; drops it if the queue is closed.
    pub(crate) fn put(&self, item: T) {
        let mut state = self.lock();
        if state.open {
            state.items.push_back(item);
            self.ready.notify_one();
        }
    }

    /// Waits for an item; returns it, and whether some other thread waits for the next. `None` once the queue is closed and empty, or if
    /// enough others wait already.
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

    /// Takes no more items; whoever waits gets those that are left, then `None`.
    pub(crate) fn close(&self) {
        self.lock().open = false;
        self.ready.notify_all();
    }

    /// Takes no more items, and drops those that are left.
    pub(crate) fn abandon(&self) {
        self.close();
        let left = mem::take(&mut self.lock().items);
        drop(left);
    }

    /// Nobody can have panicked with the lock.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The probes that JavaScript has not answered yet.

use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The outcome of a probe.
type Outcome = core::result::Result<(), String>;

/// The threads that wait for an answer, by the number of their probe.
///
/// A number, not a function that answers: V8 may collect what a promise that never settles holds, but its probe hangs
/// all the same.
#[derive(Default)]
pub(super) struct Calls {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    count: i64,
    waiting: HashMap<i64, Sender<Outcome>>,
    closed: bool,
}

impl Calls {
    /// Requests a probe with `call`, which returns whether that was possible, and waits for the answer.
    pub(super) fn ask(&self, call: impl FnOnce(i64) -> bool) -> Outcome {
        let (answer, answered) = channel();
        let number = self.state().add(answer);
        if let Some(number) = number.filter(|&number| !call(number)) {
            self.answer(number, Err("the environment of the probe has ended".to_owned()));
        }
        answered.recv().unwrap_or_else(|_| Err("the monitor has stopped".to_owned()))
    }

    pub(super) fn answer(&self, number: i64, outcome: Outcome) {
        if let Some(answer) = self.state().waiting.remove(&number) {
            // The thread exists: it waits for nothing else.
            let _ = answer.send(outcome);
        }
    }

    /// Accepts requests again.
    pub(super) fn open(&self) {
        self.state().closed = false;
    }

    /// Releases all threads that wait, and refuses further requests.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.waiting.clear();
    }

    /// Locks the state. A poisoned lock is as good: nothing panics while it is held.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Registers a thread that waits, and returns the number of its probe; `None` once closed.
    fn add(&mut self, answer: Sender<Outcome>) -> Option<i64> {
        if self.closed {
            return None;
        }
        self.count += 1;
        self.waiting.insert(self.count, answer);
        Some(self.count)
    }
}

//! The probes that JavaScript was asked for and has not answered.

use std::collections::HashMap;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What came of a probe.
type Outcome = core::result::Result<(), String>;

/// The threads that wait for an answer, by the number of their probe. A number, and no function that holds the way back: what a promise that
/// never settles holds may be collected, but its probe hangs all the same.
#[derive(Default)]
pub(super) struct Calls {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    count: i64,
    waiting: HashMap<i64, Sender<Outcome>>,
    ended: bool,
}

impl Calls {
    /// Has `call` ask for a probe, which says whether that was possible, and waits for the answer.
    pub(super) fn ask(&self, call: impl FnOnce(i64) -> bool) -> Outcome {
        let (answer, answered) = channel();
        let number = self.state().add(answer);
        if !call(number) {
            self.answer(number, Err("the environment of the probe has ended".to_owned()));
        }
        answered.recv().unwrap_or_else(|_| Err("the monitor has stopped".to_owned()))
    }

    pub(super) fn awaits(&self, number: i64) -> bool {
        self.state().waiting.contains_key(&number)
    }

    pub(super) fn answer(&self, number: i64, outcome: Outcome) {
        if let Some(answer) = self.state().waiting.remove(&number) {
            // The thread is there: it waits for nothing else.
            let _ = answer.send(outcome);
        }
    }

    /// Lets all go that wait.
    pub(super) fn forget(&self) {
        self.state().waiting.clear();
    }

    /// Lets all go that wait, and that will.
    pub(super) fn end(&self) {
        let mut state = self.state();
        state.ended = true;
        state.waiting.clear();
    }

    /// Nothing that runs with the lock panics.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps the way to a thread that waits, under a new number.
    fn add(&mut self, answer: Sender<Outcome>) -> i64 {
        self.count += 1;
        if !self.ended {
            self.waiting.insert(self.count, answer);
        }
        self.count
    }
}

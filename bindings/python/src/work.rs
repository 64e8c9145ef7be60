//! Long work that does not need Python.

use std::panic;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

/// Work of fewer steps takes a few hundredths of a second.
const SHORT: usize = 1 << 20;

/// The longest time that Ctrl-C waits.
const PERIOD: Duration = Duration::from_millis(50);

/// Runs work of about `steps` steps without the GIL, so that other threads can run.
///
/// Long work can be interrupted: after Ctrl-C it runs to its end in its own thread, and its result is dropped.
pub(crate) fn run_interruptibly<T: Send + 'static>(py: Python<'_>, steps: usize, work: impl FnOnce() -> T + Send + 'static) -> PyResult<T> {
    if steps < SHORT {
        return Ok(py.detach(work));
    }
    let (ends, mut ended) = mpsc::channel::<()>();
    let worker = thread::Builder::new().name("ringwise-work".to_owned()).spawn(move || {
        let _ends = ends; // dropped at the end of the work, also by a panic
        work()
    })?;
    while py.detach(|| goes_on(&mut ended)) {
        py.check_signals()?;
    }
    py.detach(|| worker.join()).or_else(|payload| panic::resume_unwind(payload))
}

/// Waits for one period, and returns whether the work goes on. The exclusive reference makes this `Sync`.
fn goes_on(ended: &mut Receiver<()>) -> bool {
    ended.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout)
}

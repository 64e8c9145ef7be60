//! Work that may take long, and needs no Python.

use std::panic;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

/// What takes fewer steps is over in a few hundredths of a second.
const SHORT: usize = 1 << 20;

/// How long Ctrl-C waits at most.
const PERIOD: Duration = Duration::from_millis(50);

/// Does work of about so many steps without the GIL, so that other threads go on.
///
/// Long work lets signals through: if Ctrl-C ends the wait for it, it comes to its end by itself, and nobody hears of it.
pub(crate) fn run_interruptibly<T: Send + 'static>(py: Python<'_>, steps: usize, work: impl FnOnce() -> T + Send + 'static) -> PyResult<T> {
    if steps < SHORT {
        return Ok(py.detach(work));
    }
    let (ends, mut ended) = mpsc::channel::<()>();
    let worker = thread::Builder::new().name("ringwise-work".to_owned()).spawn(move || {
        let _ends = ends; // dropped when the work is over, by a panic too
        work()
    })?;
    while py.detach(|| goes_on(&mut ended)) {
        py.check_signals()?;
    }
    py.detach(|| worker.join()).or_else(|payload| panic::resume_unwind(payload))
}

/// Waits a while, and returns whether the other side is still there. Takes the receiver as its own: no two threads may share one.
fn goes_on(ended: &mut Receiver<()>) -> bool {
    ended.recv_timeout(PERIOD) == Err(RecvTimeoutError::Timeout)
}

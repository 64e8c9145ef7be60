//! What the scheduler and its workers send each other.

use std::time::Instant;

/// What came of a probe.
pub(super) type Outcome = core::result::Result<(), String>;

/// What the scheduler waits for.
pub(super) enum Message {
    /// A probe has returned at that moment, in time or not.
    Done { number: u64, outcome: Outcome, at: Instant },
    /// Somebody wants the monitor to stop.
    Stop,
}

//! What the scheduler and its workers send each other.

use std::time::Instant;

/// The result of a probe.
pub(super) type Outcome = core::result::Result<(), String>;

/// What the scheduler waits for.
pub(super) enum Message {
    /// A probe has returned at this moment, in time or not.
    Done { number: u64, outcome: Outcome, at: Instant },
    /// The monitor is to stop.
    Stop,
}

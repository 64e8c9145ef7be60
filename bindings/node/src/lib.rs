//! The native module of the Node package, under the class that users see, which is in `index.js`.
//!
//! [`ring`] makes and edits a ring, [`hot`] looks up keys, and both share a [`handle`]. [`insight`] analyses a ring,
//! [`plan`] compares two, [`snapshot`] writes and reads one, and [`monitor`] checks its nodes. The other modules
//! convert values between JavaScript and the core: [`options`], [`spelling`], [`node`], [`health`], [`shares`],
//! [`distribution`], [`argument`] and [`error`]. [`external_memory`] reports memory to V8.

#![cfg_attr(test, allow(dead_code, reason = "napi-derive registers nothing in a test build, which clippy makes for all targets"))]

mod argument;
mod distribution;
mod error;
mod external_memory;
mod handle;
mod health;
mod hot;
mod insight;
mod monitor;
mod node;
mod options;
mod plan;
mod ring;
mod shares;
mod snapshot;
mod spelling;

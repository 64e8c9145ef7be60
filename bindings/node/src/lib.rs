//! The native module of the Node package: what stands under the class that users see, which is in `index.js`.
//!
//! [`ring`] makes and edits a ring, [`hot`] looks keys up in it, [`handle`] is what both hold; [`insight`] says what it does, [`plan`] what
//! changes with another, [`snapshot`] makes it bytes and text; [`monitor`] checks its nodes. The rest turns JavaScript's values into the
//! core's and back: [`options`], [`spelling`], [`node`], [`health`], [`shares`], [`distribution`], [`key`], [`argument`], [`error`]; and
//! [`told`] tells V8 of memory.

#![cfg_attr(test, allow(dead_code, reason = "napi-derive registers nothing in a test build, which clippy makes for all targets"))]

mod argument;
mod distribution;
mod error;
mod handle;
mod health;
mod hot;
mod insight;
mod key;
mod monitor;
mod node;
mod options;
mod plan;
mod ring;
mod shares;
mod snapshot;
mod spelling;
mod told;

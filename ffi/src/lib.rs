//! The C ABI of ringwise. Its users read `include/ringwise.h`, which is made from these files; the words below each function are theirs.
//!
//! Every function converts its arguments, calls the core once, and hands back what that gave. All that can fail runs in
//! [`guard`](status::guard); lookups cannot fail, and pay for nothing.

#![allow(non_camel_case_types, reason = "these are C's names")]
#![allow(clippy::missing_safety_doc, reason = "what a pointer must be, the header says of each parameter")]
#![allow(unreachable_pub, reason = "an exported function is reached by its symbol")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets what it does not expect must stop"))]

mod callback;
mod convert;

// What follows stands in the header's order; the empty lines keep rustfmt from sorting it.

mod version;

mod status;

mod options;

mod members;

mod ring;

mod edit;

mod changes;

mod settings;

mod lookup;

mod health;

mod load;

mod reader;

mod names;

mod monitor_options;

mod monitor;

mod profile;

mod comparison;

mod shares;

mod ranges;

mod stats;

mod distribution;

mod plan;

mod moves;

mod snapshot;

mod functions;

//! The C ABI of ringwise. Its users read `include/ringwise.h`, which is made from these files: the comment above each function is theirs.
//!
//! Every function converts its arguments, calls the core once, and converts the result. A function that can fail runs in
//! [`guard`](status::guard); lookups cannot fail, and run without it.

#![allow(non_camel_case_types, reason = "these are C's names")]
#![allow(clippy::missing_safety_doc, reason = "the head of the header states what a pointer must be")]
#![allow(unreachable_pub, reason = "an exported function is reached by its symbol")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, reason = "a failed test must stop"))]

mod convert;

// Each of these is a section of the header, in this order; its first line is the heading. The empty lines keep rustfmt from sorting them.

mod version;

mod status;

mod text;

mod names;

mod options;

mod members;

mod ring;

mod edit;

mod changes;

mod lookup;

mod key_nodes;

mod reader;

mod profile;

mod health;

mod load;

mod callback;

mod monitor_options;

mod monitor;

mod explain;

mod shares;

mod ranges;

mod stats;

mod distribution;

mod comparison;

mod plan;

mod moves;

mod snapshot;

mod functions;

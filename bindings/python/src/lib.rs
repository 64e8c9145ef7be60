//! The native module of the Python package: `ringwise._ringwise`.
//!
//! Each function converts its arguments, calls the crate `ringwise` once, and converts the result.
//! `python/ringwise/__init__.py` has the names that users import. The docstrings in `python/ringwise/_ringwise.pyi` are
//! made from the ones here.

#![deny(unsafe_code)]

mod batch;
mod compare;
mod distribution;
mod error;
mod functions;
mod group;
mod handle;
mod health;
mod insight;
mod integer;
mod items;
mod key;
mod load;
mod meta;
mod monitor;
mod names;
mod node;
mod number;
mod options;
mod owned_keys;
mod plan;
mod positions;
mod queue;
mod replicas;
mod ring;
mod shares;
mod snapshot;
mod state;
mod text;
mod work;

use pyo3::prelude::*;

/// The native part of `ringwise`. Import from that package instead.
#[pymodule(gil_used = false)]
mod _ringwise {
    #[pymodule_export]
    use super::error::_error_classes;
    #[pymodule_export]
    use super::functions::{cassandra_token, guava_consistent_hash, jump_hash, profiles, redis_slot};
    #[pymodule_export]
    use super::handle::HashRing;
    #[pymodule_export]
    use super::load::Ticket;
    #[pymodule_export]
    use super::monitor::{ChangeQueue, ProbeQueue, Run, WantedProbe};
    #[pymodule_export]
    use super::options::_option_table;
    #[pymodule_export]
    use super::plan::Plan;
    #[pymodule_export]
    use super::positions::{Move, Range};

    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    #[pymodule_export]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

//! The placements of systems already deployed.

pub(super) mod build;
mod buraksezer;
mod cassandra;
pub(super) mod catalog;
pub(crate) mod count;
mod describe;
mod envoy;
pub(crate) mod functions;
mod haproxy;
pub(crate) mod identity;
pub(crate) mod label;
mod maglev;
mod nginx;
mod option_reader;
pub(crate) mod rules;
mod tengine;
pub(crate) mod ties;

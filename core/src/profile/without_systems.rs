//! The replacement for `systems.rs` in a build without the feature, with no profile except the native one.

use std::sync::Arc;

use crate::error::Result;
use crate::options::Options;
use crate::options::requested::RequestedOptions;
use crate::options::spec::OptionSpec;
use crate::points::Points;
use crate::profile::traits::{Placement, Traits};

#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyLookup {}

#[derive(PartialEq)]
pub(crate) enum KeyRule {}

pub(crate) enum ProfileSpec {}

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    core::iter::empty()
}

pub(crate) fn options(_: &str) -> Option<&'static [OptionSpec]> {
    None
}

pub(crate) fn with_option(_: &str) -> Vec<&'static str> {
    Vec::new()
}

pub(crate) fn choose(_: &str, _: &RequestedOptions) -> Result<Option<(Options, ProfileSpec)>> {
    Ok(None)
}

impl KeyLookup {
    pub(crate) fn simple_coordinate(&self, _: &[u8]) -> Option<u64> {
        match *self {}
    }

    pub(crate) fn owning_point(&self, _: &[u8], _: &Points) -> Option<usize> {
        match *self {}
    }
}

impl ProfileSpec {
    pub(crate) fn into_parts(self) -> (KeyLookup, Traits, Arc<dyn Placement>) {
        match self {}
    }
}

//! The list of the placements of other systems.

mod buraksezer;
mod cassandra;
mod count;
mod describe;
mod envoy;
pub(crate) mod functions;
mod given;
mod go;
mod haproxy;
mod identity;
mod key_rule;
mod label;
mod maglev;
mod memcached;
mod nginx;
mod npm;
mod option_reader;
mod placement;
mod python;
mod source;
mod spec;
mod tengine;
mod ties;

use crate::error::{Error, Result};
use crate::options::{Options, RequestedOptions};
use crate::profile::{common_options, known_options, unknown_option};

use option_reader::OptionReader;
use spec::Entry;

#[cfg(test)]
pub(crate) use identity::IdentityRule;
pub(crate) use key_rule::{KeyLookup, KeyRule};
#[cfg(test)]
pub(crate) use spec::Lists;
pub(crate) use spec::ProfileSpec;
#[cfg(test)]
pub(crate) use ties::{TieOrder, TieRule};

/// In the order in which they are listed.
static ALL: &[Entry] = &[
    memcached::KETAMA,
    memcached::LIBMEMCACHED_KETAMA,
    memcached::LIBMEMCACHED_KETAMA_WEIGHTED,
    memcached::LIBMEMCACHED_SPY,
    memcached::TWEMPROXY_KETAMA,
    memcached::SPYMEMCACHED_KETAMA,
    nginx::ROW,
    haproxy::ROW,
    envoy::ROW,
    maglev::ROW,
    python::UHASHRING,
    python::UHASHRING_KETAMA,
    python::HASH_RING,
    python::CONSISTENT_HASH,
    npm::HASHRING,
    npm::CONSISTENT_HASHING,
    npm::KETAMA,
    go::STATHAT,
    go::GROUPCACHE,
    go::LAFIKL,
    go::SERIALX_V1,
    go::SERIALX_V2,
    buraksezer::V0,
    buraksezer::V1,
    python::NAIVE_MD5,
    python::NAIVE_SHA256,
    cassandra::ROW,
    tengine::ROW,
    given::ROW,
];

/// Returns the names of all.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|entry| entry.name)
}

/// Returns the names of a profile's own options, if there is a profile of that name.
#[cfg(feature = "json")]
pub(crate) fn options(name: &str) -> Option<&'static [&'static str]> {
    ALL.iter().find(|entry| entry.name == name).map(|entry| entry.options)
}

/// Returns the names of the profiles that have an option of their own.
pub(crate) fn with_option(name: &str) -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(move |entry| entry.options.contains(&name)).map(|entry| entry.name)
}

/// Returns the options and the row of a profile, if there is one of that name.
pub(crate) fn choose(name: &str, wanted: &RequestedOptions) -> Result<Option<(Options, ProfileSpec)>> {
    let Some(entry) = ALL.iter().find(|entry| entry.name == name) else { return Ok(None) };
    entry.check_names(wanted)?;
    let mut reader = OptionReader::new(wanted);
    let spec = (entry.make)(entry.name, &mut reader)?;
    spec.check_common(wanted)?;
    let OptionReader { vnodes, mut own, .. } = reader;
    // Equal options have one order, regardless of which were given.
    own.sort_by_key(|(name, _)| entry.options.iter().position(|known| known == name));
    let common = common_options(wanted)?;
    let zones = common.zones.filter(|_| spec.spreads_zones());
    let load_factor = common.load_factor.filter(|_| spec.bound.is_none());
    let options = Options { profile: entry.name, vnodes, seed: None, own, zones, load_factor, ..common };
    Ok(Some((options, spec)))
}

impl Entry {
    fn check_names(&self, wanted: &RequestedOptions) -> Result<()> {
        let known = known_options(self.options);
        if let Some((name, _)) = wanted.named.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            return Err(unknown_option(name, &known));
        }
        let given = [("vnodes", wanted.vnodes), ("seed", wanted.seed), ("cap", wanted.cap)];
        for (name, value) in given {
            if let Some(value) = value.filter(|_| !self.options.contains(&name)) {
                let known = known.into_iter().map(str::to_owned).collect();
                return Err(Error::UnsupportedOption { what: format!("{name} {value}"), profile: self.name, known });
            }
        }
        Ok(())
    }
}

impl ProfileSpec {
    /// Refuses the common options that make no sense for the row.
    fn check_common(&self, wanted: &RequestedOptions) -> Result<()> {
        if let Some(zones) = wanted.zones.filter(|_| !self.spreads_zones()) {
            let why = format!("profile {} takes zones as its strategy does", self.name);
            return Err(Error::Unsupported { what: format!("zones {:?}", zones.name()), why });
        }
        if let Some(factor) = wanted.load_factor.filter(|_| self.bound.is_some()) {
            let why = format!("profile {} has a rule of its own for what makes a node full", self.name);
            return Err(Error::Unsupported { what: format!("load factor {factor}"), why });
        }
        Ok(())
    }
}

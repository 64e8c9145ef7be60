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
use crate::options::Options;
use crate::options::requested::RequestedOptions;
use crate::options::spec::{OptionSpec, PROFILE, Scope, options_of, ring_options};

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

/// Returns a profile's own options, if there is one of that name.
pub(crate) fn options(name: &str) -> Option<&'static [OptionSpec]> {
    ALL.iter().find(|entry| entry.name == name).map(|entry| entry.options)
}

/// Returns the names of the profiles that have an option of their own.
pub(crate) fn with_option(name: &str) -> Vec<&'static str> {
    ALL.iter().filter(|entry| entry.options.iter().any(|spec| spec.name == name)).map(|entry| entry.name).collect()
}

/// Returns the options and the row of a profile, if there is one of that name.
pub(crate) fn choose(name: &str, requested: &RequestedOptions) -> Result<Option<(Options, ProfileSpec)>> {
    let Some(entry) = ALL.iter().find(|entry| entry.name == name) else { return Ok(None) };
    requested.check_names(entry.name, Some(entry.options), with_option)?;
    let mut reader = OptionReader::new(entry.options, requested);
    let spec = (entry.make)(entry.name, &mut reader)?;
    let mut values = reader.values;
    for option in ring_options().filter(|option| option.scope == Scope::All && option.name != PROFILE.name) {
        match (spec.instead_of(option.name), requested.get(option.name)) {
            (None, _) => values.extend(requested.read(option)?.map(|value| (option.name, value))),
            (Some(rule), Some(value)) => return Err(Error::own_rule(option.name, value, entry.name, rule)),
            (Some(_), None) => {}
        }
    }
    // Equal options have one order, whichever of them were given.
    let order = options_of(Some(entry.options));
    values.sort_by_key(|(name, _)| order.iter().position(|option| option.name == *name));
    Ok(Some((Options { profile: entry.name, values }, spec)))
}

impl ProfileSpec {
    /// Returns the row's own rule that takes the place of a common option, if it has one.
    fn instead_of(&self, option: &str) -> Option<&'static str> {
        match option {
            "zones" if !self.spreads_zones() => Some("takes zones as its strategy does"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_its_own_options_and_no_other() {
        for entry in ALL {
            let read = |requested: &RequestedOptions| {
                let mut reader = OptionReader::new(entry.options, requested);
                (entry.make)(entry.name, &mut reader).map(|_| reader.values)
            };
            let defaults = read(&RequestedOptions::default()).unwrap();
            for spec in entry.options {
                let default = defaults.iter().find(|(name, _)| *name == spec.name).map(|(_, value)| value.clone());
                assert!(spec.preset().is_none_or(|preset| default == Some(preset)), "{} of {}", spec.name, entry.name);
                let is_kept = default.is_none_or(|value| spec.check(value.clone()) == Ok(value));
                assert!(is_kept, "the default of {} of {}", spec.name, entry.name);
                let mut wrong = RequestedOptions::default();
                wrong.set(spec.name, "no word of any option");
                assert!(read(&wrong).is_err(), "{} does not read {}", entry.name, spec.name);
            }
            assert!(defaults.iter().all(|(name, _)| entry.options.iter().any(|spec| spec.name == *name)), "{}", entry.name);
        }
    }
}

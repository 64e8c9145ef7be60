//! The options that no ring keeps: those of the classes of Python and Node, and of the shared ring in them.

use crate::error::{Error, Result};
use crate::options::OptionValue;
use crate::options::spec::{COMMON, KeptBy, LOAD_FACTOR, OptionSpec, REPLICATION_FACTOR, Scope};
use crate::ring::HashRing;
use crate::shared::SharedRing;

/// The options that a class keeps in addition to those of its ring.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
/// use ringwise::binding::HandleOptions;
///
/// let mut options = HandleOptions::default();
/// assert!(options.set("load_factor", &150.into())? && !options.set("vnodes", &40.into())?);
/// let ring = options.share(HashRing::new())?;
/// assert_eq!((options.replication_factor(), ring.load_factor()), (2, Some(150)));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HandleOptions {
    replication_factor: u32,
    load_factor: Option<LoadFactor>,
}

#[derive(Clone, Copy, Debug)]
enum LoadFactor {
    /// The caller gave it, so a ring that cannot have it is an error.
    Given(u32),
    /// That of a copied ring, which the copy has if its profile allows.
    Copied(u32),
}

impl Default for HandleOptions {
    fn default() -> Self {
        HandleOptions { replication_factor: REPLICATION_FACTOR.preset_integer() as u32, load_factor: None }
    }
}

impl HandleOptions {
    /// Returns the options for a copy of a ring.
    #[must_use]
    pub fn copied(self, ring: &SharedRing) -> Self {
        HandleOptions { load_factor: ring.load_factor().map(LoadFactor::Copied), ..self }
    }

    /// Sets an option if it is one of these, and returns whether it is.
    ///
    /// # Errors
    ///
    /// `InvalidOption`.
    pub fn set(&mut self, name: &str, value: &OptionValue) -> Result<bool> {
        let Some(spec) = COMMON.iter().find(|spec| spec.name == name && spec.kept_by != KeptBy::Ring) else { return Ok(false) };
        if let OptionValue::Integer(integer) = spec.check(value.clone())? {
            match spec.kept_by {
                KeptBy::Shared => self.load_factor = Some(LoadFactor::Given(integer as u32)),
                _ => self.replication_factor = integer as u32,
            }
        }
        Ok(true)
    }

    /// Returns the error that an option is none of these.
    #[must_use]
    pub fn unknown(name: &str) -> Error {
        let known = COMMON.iter().filter(|spec| spec.kept_by != KeptBy::Ring).map(|spec| spec.name);
        Error::option_of_others(name, &known.collect::<Vec<_>>(), Vec::new())
    }

    /// Returns the number of nodes that a list has unless a call names another.
    #[must_use]
    pub fn replication_factor(self) -> usize {
        self.replication_factor as usize
    }

    /// Shares a ring with its load factor.
    ///
    /// # Errors
    ///
    /// `Unsupported` if a load factor was given and the ring's profile has its own rule for full nodes.
    pub fn share(self, ring: HashRing) -> Result<SharedRing> {
        let shared = SharedRing::new(ring);
        match self.load_factor {
            Some(LoadFactor::Given(factor)) => shared.set_load_factor(factor)?,
            Some(LoadFactor::Copied(factor)) if shared.load_factor().is_some() => shared.set_load_factor(factor)?,
            _ => {}
        }
        Ok(shared)
    }

    /// Returns the options that have a value, as [`HandleOptions::set`] takes them.
    #[must_use]
    pub fn entries(self, ring: &SharedRing) -> Vec<(&'static str, OptionValue)> {
        let replication_factor = (REPLICATION_FACTOR.name, i64::from(self.replication_factor).into());
        let load_factor = ring.load_factor().map(|factor| (LOAD_FACTOR.name, i64::from(factor).into()));
        core::iter::once(replication_factor).chain(load_factor).collect()
    }

    /// Adds the names of these options to an error that lists those of a ring.
    #[must_use]
    pub fn listed(mut error: Error) -> Error {
        if let Error::UnknownOption { known, .. } | Error::UnsupportedOption { known, .. } = &mut error {
            let of_all = COMMON.iter().filter(|spec| spec.scope == Scope::All);
            let (ring, others): (Vec<&OptionSpec>, Vec<&OptionSpec>) = of_all.partition(|spec| spec.kept_by == KeptBy::Ring);
            // The options that every profile has come first.
            if let Some(last) = ring.last().and_then(|last| known.iter().position(|name| name == last.name)) {
                known.splice(last + 1..last + 1, others.into_iter().map(|spec| spec.name.to_owned()));
            }
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_load_factor_if_its_profile_allows() {
        let mut options = HandleOptions::default();
        assert_eq!(options.set("load_factor", &300.into()), Ok(true));
        let copied = options.copied(&options.share(HashRing::new()).unwrap());
        assert_eq!(copied.share(HashRing::new()).unwrap().load_factor(), Some(300));
        if cfg!(feature = "profiles") {
            let lafikl = || HashRing::builder().profile("lafikl").build().unwrap();
            assert_eq!(copied.share(lafikl()).unwrap().load_factor(), None);
            assert!(options.share(lafikl()).is_err());
        }
    }

    #[test]
    fn values_out_of_range_are_refused() {
        let refused = |name, value: i64| HandleOptions::default().set(name, &value.into()).unwrap_err().to_string();
        assert_eq!(refused("replication_factor", 0), "replication_factor 0: an integer from 1 to 16777216");
        assert_eq!(refused("load_factor", 100), "load_factor 100: an integer from 101 to 10000");
    }

    #[test]
    fn an_unknown_option_is_answered_with_these_too() {
        let error = HashRing::builder().option("vnode", 1).build().unwrap_err();
        let text = HandleOptions::listed(error).to_string();
        assert!(text.contains("profile, hash_tag, zones, replication_factor, load_factor, vnodes, seed, cap"), "{text}");
    }
}

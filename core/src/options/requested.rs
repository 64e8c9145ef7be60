//! The options that a caller asked for, not yet checked.

use crate::error::{Error, Result};
use crate::options::OptionValue;
use crate::options::spec::{OptionSpec, PROFILE, known_names, ring_options};

/// Names and values as a caller gave them: integers of any size, text of any length. Of two values of one name, the
/// later one counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RequestedOptions {
    given: Vec<(String, OptionValue)>,
}

impl RequestedOptions {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: impl Into<OptionValue>) {
        let name = name.into();
        self.remove(&name);
        self.given.push((name, value.into()));
    }

    /// Removes an option, so that its default counts.
    pub(crate) fn remove(&mut self, name: &str) {
        self.given.retain(|(given, _)| given != name);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&OptionValue> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value)
    }

    /// Returns the names and values, in the order in which they were given.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &OptionValue)> {
        self.given.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the value of an option as it is kept, or its default, if it has either.
    pub(crate) fn read(&self, spec: &OptionSpec) -> Result<Option<OptionValue>> {
        self.get(spec.name).map_or_else(|| Ok(spec.preset()), |value| spec.check(value.clone()).map(Some))
    }

    /// Returns the name of the profile: of `native` if none is given.
    pub(crate) fn profile(&self) -> Result<String> {
        Ok(self.read(&PROFILE)?.map_or_else(String::new, |value| match value {
            OptionValue::Text(name) => name,
            other => other.to_string(),
        }))
    }

    /// Returns these options and, of `others`, those that these leave unset.
    pub(crate) fn or(mut self, others: impl IntoIterator<Item = (&'static str, OptionValue)>) -> Self {
        for (name, value) in others {
            if self.get(name).is_none() {
                self.set(name, value);
            }
        }
        self
    }

    /// Refuses the options that a profile does not have. `own` are those of its row, `None` of native placement. `having`
    /// returns the profiles whose rows have an option, because the caller may have forgotten to set the profile.
    pub(crate) fn check_names(
        &self,
        profile: &'static str,
        own: Option<&'static [OptionSpec]>,
        having: impl Fn(&str) -> Vec<&'static str>,
    ) -> Result<()> {
        let known = known_names(own);
        let foreign = || self.iter().filter(|(name, _)| !known.contains(name));
        let common = |name: &str| ring_options().find(|spec| spec.name == name);
        if let Some((name, _)) = foreign().find(|(name, _)| common(name).is_none()) {
            return Err(Error::option_of_others(name, &known, having(name)));
        }
        match foreign().find_map(|(name, value)| Some((common(name)?.name, value))) {
            Some((option, value)) => Err(Error::unsupported_option(option, value, profile, &known)),
            None => Ok(()),
        }
    }
}

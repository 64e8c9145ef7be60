//! Requested options become options in force and a profile.

use crate::error::{Error, Result, abbreviated};
use crate::options::requested::RequestedOptions;
use crate::options::spec::{OptionSpec, PROFILE, is_written, options_of, ring_options};
use crate::options::{OptionValue, Options};
use crate::profile::{Profile, systems};

/// The names of native placement: the one that users give, and the one that is recorded.
const NATIVE: [&str; 2] = ["native", "native-v1"];

/// Returns the names of the profiles.
///
/// # Examples
///
/// ```
/// assert!(ringwise::profiles().contains(&"native"));
/// ```
#[must_use]
pub fn profiles() -> Vec<&'static str> {
    core::iter::once(NATIVE[0]).chain(systems::names()).collect()
}

/// Returns the name under which a profile is recorded: that of [`Options::profile`].
pub(crate) fn recorded_name(name: &str) -> &str {
    if NATIVE.contains(&name) { NATIVE[1] } else { name }
}

/// Checks options, and returns them with the profile that they name.
pub(crate) fn choose(requested: &RequestedOptions) -> Result<(Options, Profile)> {
    let name = requested.profile()?;
    if NATIVE.contains(&name.as_str()) {
        let options = native_options(requested)?;
        let profile = Profile::native(&options);
        return Ok((options, profile));
    }
    let (options, spec) = systems::choose(&name, requested)?.ok_or_else(|| unknown_profile(&name))?;
    Ok((options, Profile::other(spec)))
}

fn native_options(requested: &RequestedOptions) -> Result<Options> {
    requested.check_names(NATIVE[1], None, systems::with_option)?;
    let mut values = Vec::new();
    for spec in ring_options().filter(|spec| spec.name != PROFILE.name) {
        values.extend(requested.read(spec)?.map(|value| (spec.name, value)));
    }
    Ok(Options { profile: NATIVE[1], values })
}

/// Returns the options of a profile in the order of the bytes: those that placement depends on, then the others.
pub(crate) fn profile_options(name: &str) -> Result<Vec<&'static OptionSpec>> {
    own_options(name).map(options_of)
}

/// Returns the options that a snapshot holds beside the profile, in its order.
pub(crate) fn written_options(options: &Options) -> Vec<(&'static str, OptionValue)> {
    let specs = options_of(systems::options(options.profile()));
    let values = specs.into_iter().filter_map(|spec| Some((spec, options.get(spec.name)?)));
    values.filter(|(spec, value)| is_written(spec, value)).map(|(spec, value)| (spec.name, value)).collect()
}

/// Returns the names of the options that a snapshot of a profile can have, in the order in which errors list them.
#[cfg(feature = "json")]
pub(crate) fn placement_options(name: &str) -> Result<Vec<&'static str>> {
    own_options(name).map(crate::options::spec::placement_names)
}

/// Returns the options of a profile's row; `None` is that of native placement.
fn own_options(name: &str) -> Result<Option<&'static [OptionSpec]>> {
    if NATIVE.contains(&name) { Ok(None) } else { systems::options(name).map(Some).ok_or_else(|| unknown_profile(name)) }
}

fn unknown_profile(name: &str) -> Error {
    Error::UnknownProfile { name: abbreviated(name), known: profiles() }
}

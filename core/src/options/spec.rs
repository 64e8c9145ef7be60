//! The table of options: what any language, error, table or help text says of one.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, Result};
use crate::limits;
use crate::options::hash_tag::HashTag;
use crate::options::{OptionValue, Options, Zones};

/// One option.
#[derive(Clone, Copy, Debug)]
pub struct OptionSpec {
    /// The name, as snapshots, Rust, C and Python write it.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// The values that it takes.
    pub kind: Kind,
    /// The value that it has if none is given.
    pub default: Preset,
    /// The profiles that have it.
    pub scope: Scope,
    /// The type that keeps its value.
    pub kept_by: KeptBy,
}

/// The values that an option takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The name of a profile.
    Profile,
    /// True or false.
    Boolean,
    /// A text of two ASCII characters.
    CharacterPair,
    /// An integer of a range.
    Integer {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// One of some integers.
    OneOf(&'static [i64]),
    /// An integer of a range, or names with an integer each, from 0 on: another option decides which.
    IntegerOrMap {
        /// The least integer.
        least: i64,
        /// The most.
        most: i64,
    },
    /// One of some words.
    Word(&'static dyn Words),
}

/// The words that an option takes.
pub trait Words: fmt::Debug + Sync {
    /// Returns them, in the order in which errors list them.
    fn words(&self) -> Vec<&'static str>;
}

/// A table of words and their meanings.
impl<T: fmt::Debug + Sync> Words for &'static [(&'static str, T)] {
    fn words(&self) -> Vec<&'static str> {
        self.iter().map(|(word, _)| *word).collect()
    }
}

/// The value of an option that is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// None.
    Absent,
    /// This integer.
    Integer(i64),
    /// This integer, which snapshots omit: the profile gained the option after their format, and fingerprints stay.
    Gained(i64),
    /// This text.
    Text(&'static str),
    /// This truth value.
    Boolean(bool),
    /// One that follows from other options, if any.
    Computed,
}

/// The profiles that have an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every profile.
    All,
    /// Native placement.
    Native,
    /// The profiles whose rows name it.
    Own,
}

/// The type that keeps an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBy {
    /// [`HashRing`](crate::HashRing): placement depends on it, and snapshots hold it.
    Ring,
    /// [`SharedRing`](crate::SharedRing).
    Shared,
    /// The classes of Python and Node.
    Handle,
}

/// The words of the option `zones`.
const ZONES_WORDS: &[(&str, Zones)] = &[("spread", Zones::Spread), ("strict", Zones::Strict)];

pub(crate) const PROFILE: OptionSpec = OptionSpec {
    name: "profile",
    about: "The system whose placement the ring has.",
    kind: Kind::Profile,
    default: Preset::Text("native"),
    scope: Scope::All,
    kept_by: KeptBy::Ring,
};

pub(crate) const VNODES: OptionSpec = OptionSpec {
    name: "vnodes",
    about: "The number of virtual nodes for each unit of weight.",
    kind: Kind::Integer { least: 1, most: limits::VNODES },
    default: Preset::Integer(160),
    scope: Scope::Native,
    kept_by: KeptBy::Ring,
};

const SEED: OptionSpec = OptionSpec {
    name: "seed",
    about: "The seed of every hash.",
    kind: Kind::Integer { least: 0, most: u32::MAX as i64 },
    default: Preset::Integer(0),
    scope: Scope::Native,
    kept_by: KeptBy::Ring,
};

const HASH_TAG: OptionSpec = OptionSpec {
    name: "hash_tag",
    about: "Two characters: of a key that has them, only the part between them is hashed.",
    kind: Kind::CharacterPair,
    default: Preset::Absent,
    scope: Scope::All,
    kept_by: KeptBy::Ring,
};

const ZONES: OptionSpec = OptionSpec {
    name: "zones",
    about: "How the nodes of a key are spread over zones: one of each first, or one of each at most.",
    kind: Kind::Word(&ZONES_WORDS),
    default: Preset::Text("spread"),
    scope: Scope::All,
    kept_by: KeptBy::Ring,
};

const CAP: OptionSpec = OptionSpec {
    name: "cap",
    about: "The most that a node may own, in percent of its fair share.",
    kind: Kind::Integer { least: *limits::CAP.start(), most: *limits::CAP.end() },
    default: Preset::Absent,
    scope: Scope::Native,
    kept_by: KeptBy::Ring,
};

/// How many nodes a list has by default.
pub const REPLICATION_FACTOR: OptionSpec = OptionSpec {
    name: "replication_factor",
    about: "The number of nodes that a list has unless a call names another.",
    kind: Kind::Integer { least: 1, most: limits::REPLICAS },
    default: Preset::Integer(2),
    scope: Scope::All,
    kept_by: KeptBy::Handle,
};

/// How much a node may hold.
pub const LOAD_FACTOR: OptionSpec = OptionSpec {
    name: "load_factor",
    about: "The load at which a node is full, in percent of its fair share.",
    kind: Kind::Integer { least: 101, most: 10_000 },
    default: Preset::Integer(125),
    scope: Scope::All,
    kept_by: KeptBy::Shared,
};

/// The options that are not a profile's own, in the order of docs/snapshot.md, which is that of the bytes. A profile's
/// own options follow `cap`.
pub static COMMON: &[OptionSpec] = &[PROFILE, VNODES, SEED, HASH_TAG, ZONES, CAP, REPLICATION_FACTOR, LOAD_FACTOR];

impl OptionSpec {
    /// An option of some profiles' own.
    pub(crate) const fn own(name: &'static str, about: &'static str, kind: Kind, default: Preset) -> Self {
        OptionSpec { name, about, kind, default, scope: Scope::Own, kept_by: KeptBy::Ring }
    }

    /// Returns the value as it is kept.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] for a value that the option does not take.
    pub fn check(&self, value: OptionValue) -> Result<OptionValue> {
        match (self.kind, value) {
            (Kind::IntegerOrMap { most, .. }, OptionValue::Map(map)) if map.iter().all(|(_, integer)| (0..=most).contains(integer)) => {
                Ok(OptionValue::Map(OptionValue::sorted_map(map)))
            }
            (_, value) if self.takes(&value) => Ok(value),
            (_, value) => Err(Error::invalid_option(self.name, value, self.expected())),
        }
    }

    /// Returns the integer as it is kept.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] for one that the option does not take.
    pub fn check_integer(&self, integer: i64) -> Result<u32> {
        self.check(OptionValue::Integer(integer)).map(|_| integer as u32)
    }

    fn takes(&self, value: &OptionValue) -> bool {
        match (self.kind, value) {
            (Kind::Profile, OptionValue::Text(_)) | (Kind::Boolean, OptionValue::Boolean(_)) => true,
            (Kind::CharacterPair, OptionValue::Text(text)) => HashTag::parse(text).is_some(),
            (Kind::Integer { least, most } | Kind::IntegerOrMap { least, most }, OptionValue::Integer(integer)) => {
                (least..=most).contains(integer)
            }
            (Kind::OneOf(integers), OptionValue::Integer(integer)) => integers.contains(integer),
            (Kind::Word(words), OptionValue::Text(text)) => words.words().contains(&text.as_str()),
            _ => false,
        }
    }

    /// Returns the values that the option takes, in words.
    #[must_use]
    pub fn expected(&self) -> String {
        match self.kind {
            Kind::Profile => "the name of a profile".to_owned(),
            Kind::Boolean => "true or false".to_owned(),
            Kind::CharacterPair => r#"two ASCII characters such as "{}""#.to_owned(),
            Kind::Integer { least, most } => format!("an integer from {least} to {most}"),
            Kind::OneOf(integers) => integers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
            Kind::IntegerOrMap { least, most } => format!("an integer from {least} to {most}, or a map to integers from 0 to {most}"),
            Kind::Word(words) => one_of(words),
        }
    }

    /// Returns the default of an integer; 0 if there is none.
    #[must_use]
    pub const fn preset_integer(&self) -> i64 {
        match self.default {
            Preset::Integer(integer) => integer,
            _ => 0,
        }
    }

    /// Returns the default as a value; `None` if there is none, or none that is fixed.
    #[must_use]
    pub fn preset(&self) -> Option<OptionValue> {
        match self.default {
            Preset::Absent | Preset::Computed => None,
            Preset::Integer(integer) | Preset::Gained(integer) => Some(integer.into()),
            Preset::Text(text) => Some(text.into()),
            Preset::Boolean(boolean) => Some(boolean.into()),
        }
    }
}

/// Returns whether a snapshot holds an option of this value beside the profile.
pub(crate) fn is_written(spec: &OptionSpec, value: &OptionValue) -> bool {
    let is_omitted = matches!(spec.default, Preset::Gained(integer) if *value == OptionValue::Integer(integer));
    spec.name != PROFILE.name && !is_omitted
}

/// Returns the options of [`COMMON`] that a ring keeps.
pub(crate) fn ring_options() -> impl Iterator<Item = &'static OptionSpec> {
    COMMON.iter().filter(|spec| spec.kept_by == KeptBy::Ring)
}

/// Returns whether every profile has an option.
pub(crate) fn every_profile_has(name: &str) -> bool {
    ring_options().any(|spec| spec.name == name && spec.scope == Scope::All)
}

/// Returns whether an option is none of a ring's, but of a type that holds one.
#[cfg(feature = "json")]
pub(crate) fn kept_elsewhere(name: &str) -> bool {
    COMMON.iter().any(|spec| spec.name == name && spec.kept_by != KeptBy::Ring)
}

/// Returns whether an option is no profile's own.
pub(crate) fn is_common(name: &str) -> bool {
    COMMON.iter().any(|spec| spec.name == name)
}

/// Returns the options of a profile in the order of the bytes; `own` are those of its row, `None` of native placement.
pub(crate) fn options_of(own: Option<&'static [OptionSpec]>) -> Vec<&'static OptionSpec> {
    let common = |spec: &'static OptionSpec| match (spec.scope, own) {
        (Scope::All, _) | (_, None) => Some(spec),
        (_, Some(own)) => own.iter().find(|own| own.name == spec.name),
    };
    let row = own.unwrap_or_default().iter().filter(|spec| !is_common(spec.name));
    let (placement, others): (Vec<_>, Vec<_>) = COMMON.iter().filter_map(common).partition(|spec| spec.kept_by == KeptBy::Ring);
    placement.into_iter().chain(row).chain(others).collect()
}

/// Returns the names of a profile's options in the order in which errors list them: first those that every profile has.
pub(crate) fn known_names(own: Option<&'static [OptionSpec]>) -> Vec<&'static str> {
    let all = ring_options().filter(|spec| spec.scope == Scope::All);
    all.chain(own_or_native(own)).map(|spec| spec.name).collect()
}

/// Returns the names of the options that a snapshot of a profile can have, in the order in which errors list them.
#[cfg(feature = "json")]
pub(crate) fn placement_names(own: Option<&'static [OptionSpec]>) -> Vec<&'static str> {
    let all = || ring_options().filter(|spec| spec.scope == Scope::All);
    all().take(1).chain(own_or_native(own)).chain(all().skip(1)).map(|spec| spec.name).collect()
}

/// Returns the options of a row, or those that only native placement has.
fn own_or_native(own: Option<&'static [OptionSpec]>) -> impl Iterator<Item = &'static OptionSpec> {
    let native = COMMON.iter().filter(move |spec| own.is_none() && spec.scope == Scope::Native);
    native.chain(own.unwrap_or_default())
}

/// Returns the words from which one is chosen, as errors write them.
pub(crate) fn one_of(words: &dyn Words) -> String {
    let words: Vec<_> = words.words().iter().map(|word| format!("{word:?}")).collect();
    match &words[..] {
        [one, other] => format!("{one} or {other}"),
        _ => format!("one of {}", words.join(", ")),
    }
}

impl Default for Options {
    fn default() -> Self {
        let native = ring_options().filter(|spec| spec.name != PROFILE.name);
        Options { profile: "native-v1", values: native.filter_map(|spec| Some((spec.name, spec.preset()?))).collect() }
    }
}

impl FromStr for Zones {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let word = ZONES_WORDS.iter().find(|(word, _)| *word == text);
        word.map(|(_, zones)| *zones).ok_or_else(|| Error::invalid_option(ZONES.name, OptionValue::from(text), ZONES.expected()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_two_ascii_characters() {
        for text in ["", "{", "{}}", "é", "\u{7f}é"] {
            let error = HASH_TAG.check(text.into()).unwrap_err().to_string();
            assert_eq!(error, format!("hash_tag {text:?}: two ASCII characters such as \"{{}}\""));
        }
    }

    #[test]
    fn a_default_is_a_value_of_its_option() {
        for spec in COMMON {
            if let Some(value) = spec.preset() {
                assert_eq!(spec.check(value.clone()), Ok(value), "{}", spec.name);
            }
        }
    }

    #[test]
    fn a_value_of_another_type_is_refused_with_what_is_right() {
        let refused = |spec: OptionSpec, value: OptionValue| spec.check(value).unwrap_err().to_string();
        let either = OptionSpec::own("either", "", Kind::IntegerOrMap { least: 1, most: 9 }, Preset::Absent);
        assert_eq!(refused(PROFILE, 7.into()), "profile 7: the name of a profile");
        assert_eq!(refused(CAP, "7".into()), "cap \"7\": an integer from 101 to 1000");
        assert_eq!(refused(ZONES, true.into()), "zones true: \"spread\" or \"strict\"");
        let text = "either {\"a\": 10}: an integer from 1 to 9, or a map to integers from 0 to 9";
        assert_eq!(refused(either, vec![("a".to_owned(), 10)].into()), text);
        assert_eq!(refused(either, 0.into()), "either 0: an integer from 1 to 9, or a map to integers from 0 to 9");
    }

    #[test]
    fn equal_maps_are_kept_alike() {
        let map = OptionSpec::own("map", "", Kind::IntegerOrMap { least: 1, most: 9 }, Preset::Absent);
        let entry = |name: &str, integer| (name.to_owned(), integer);
        let kept = map.check(vec![entry("b", 1), entry("a", 2), entry("b", 3)].into());
        assert_eq!(kept, Ok(vec![entry("a", 2), entry("b", 3)].into()));
    }
}

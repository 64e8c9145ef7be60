//! The options of a ring, with their defaults, ranges and text.

pub(crate) mod hash_tag;

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, Integer, Result, abbreviated};
use crate::options::hash_tag::HashTag;

/// How replicas are spread over zones.
///
/// # Examples
///
/// ```
/// use ringwise::Zones;
///
/// assert_eq!("strict".parse(), Ok(Zones::Strict));
/// assert_eq!(Zones::Strict.name(), "strict");
/// assert!("wide".parse::<Zones>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zones {
    /// One node of each zone first, then a second of each, and so on.
    #[default]
    Spread,
    /// One node of each zone and no more: a list may be short, but never has two nodes of one zone.
    Strict,
}

impl FromStr for Zones {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "spread" => Ok(Zones::Spread),
            "strict" => Ok(Zones::Strict),
            _ => Err(invalid("zones", text, r#""spread" or "strict""#)),
        }
    }
}

impl Zones {
    /// Returns the text of this value. [`Zones::from_str`] parses it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Zones;
    ///
    /// assert_eq!(Zones::default().name(), "spread");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Zones::Spread => "spread",
            Zones::Strict => "strict",
        }
    }
}

impl fmt::Display for Zones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value of any option: for callers that pass names and values through, as the other languages do.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "profiles")] {
/// use ringwise::{HashRing, OptionValue};
///
/// let ring = HashRing::builder().profile("twemproxy_ketama").option("hash", "md5").build()?;
/// assert_eq!(ring.options().get("hash"), Some(OptionValue::from("md5")));
/// # }
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionValue {
    /// An integer.
    Integer(i64),
    /// A text.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// Integers by name.
    Map(Vec<(String, i64)>),
}

impl fmt::Display for OptionValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionValue::Integer(integer) => Integer(*integer).fmt(f),
            OptionValue::Text(text) => write!(f, "{:?}", abbreviated(text)),
            OptionValue::Boolean(boolean) => boolean.fmt(f),
            OptionValue::Map(map) => {
                let mut shown_map = f.debug_map();
                for (name, integer) in map {
                    shown_map.entry(&abbreviated(name), &format_args!("{}", Integer(*integer)));
                }
                shown_map.finish()
            }
        }
    }
}

impl From<i64> for OptionValue {
    fn from(integer: i64) -> Self {
        OptionValue::Integer(integer)
    }
}

impl From<i32> for OptionValue {
    fn from(integer: i32) -> Self {
        OptionValue::Integer(integer.into())
    }
}

impl From<&str> for OptionValue {
    fn from(text: &str) -> Self {
        OptionValue::Text(text.to_owned())
    }
}

impl From<String> for OptionValue {
    fn from(text: String) -> Self {
        OptionValue::Text(text)
    }
}

impl From<bool> for OptionValue {
    fn from(boolean: bool) -> Self {
        OptionValue::Boolean(boolean)
    }
}

impl From<Vec<(String, i64)>> for OptionValue {
    fn from(map: Vec<(String, i64)>) -> Self {
        OptionValue::Map(map)
    }
}

/// The options of a ring, defaults included. They do not change over its life.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let ring = HashRing::builder().seed(7).hash_tag("{}").build()?;
/// assert_eq!((ring.options().vnodes(), ring.options().seed()), (160, 7));
/// assert_eq!(ring.options().hash_tag().as_deref(), Some("{}"));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub(crate) profile: &'static str,
    pub(crate) vnodes: Option<u32>,
    pub(crate) seed: Option<u32>,
    pub(crate) hash_tag: Option<HashTag>,
    /// `None` if the profile has its own strategy for zones.
    pub(crate) zones: Option<Zones>,
    pub(crate) cap: Option<u32>,
    /// The profile's own options that have a value.
    pub(crate) own: Vec<(&'static str, OptionValue)>,
    pub(crate) replication_factor: u32,
    /// `None` if the profile has its own rule for when a node is full.
    pub(crate) load_factor: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            profile: "native-v1",
            vnodes: Some(160),
            seed: Some(0),
            hash_tag: None,
            zones: Some(Zones::Spread),
            cap: None,
            own: Vec::new(),
            replication_factor: 2,
            load_factor: Some(125),
        }
    }
}

impl Options {
    /// The options that every profile has: not `vnodes`, `seed` and `cap`.
    pub(crate) const COMMON: &[&str] = &["profile", "hash_tag", "zones", "replication_factor", "load_factor"];

    /// Returns the profile of the ring.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::new().options().profile(), "native-v1");
    /// ```
    #[must_use]
    pub fn profile(&self) -> &'static str {
        self.profile
    }

    /// Returns the number of virtual nodes for each unit of weight; 0 for a profile that has no such option.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::builder().vnodes(40).build()?.options().vnodes(), 40);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn vnodes(&self) -> u32 {
        self.vnodes.unwrap_or(0)
    }

    /// Returns the seed of every hash; 0 for a profile that has no such option.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::builder().seed(u32::MAX).build()?.options().seed(), 4_294_967_295);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn seed(&self) -> u32 {
        self.seed.unwrap_or(0)
    }

    /// Returns the two characters around the hashed part of a key, if they are set.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::builder().hash_tag("[]").build()?.options().hash_tag(), Some("[]".to_owned()));
    /// assert_eq!(HashRing::new().options().hash_tag(), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn hash_tag(&self) -> Option<String> {
        self.hash_tag.map(|tag| tag.to_string())
    }

    /// Returns the rule for zones; [`Zones::Spread`] for a profile that has no such option.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Zones};
    ///
    /// assert_eq!(HashRing::new().options().zones(), Zones::Spread);
    /// ```
    #[must_use]
    pub fn zones(&self) -> Zones {
        self.zones.unwrap_or_default()
    }

    /// Returns the cap on a node's share, in percent of its fair share, if it is set: see
    /// [`Builder::cap`](crate::Builder::cap).
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::builder().cap(110).build()?.options().cap(), Some(110));
    /// assert_eq!(HashRing::new().options().cap(), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn cap(&self) -> Option<u32> {
        self.cap
    }

    /// Returns the number of nodes that are meant to hold a key.
    ///
    /// It is the default count of Python's `get_nodes` and Node's `getNodes`. In Rust and C every call has a count.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId};
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let mut out = vec![NodeId::NONE; ring.options().replication_factor() as usize];
    /// assert_eq!(ring.get_nodes(b"user:42", &mut out).len(), 2);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn replication_factor(&self) -> u32 {
        self.replication_factor
    }

    /// Returns the bound on a node's load, in percent of its fair part: see
    /// [`SharedRing::acquire`](crate::SharedRing::acquire). It is 0 for a profile that has no such option.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Options;
    ///
    /// assert_eq!(Options::default().load_factor(), 125);
    /// ```
    #[must_use]
    pub fn load_factor(&self) -> u32 {
        self.load_factor.unwrap_or(0)
    }

    /// Returns the value of an option, the profile's own included; `None` if it is not set or does not exist.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, OptionValue};
    ///
    /// assert_eq!(HashRing::new().options().get("vnodes"), Some(OptionValue::Integer(160)));
    /// assert_eq!(HashRing::new().options().get("hash_tag"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<OptionValue> {
        self.entries().into_iter().find(|(entry, _)| *entry == name).map(|(_, value)| value)
    }

    /// Returns every option that has a value, in a fixed order. A builder with all of them makes a ring with the same
    /// options.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("ketama").build()?;
    /// let names: Vec<_> = ring.options().entries().into_iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["profile", "zones", "replication_factor", "load_factor"]);
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn entries(&self) -> Vec<(&'static str, OptionValue)> {
        let number = |name, value: Option<u32>| value.map(|value| (name, OptionValue::Integer(value.into())));
        let mut entries = vec![("profile", OptionValue::from(self.profile))];
        entries.extend(number("vnodes", self.vnodes));
        entries.extend(number("seed", self.seed));
        entries.extend(self.hash_tag().map(|tag| ("hash_tag", OptionValue::Text(tag))));
        entries.extend(self.zones.map(|zones| ("zones", zones.name().into())));
        entries.extend(number("cap", self.cap));
        entries.extend(self.own.iter().cloned());
        entries.extend(number("replication_factor", Some(self.replication_factor)));
        entries.extend(number("load_factor", self.load_factor));
        entries
    }

    /// Returns those [`Options::entries`] that a snapshot holds in addition to the profile: those that affect
    /// placement.
    pub(crate) fn placement(&self) -> Vec<(&'static str, OptionValue)> {
        let beside = ["profile", "replication_factor", "load_factor"];
        self.entries().into_iter().filter(|(name, _)| !beside.contains(name)).collect()
    }

    /// Returns whether both place keys in the same way: the replication factor and the load factor may differ.
    pub(crate) fn place_alike(&self, other: &Options) -> bool {
        let placement = |options: &Options| Options { replication_factor: 0, load_factor: None, ..options.clone() };
        placement(self) == placement(other)
    }
}

/// The options as the caller gave them, not yet checked: integers of any size, text of any length.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RequestedOptions {
    pub(crate) profile: Option<String>,
    pub(crate) vnodes: Option<i64>,
    pub(crate) seed: Option<i64>,
    pub(crate) hash_tag: Option<String>,
    pub(crate) zones: Option<Zones>,
    pub(crate) cap: Option<i64>,
    pub(crate) replication_factor: Option<i64>,
    pub(crate) load_factor: Option<i64>,
    /// The options that were set by name. Of two with the same name, the later one counts.
    pub(crate) named: Vec<(String, OptionValue)>,
}

impl RequestedOptions {
    /// Removes the value that was set by name, because a later one replaces it.
    pub(crate) fn forget(&mut self, name: &str) -> &mut Self {
        self.named.retain(|(named, _)| named != name);
        self
    }

    /// Removes an option, however it was set.
    pub(crate) fn remove(&mut self, name: &str) {
        self.forget(name);
        match name {
            "profile" => self.profile = None,
            "vnodes" => self.vnodes = None,
            "seed" => self.seed = None,
            "hash_tag" => self.hash_tag = None,
            "zones" => self.zones = None,
            "cap" => self.cap = None,
            "replication_factor" => self.replication_factor = None,
            "load_factor" => self.load_factor = None,
            _ => {}
        }
    }

    /// Moves options that were set by name to the fields that the typed calls set. The rest can only be a profile's
    /// own.
    pub(crate) fn resolve(mut self) -> Result<Self> {
        for (name, value) in core::mem::take(&mut self.named) {
            match name.as_str() {
                "profile" => self.profile = Some(text("profile", value, "the name of a profile")?),
                "vnodes" => self.vnodes = Some(integer("vnodes", value)?),
                "seed" => self.seed = Some(integer("seed", value)?),
                "hash_tag" => self.hash_tag = Some(text("hash tag", value, r#"two ASCII characters such as "{}""#)?),
                "zones" => self.zones = Some(text("zones", value, r#""spread" or "strict""#)?.parse()?),
                "cap" => self.cap = Some(integer("cap", value)?),
                "replication_factor" => self.replication_factor = Some(integer("replication factor", value)?),
                "load_factor" => self.load_factor = Some(integer("load factor", value)?),
                _ => {
                    self.named.retain(|(other, _)| *other != name);
                    self.named.push((name, value));
                }
            }
        }
        Ok(self)
    }
}

impl RequestedOptions {
    /// Returns these options, and those of `others` that are unset here.
    pub(crate) fn or(self, others: impl IntoIterator<Item = (&'static str, OptionValue)>) -> Result<Self> {
        let named = others.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let others = RequestedOptions { named, ..RequestedOptions::default() }.resolve()?;
        let these = self.resolve()?;
        let merged = RequestedOptions {
            profile: these.profile.or(others.profile),
            vnodes: these.vnodes.or(others.vnodes),
            seed: these.seed.or(others.seed),
            hash_tag: these.hash_tag.or(others.hash_tag),
            zones: these.zones.or(others.zones),
            cap: these.cap.or(others.cap),
            replication_factor: these.replication_factor.or(others.replication_factor),
            load_factor: these.load_factor.or(others.load_factor),
            named: [others.named, these.named].concat(),
        };
        merged.resolve()
    }

    /// Returns the profile that was requested, if one was.
    pub(crate) fn profile(&self) -> Result<Option<String>> {
        Ok(self.clone().resolve()?.profile)
    }
}

fn integer(option: &'static str, value: OptionValue) -> Result<i64> {
    match value {
        OptionValue::Integer(integer) => Ok(integer),
        other => Err(Error::InvalidOption { option, value: other.to_string(), expected: "an integer".to_owned() }),
    }
}

fn text(option: &'static str, value: OptionValue, expected: &str) -> Result<String> {
    match value {
        OptionValue::Text(text) => Ok(text),
        other => Err(Error::InvalidOption { option, value: other.to_string(), expected: expected.to_owned() }),
    }
}

pub(crate) fn ranged(option: &'static str, wanted: Option<i64>, default: u32, least: i64, most: i64) -> Result<u32> {
    match wanted {
        None => Ok(default),
        Some(value) if (least..=most).contains(&value) => Ok(value as u32),
        Some(value) => {
            Err(Error::InvalidOption { option, value: Integer(value).to_string(), expected: format!("an integer from {least} to {most}") })
        }
    }
}

pub(crate) fn invalid(option: &'static str, value: &str, expected: &str) -> Error {
    Error::InvalidOption { option, value: format!("{:?}", abbreviated(value)), expected: expected.to_owned() }
}

//! The options of a ring, as they are in force.

pub(crate) mod hash_tag;
pub(crate) mod requested;
pub(crate) mod spec;

use core::fmt;
use std::collections::BTreeMap;

use crate::error::{Integer, abbreviated};

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

impl OptionValue {
    /// Returns a map in the one order in which it is kept, so that equal maps are equal options. Of two values of one
    /// name, the later one counts.
    pub(crate) fn sorted_map(map: Vec<(String, i64)>) -> Vec<(String, i64)> {
        map.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect()
    }
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
    /// The options with a value, except the profile, in the order of [`Options::entries`].
    pub(crate) values: Vec<(&'static str, OptionValue)>,
}

impl Options {
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
        self.number("vnodes").unwrap_or(0)
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
        self.number("seed").unwrap_or(0)
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
        self.text("hash_tag").map(str::to_owned)
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
        self.text("zones").and_then(|zones| zones.parse().ok()).unwrap_or_default()
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
        self.number("cap")
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
        if name == "profile" { Some(self.profile.into()) } else { self.value(name).cloned() }
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
    /// assert_eq!(names, ["profile", "zones"]);
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn entries(&self) -> Vec<(&'static str, OptionValue)> {
        let profile = ("profile", OptionValue::from(self.profile));
        core::iter::once(profile).chain(self.values.iter().cloned()).collect()
    }

    /// Returns these options with one more value.
    #[cfg(test)]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<OptionValue>) -> Self {
        self.values.retain(|(entry, _)| *entry != name);
        self.values.push((name, value.into()));
        self
    }

    fn value(&self, name: &str) -> Option<&OptionValue> {
        self.values.iter().find(|(entry, _)| *entry == name).map(|(_, value)| value)
    }

    /// Returns an integer; every one that is kept here has at most 32 bits.
    fn number(&self, name: &str) -> Option<u32> {
        match self.value(name) {
            Some(&OptionValue::Integer(integer)) => Some(integer as u32),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.value(name) {
            Some(OptionValue::Text(text)) => Some(text),
            _ => None,
        }
    }
}

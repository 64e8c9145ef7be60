//! The options of a ring: their defaults, their ranges, their text.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, Integer, Result, shown};
use crate::key::HashTag;
use crate::limits;

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
    /// One node of each zone and no more: a short list rather than two nodes of one zone.
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
    /// Returns the text of this value, which [`Zones::from_str`] reads.
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

/// The options that a ring was made with, defaults included. They do not change over its life.
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
    pub(crate) vnodes: u32,
    pub(crate) seed: u32,
    pub(crate) hash_tag: Option<HashTag>,
    pub(crate) zones: Zones,
    pub(crate) replication_factor: u32,
    pub(crate) load_factor: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options { vnodes: 160, seed: 0, hash_tag: None, zones: Zones::Spread, replication_factor: 2, load_factor: 125 }
    }
}

impl Options {
    /// Returns how many virtual nodes a node has for each unit of its weight.
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
        self.vnodes
    }

    /// Returns the seed of every hash.
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
        self.seed
    }

    /// Returns the two characters between which the hashed part of a key stands, if there are any.
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

    /// Returns how replicas are spread over zones.
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
        self.zones
    }

    /// Returns how many nodes are meant to hold a key.
    ///
    /// It is the default count of Python's `get_nodes` and Node's `getNodes`. Rust and C name a count with every call.
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

    /// Returns how far above its fair part a node's load may go, in percent: see [`SharedRing::acquire`](crate::SharedRing::acquire).
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
        self.load_factor
    }

    /// Returns whether both place keys alike: the replication factor and the load factor may differ.
    pub(crate) fn place_alike(&self, other: &Options) -> bool {
        let placement = |options: &Options| Options { replication_factor: 0, load_factor: 0, ..options.clone() };
        placement(self) == placement(other)
    }
}

/// The options as somebody wrote them, not yet checked: integers of any size, text of any length.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) vnodes: Option<i64>,
    pub(crate) seed: Option<i64>,
    pub(crate) hash_tag: Option<String>,
    pub(crate) zones: Zones,
    pub(crate) replication_factor: Option<i64>,
    pub(crate) load_factor: Option<i64>,
}

impl Wanted {
    pub(crate) fn check(&self) -> Result<Options> {
        let default = Options::default();
        Ok(Options {
            vnodes: ranged("vnodes", self.vnodes, default.vnodes, 1, limits::VNODES)?,
            seed: ranged("seed", self.seed, default.seed, 0, i64::from(u32::MAX))?,
            hash_tag: self.hash_tag.as_deref().map(HashTag::parse).transpose()?,
            zones: self.zones,
            replication_factor: ranged("replication factor", self.replication_factor, default.replication_factor, 1, limits::REPLICAS)?,
            load_factor: ranged("load factor", self.load_factor, default.load_factor, 101, 10_000)?,
        })
    }
}

fn ranged(option: &'static str, wanted: Option<i64>, default: u32, least: i64, most: i64) -> Result<u32> {
    match wanted {
        None => Ok(default),
        Some(value) if (least..=most).contains(&value) => Ok(value as u32),
        Some(value) => {
            Err(Error::InvalidOption { option, value: Integer(value).to_string(), expected: format!("an integer from {least} to {most}") })
        }
    }
}

pub(crate) fn invalid(option: &'static str, value: &str, expected: &str) -> Error {
    Error::InvalidOption { option, value: format!("{:?}", shown(value)), expected: expected.to_owned() }
}

//! Shares, statistics and ranges, converted to JavaScript.

use napi::bindgen_prelude::BigUint64Array;
use napi_derive::napi;

/// The part of the key space that each node holds.
#[napi(object, object_from_js = false)]
pub(crate) struct Shares {
    pub total: u128,
    pub shares: Vec<Share>,
}

/// The part of the key space that one node holds.
#[napi(object, object_from_js = false)]
pub(crate) struct Share {
    pub name: String,
    pub parts: u128,
    /// The parts of the first ranks, up to the last that is not 0: there may be millions of ranks, and each becomes a
    /// JavaScript value.
    pub by_rank: Vec<u128>,
    pub ranks: u32,
    pub fraction: f64,
    pub fair: f64,
}

impl From<ringwise::Shares> for Shares {
    fn from(shares: ringwise::Shares) -> Self {
        let share = |(name, share): (&str, &ringwise::Share)| {
            let ringwise::Share { parts, by_rank, fraction, fair } = share;
            let held = by_rank.iter().rposition(|&parts| parts > 0).map_or(0, |last| last + 1);
            Share {
                name: name.to_owned(),
                parts: *parts,
                by_rank: by_rank[..held].to_vec(),
                ranks: by_rank.len() as u32,
                fraction: *fraction,
                fair: *fair,
            }
        };
        Shares { total: shares.total(), shares: shares.iter().map(share).collect() }
    }
}

/// The evenness of a ring.
#[napi(object, object_from_js = false)]
pub(crate) struct Stats {
    pub nodes: f64,
    pub points: f64,
    pub bytes: f64,
    pub max_over_fair: f64,
    pub min_over_fair: f64,
    pub deviation: f64,
    pub over_cap: Vec<String>,
}

impl From<ringwise::Stats> for Stats {
    fn from(stats: ringwise::Stats) -> Self {
        let ringwise::Stats { nodes, points, bytes, max_over_fair, min_over_fair, deviation, over_cap } = stats;
        let [nodes, points, bytes] = [nodes, points, bytes].map(|count| count as f64);
        Stats { nodes, points, bytes, max_over_fair, min_over_fair, deviation, over_cap }
    }
}

/// Ranges of positions: the starts, and the ends.
#[napi(object, object_from_js = false)]
pub(crate) struct Ranges {
    pub starts: BigUint64Array,
    pub ends: BigUint64Array,
}

impl From<Vec<ringwise::Range>> for Ranges {
    fn from(ranges: Vec<ringwise::Range>) -> Self {
        let (starts, ends): (Vec<_>, Vec<_>) = ranges.into_iter().map(|range| (range.start, range.end)).unzip();
        Ranges { starts: starts.into(), ends: ends.into() }
    }
}

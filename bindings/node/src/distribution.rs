//! Distributions of real keys, converted to JavaScript.

use napi_derive::napi;

/// The number of keys that each node owns, and the expected number, both in the order of `names`.
#[napi(object, object_from_js = false)]
pub(crate) struct Distribution {
    pub names: Vec<String>,
    pub counts: Vec<f64>,
    pub expected: Vec<f64>,
    pub keys: f64,
    pub chi_square: f64,
    pub p_value: f64,
}

impl From<ringwise::Distribution> for Distribution {
    fn from(distribution: ringwise::Distribution) -> Self {
        let ringwise::Distribution { counts, expected, keys, chi_square, p_value } = distribution;
        let (names, counts) = counts.into_iter().map(|(name, count)| (name, count as f64)).unzip();
        Distribution { names, counts, expected: expected.into_values().collect(), keys: keys as f64, chi_square, p_value }
    }
}

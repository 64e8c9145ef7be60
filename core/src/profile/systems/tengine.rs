//! Tengine's `consistent_hash`: labels of four bytes, a server's number and the point's.

use crate::error::Result;
use crate::members::Live;
use crate::points::draft::Draft;

use crate::hash::function::{high, murmur2};

/// Makes the points of nodes, `base` for each unit of weight and at most `most` a node.
pub(crate) fn points(live: &[Live], base: u64, most: u64) -> Result<Draft> {
    let count = |units: u64| (units * base).min(most);
    let mut draft = Draft::new(0, live.iter().map(|(_, node)| count(node.checked_weight())), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        let first = number(node.identity()).wrapping_mul(4096);
        for point in 0..count(node.checked_weight()) as u32 {
            draft.push(high(murmur2(&first.wrapping_add(point).to_le_bytes(), 0)));
        }
    }
    Ok(draft)
}

/// Returns a server's number: the id, or else a hash of its text.
pub(crate) fn number(identity: &str) -> u32 {
    let is_decimal = identity.bytes().all(|byte| byte.is_ascii_digit());
    let id = identity.parse().ok().filter(|id| is_decimal && *id <= u32::from(u16::MAX));
    id.unwrap_or_else(|| murmur2(identity.as_bytes(), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_decimals_are_ids() {
        assert_eq!((number("0"), number("65535")), (0, 65535));
        for text in ["65536", "+1", "10.0.0.1:80"] {
            assert_eq!(number(text), murmur2(text.as_bytes(), 0), "{text}");
        }
    }
}

//! Envoy's `ring_hash`: how many points a host has depends on those before it.

use crate::error::Result;
use crate::members::Live;
use crate::points::draft::Draft;

use super::label::Label;
use crate::hash::function::Hash;

/// The bounds of a ring's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RingSize {
    pub(crate) minimum: u32,
    pub(crate) maximum: u32,
}

pub(crate) fn points(live: &[Live], label: Label, hash: Hash, size: RingSize) -> Result<Draft> {
    let counts = counts(&live.iter().map(|(_, node)| node.checked_weight()).collect::<Vec<_>>(), size);
    let mut draft = Draft::new(0, counts.iter().copied(), 0)?;
    let mut text = Vec::new();
    for (&(slot, node), count) in live.iter().zip(counts) {
        draft.begin(slot);
        for number in 0..count {
            label.write(node.identity(), number, &mut text);
            draft.push(hash.coordinate(&text));
        }
    }
    Ok(draft)
}

/// Returns how many points each host has. Each float operation is one of Envoy's, in its order: none may be rearranged.
fn counts(weights: &[u64], size: RingSize) -> Vec<u64> {
    let sum: u64 = weights.iter().sum();
    let share = |weight: u64| weight as f64 / sum as f64;
    let least = weights.iter().map(|&weight| share(weight)).fold(f64::INFINITY, f64::min);
    let scale = ((least * f64::from(size.minimum)).ceil() / least).min(f64::from(size.maximum));
    let (mut current, mut target) = (0.0, 0.0);
    let mut count = |&weight: &u64| {
        target += scale * share(weight);
        let mut count = 0;
        while current < target {
            current += 1.0;
            count += 1;
        }
        count
    };
    weights.iter().map(&mut count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_equal_hosts_have_342_each() {
        assert_eq!(counts(&[1, 1, 1], RingSize { minimum: 1024, maximum: 8_388_608 }), [342; 3]);
    }

    #[test]
    fn the_running_sum_decides_who_is_cut() {
        assert_eq!(counts(&[1, 1, 1, 1], RingSize { minimum: 6, maximum: 6 }), [2, 1, 2, 1]);
    }
}

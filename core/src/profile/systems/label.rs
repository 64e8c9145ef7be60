//! Labels: the texts that a node's points are hashed from.

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::members::Live;
use crate::members::node::Node;
use crate::points::draft::Draft;

use super::count::{LabelCount, Totals};

/// How a label is written: a base, which is the node's identity, and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) shape: Shape,
    /// What stands between the two.
    pub(crate) separator: &'static str,
    /// The first number.
    pub(crate) first: u64,
}

/// Which of a label's two parts comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    BaseFirst,
    NumberFirst,
}

/// What points a label gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelPoints {
    /// One, where its hash stands.
    One(Hash),
    /// So many: the first little-endian words of a digest.
    Words(Digest, usize),
}

impl Label {
    /// Writes a label over what is in `text`.
    pub(crate) fn write(self, base: &str, number: u64, text: &mut Vec<u8>) {
        let mut digits = [0; 20];
        let digits = decimal(self.first + number, &mut digits);
        let base = base.as_bytes();
        let [before, behind] = match self.shape {
            Shape::BaseFirst => [base, digits],
            Shape::NumberFirst => [digits, base],
        };
        text.clear();
        text.extend_from_slice(before);
        text.extend_from_slice(self.separator.as_bytes());
        text.extend_from_slice(behind);
    }
}

impl LabelPoints {
    /// Returns how many points a label gives.
    pub(crate) fn points(self) -> u64 {
        match self {
            LabelPoints::One(_) => 1,
            LabelPoints::Words(_, words) => words as u64,
        }
    }

    /// Returns how many bytes a position has behind its leading 64 bits.
    pub(crate) fn low_bytes_len(self) -> usize {
        match self {
            LabelPoints::One(hash) => hash.low_bytes_len(),
            LabelPoints::Words(..) => 0,
        }
    }

    /// Adds the points of a label to a draft.
    #[inline]
    fn push(self, text: &[u8], draft: &mut Draft) {
        match self {
            LabelPoints::One(hash) if hash.low_bytes_len() == 0 => draft.push(hash.coordinate(text)),
            LabelPoints::One(hash) => {
                let mut low_bytes = [0; Digest::LONGEST];
                let coordinate = hash.coordinate_and_low_bytes(text, &mut low_bytes);
                draft.push_long(coordinate, &low_bytes);
            }
            LabelPoints::Words(digest, words) => {
                let whole = digest.whole(text);
                (0..words).for_each(|word| draft.push(digest.word_place(&whole, word)));
            }
        }
    }
}

/// Returns how many labels a node has.
pub(crate) fn count(node: &Node, count: LabelCount, base: u64, totals: Totals) -> u64 {
    match node.vnodes() {
        Some(own) if own.unsigned_abs() != base => own.unsigned_abs(),
        _ => count.labels(base, node.checked_weight(), totals),
    }
}

/// Drafts the points of nodes that have labels.
pub(crate) fn draft(live: &[Live], label: Label, marks: LabelPoints, rule: LabelCount, base: u64) -> Result<Draft> {
    let totals = Totals::of(live);
    let labels = |node: &Node| count(node, rule, base, totals);
    let points = live.iter().map(|(_, node)| labels(node).saturating_mul(marks.points()));
    let mut draft = Draft::new(0, points, marks.low_bytes_len())?;
    let mut text = Vec::new();
    for &(slot, node) in live {
        draft.begin(slot);
        for number in 0..labels(node) {
            label.write(node.identity(), number, &mut text);
            marks.push(&text, &mut draft);
        }
    }
    Ok(draft)
}

/// Writes a number in decimal, to the end of a buffer that any fits.
pub(crate) fn decimal(mut number: u64, digits: &mut [u8; 20]) -> &[u8] {
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &digits[start..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes() {
        let mut text = Vec::new();
        Label { shape: Shape::BaseFirst, separator: "-", first: 0 }.write("node-a", 12, &mut text);
        assert_eq!(text, b"node-a-12");
        Label { shape: Shape::NumberFirst, separator: "", first: 1 }.write("node-a", 0, &mut text);
        assert_eq!(text, b"1node-a");
    }

    #[test]
    fn the_longest_number_fits() {
        assert_eq!(decimal(u64::MAX, &mut [0; 20]), u64::MAX.to_string().as_bytes());
        assert_eq!(decimal(0, &mut [0; 20]), b"0");
    }
}

//! Labels, the texts from which most systems hash a node's points.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;
use crate::points::draft::Draft;

use super::count::{LabelCount, Totals};
use super::identity::NameRule;
use super::source::{NodeFields, PointSource};
use super::ties::Ties;

/// How a label is written: a base, which is the node's identity, and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) shape: Shape,
    /// The text between the two.
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

/// The points of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelPoints {
    /// One, at the label's hash.
    One(Hash),
    /// The first little-endian words of a digest; the number of words.
    Words(Digest, usize),
}

/// Points from labels that are hashed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labels {
    pub(crate) label: Label,
    pub(crate) points: LabelPoints,
    pub(crate) count: LabelCount,
    /// What the count multiplies.
    pub(crate) base: u64,
    /// Whether a node may have its own count, in its field `vnodes`.
    pub(crate) own_count: bool,
}

impl Label {
    /// The base, this separator, the number.
    pub(crate) const fn suffix(separator: &'static str) -> Self {
        Label { shape: Shape::BaseFirst, separator, first: 0 }
    }

    /// The number, this separator, the base.
    pub(crate) const fn prefix(separator: &'static str) -> Self {
        Label { shape: Shape::NumberFirst, separator, first: 0 }
    }

    /// Replaces what is in `text` by a label.
    pub(crate) fn write(self, base: &str, number: u64, text: &mut Vec<u8>) {
        let mut digits = [0; 20];
        let digits = decimal(self.first + number, &mut digits);
        let base = base.as_bytes();
        let [before, after] = match self.shape {
            Shape::BaseFirst => [base, digits],
            Shape::NumberFirst => [digits, base],
        };
        text.clear();
        text.extend_from_slice(before);
        text.extend_from_slice(self.separator.as_bytes());
        text.extend_from_slice(after);
    }

    /// Returns the first label of a node, in quotes.
    pub(crate) fn first_of(self, node: &Node) -> String {
        let mut text = Vec::new();
        self.write(node.identity(), 0, &mut text);
        format!("{:?}", String::from_utf8_lossy(&text))
    }

    /// Returns this label with one part changed, by the name of the change.
    #[cfg(test)]
    pub(crate) fn mutants(self) -> [(&'static str, Label); 3] {
        let shape = if self.shape == Shape::BaseFirst { Shape::NumberFirst } else { Shape::BaseFirst };
        [
            ("label's number", Label { first: self.first + 1, ..self }),
            ("label's separator", Label { separator: "#", ..self }),
            ("label's shape", Label { shape, ..self }),
        ]
    }
}

impl LabelPoints {
    /// Returns how many points a label has.
    fn len(self) -> u64 {
        match self {
            LabelPoints::One(_) => 1,
            LabelPoints::Words(_, words) => words as u64,
        }
    }

    /// Returns how many bytes a position has after its leading 64 bits.
    fn low_bytes_len(self) -> usize {
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

    fn describe(self) -> String {
        match self {
            LabelPoints::One(hash) => format!("each label one point at its {hash}"),
            LabelPoints::Words(digest, words) => format!("each label {words} points, little-endian words of its {digest:?}"),
        }
    }
}

impl Labels {
    pub(crate) const fn new(label: Label, points: LabelPoints, count: LabelCount, base: u64) -> Self {
        Labels { label, points, count, base, own_count: false }
    }

    /// Drafts the points of nodes.
    pub(crate) fn draft(self, live: &[Live<'_>]) -> Result<Draft> {
        let totals = Totals::of(live);
        let points = live.iter().map(|(_, node)| self.labels(node, totals).saturating_mul(self.points.len()));
        let mut draft = Draft::new(0, points, self.points.low_bytes_len())?;
        let mut text = Vec::new();
        for &(slot, node) in live {
            draft.begin(slot);
            for number in 0..self.labels(node, totals) {
                self.label.write(node.identity(), number, &mut text);
                self.points.push(&text, &mut draft);
            }
        }
        Ok(draft)
    }

    /// Returns how many labels a node has.
    fn labels(self, node: &Node, totals: Totals) -> u64 {
        match node.vnodes() {
            Some(own) if own.unsigned_abs() != self.base => own.unsigned_abs(),
            _ => self.count.labels(self.base, node.checked_weight(), totals),
        }
    }
}

impl PointSource for Labels {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        Ok(ties.sort(&self.draft(live)?, members))
    }

    fn node_fields(&self) -> NodeFields {
        NodeFields { vnodes: self.own_count, points: None }
    }

    fn check_labels(&self, live: &[Live<'_>], names: NameRule) -> Result<()> {
        let totals = Totals::of(live);
        let mut text = Vec::new();
        live.iter().try_for_each(|(_, node)| {
            let last = self.labels(node, totals).saturating_sub(1);
            self.label.write(node.identity(), last, &mut text);
            names.check_label(node, text.len())
        })
    }

    fn describe(&self) -> String {
        format!("{}, {}", self.count.describe(self.base), self.points.describe())
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(self.label.first_of(node))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        let labels = self.label.mutants().into_iter().map(|(name, label)| (name, Labels { label, ..*self }));
        let points = self.points.mutants().into_iter().map(|(name, points)| (name, Labels { points, ..*self }));
        let counts = LabelCount::NAMED.iter().filter(|(_, count)| *count != self.count);
        let counts = counts.map(|&(name, count)| (name, Labels { count, ..*self }));
        let base = ("base", Labels { base: self.base + 1, ..*self });
        let all = labels.chain(points).chain(counts).chain([base]);
        all.map(|(name, labels)| (name, Arc::new(labels) as Arc<dyn PointSource>)).collect()
    }
}

#[cfg(test)]
impl LabelPoints {
    fn mutants(self) -> Vec<(&'static str, LabelPoints)> {
        match self {
            LabelPoints::One(hash) => {
                let other = if hash == Hash::Crc32 { Hash::Fnv1ax32Unsigned } else { Hash::Crc32 };
                vec![("points' hash", LabelPoints::One(other))]
            }
            LabelPoints::Words(digest, words) => {
                let other = if digest == Digest::Sha1 { Digest::Md5 } else { Digest::Sha1 };
                let others = if words == 4 { 3 } else { words + 1 };
                vec![("points' hash", LabelPoints::Words(other, words)), ("words", LabelPoints::Words(digest, others))]
            }
        }
    }
}

/// Writes a number in decimal, to the end of a buffer that fits any number.
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
        Label::suffix("-").write("node-a", 12, &mut text);
        assert_eq!(text, b"node-a-12");
        Label { first: 1, ..Label::prefix("") }.write("node-a", 0, &mut text);
        assert_eq!(text, b"1node-a");
    }

    #[test]
    fn the_longest_number_fits() {
        assert_eq!(decimal(u64::MAX, &mut [0; 20]), u64::MAX.to_string().as_bytes());
        assert_eq!(decimal(0, &mut [0; 20]), b"0");
    }
}

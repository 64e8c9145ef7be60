//! Builds the points of a whole membership, by a row.

use crate::error::Result;
use crate::members::node::Node;
use crate::members::{Live, Slot};
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::preference::PreferenceOrder;

use super::count::Totals;
use super::label;
use super::rules::{Lists, ProfileSpec, Source};
use super::ties::Ties;
use super::{buraksezer, cassandra, envoy, haproxy, maglev, nginx, tengine};
use crate::hash::function::{Hash, flip};

impl ProfileSpec {
    /// Returns the points of these members.
    pub(crate) fn build(&self, members: &[Node]) -> Result<Points> {
        let live: Vec<Live> = (0..).zip(members).filter(|(_, node)| node.checked_weight() > 0).collect();
        if live.is_empty() {
            return Ok(Points::default());
        }
        self.check_labels(&live)?;
        let ties = Ties { rule: self.tie, order: self.order };
        let points = match &self.source {
            Source::Maglev { size } => maglev::table(&live, *size, members.len()),
            Source::Buraksezer(distribution) => {
                let circle = ties.sort(&buraksezer::circle(distribution, &live)?, members);
                distribution.table(&circle, members.len())?
            }
            source => ties.sort(&draft(source, &live)?, members),
        };
        let points = match &self.lists {
            Lists::Points | Lists::Owner => points,
            Lists::Closest(hash) => points.with_preference_order(closest(*hash, &live, members.len())),
            Lists::Simple { replicas } => cassandra::simple(points, &live, *replicas)?,
            Lists::Network { replicas } => cassandra::network(points, &live, replicas, members.len())?,
        };
        Ok(points.with_unlisted(live.iter().map(|&(slot, _)| slot), members.len()))
    }

    /// Refuses nodes whose labels the system cannot write.
    fn check_labels(&self, live: &[Live]) -> Result<()> {
        let Source::Labels { label, count, base, .. } = self.source else { return Ok(()) };
        let totals = Totals::of(live);
        let mut text = Vec::new();
        live.iter().try_for_each(|(_, node)| {
            let last = label::count(node, count, base, totals).saturating_sub(1);
            label.write(node.identity(), last, &mut text);
            self.texts.check_label(node, text.len())
        })
    }
}

/// Makes the points of most systems.
fn draft(source: &Source, live: &[Live]) -> Result<Draft> {
    match *source {
        Source::Labels { label, marks, count, base, .. } => label::draft(live, label, marks, count, base),
        Source::Nginx { base } => nginx::points(live, base),
        Source::Tengine { base, most } => tengine::points(live, base, most),
        Source::HaProxy { base } => haproxy::points(live, base),
        Source::Envoy { label, hash, size } => envoy::points(live, label, hash, size),
        Source::Given { bits } => given(live, |point| (point as u64) << (64 - bits)),
        Source::Tokens => cassandra::check_tokens(live).and_then(|()| given(live, |token| flip(token as u64))),
        Source::Maglev { .. } | Source::Buraksezer(_) => Ok(Draft::default()),
    }
}

/// Takes the points that nodes were given.
fn given(live: &[Live], position: impl Fn(i128) -> u64) -> Result<Draft> {
    let of = |node: &Node| node.points().unwrap_or_default().len() as u64;
    let mut draft = Draft::new(0, live.iter().map(|(_, node)| of(node)), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        node.points().unwrap_or_default().iter().for_each(|&point| draft.push(position(point)));
    }
    Ok(draft)
}

/// The members in the order of a hash of their identities: what lists follow where there is no ring.
fn closest(hash: Hash, live: &[Live], members: usize) -> PreferenceOrder {
    let mut order: Vec<_> = live.iter().map(|&(slot, node)| (hash.coordinate(node.identity().as_bytes()), slot)).collect();
    order.sort_unstable();
    let order: Box<[Slot]> = order.into_iter().map(|(_, slot)| slot).collect();
    let mut places = vec![0; members].into_boxed_slice();
    for (place, &slot) in order.iter().enumerate() {
        places[slot as usize] = place as u32;
    }
    PreferenceOrder::Members { order, places }
}

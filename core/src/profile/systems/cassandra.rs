//! Cassandra: tokens that each node was given, with the replicas of a token by a strategy.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::hash::function::{Hash, flip};
use crate::limits;
use crate::members::node::Node;
use crate::members::{Live, Slot};
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::owner_rule::OwnerRule;
use crate::points::preference::PreferenceOrder;
use crate::points::{Points, SortedPoints};

use super::given;
use super::key_rule::KeyRule;
use super::option_reader::OptionReader;
use super::source::{ListSource, NodeFields, PointSource};
use super::spec::{Entry, Lists, ProfileSpec, WeightRule};
use super::ties::{TieOrder, TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "cassandra", options: &[STRATEGY, REPLICATION], make };

/// The most replicas of a token.
const MOST: u32 = limits::NODES as u32;

/// The strategies, and whether each is that of a network of data centres.
const STRATEGIES: &[(&str, bool)] = &[("simple", false), ("network", true)];

const STRATEGY: OptionSpec =
    OptionSpec::own("strategy", "The strategy that places replicas.", Kind::Word(&STRATEGIES), Preset::Text("simple"));
const REPLICATION: OptionSpec = OptionSpec::own(
    "replication",
    "The number of replicas; with the strategy `network`, that of each data centre.",
    Kind::IntegerOrMap { least: 1, most: MOST as i64 },
    Preset::Integer(1),
);

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let network = options.word("strategy", STRATEGIES)?;
    let lists: Arc<dyn ListSource> =
        if network { Arc::new(network_strategy(options)?) } else { Arc::new(Simple { replicas: options.integer("replication")? }) };
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        tie: TieRule::OnlyFirst,
        order: TieOrder::None,
        owner_rule: OwnerRule::AtOrAfter,
        lists: Lists::Stored(lists),
        ..ProfileSpec::new(name, Tokens, KeyRule::Hash(Hash::CassandraToken))
    })
}

fn network_strategy(options: &mut OptionReader) -> Result<Network> {
    let expected = format!("with strategy \"network\" a map from data centres to integers from 0 to {MOST}");
    let map = options.map("replication").ok_or_else(|| options.contradiction("replication", &expected))?;
    if !map.iter().all(|(centre, _)| centre.len() <= limits::NAME_BYTES) {
        let expected = format!("a data centre has a name of at most {} bytes", limits::NAME_BYTES);
        return Err(options.contradiction("replication", &expected));
    }
    let replicas = |(centre, replicas): &(String, i64)| {
        let checked = u32::try_from(*replicas).ok().filter(|replicas| *replicas <= MOST);
        checked.map(|replicas| (centre.clone(), replicas)).ok_or_else(|| options.contradiction("replication", &expected))
    };
    Ok(Network { replicas: map.iter().map(replicas).collect::<Result<_>>()? })
}

/// The tokens that each node is given.
#[derive(Debug)]
struct Tokens;

impl PointSource for Tokens {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        check_tokens(live)?;
        Ok(ties.sort(&given::draft(live, |token| flip(token as u64))?, members))
    }

    fn node_fields(&self) -> NodeFields {
        NodeFields { vnodes: false, points: Some(i64::MIN.into()..=i64::MAX.into()) }
    }

    fn describe(&self) -> String {
        "the tokens that each node was given".to_owned()
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        given::first_point(node)
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        Vec::new()
    }
}

/// SimpleStrategy: the next distinct nodes.
#[derive(Debug)]
struct Simple {
    replicas: u32,
}

impl ListSource for Simple {
    fn attach(&self, points: Points, live: &[Live<'_>], _: usize) -> Result<Points> {
        let most = with_tokens(live).count().min(self.replicas as usize);
        with_lists(points, most, |walk| walk.take(most).collect())
    }

    fn describe(&self) -> String {
        format!("the next points' nodes, each once, {} at most", self.replicas)
    }

    fn spreads_zones(&self) -> bool {
        false
    }
}

/// NetworkTopologyStrategy of Cassandra 4 and 5: a number of nodes of each data centre, of distinct racks if there are
/// enough.
#[derive(Debug)]
struct Network {
    /// By data centre.
    replicas: Vec<(String, u32)>,
}

impl ListSource for Network {
    fn attach(&self, points: Points, live: &[Live<'_>], members: usize) -> Result<Points> {
        let map = Map::new(live, members)?;
        let replicas_of = |centre: &str| self.replicas.iter().find(|(name, _)| name == centre).map_or(0, |(_, replicas)| *replicas);
        let wanted: Vec<u32> = map.centres.iter().map(|centre| replicas_of(centre.name)).collect();
        let most = map.centres.iter().zip(&wanted).map(|(centre, &wanted)| centre.nodes.min(wanted as usize)).sum();
        with_lists(points, most, |walk| {
            let centre = |(centre, &wanted): (&DataCentre<'_>, &u32)| CentreQuota {
                left: centre.nodes.min(wanted as usize),
                repeats: i64::from(wanted) - centre.racks.len() as i64,
                racks: HashSet::new(),
            };
            let mut centres: Vec<_> = map.centres.iter().zip(&wanted).map(centre).collect();
            let mut list: Vec<Slot> = Vec::with_capacity(most);
            for slot in walk {
                if list.len() == most {
                    break;
                }
                let (number, rack) = map.of[slot as usize];
                let centre = &mut centres[number];
                if centre.left == 0 {
                    continue;
                }
                if !centre.racks.insert(rack) {
                    if centre.repeats <= 0 {
                        continue;
                    }
                    centre.repeats -= 1;
                }
                centre.left -= 1;
                list.push(slot);
            }
            list
        })
    }

    fn describe(&self) -> String {
        let centres: Vec<_> = self.replicas.iter().map(|(centre, count)| format!("{count} of {centre:?}")).collect();
        format!("the next points' nodes, {}, of distinct racks if there are enough racks", centres.join(", "))
    }

    fn spreads_zones(&self) -> bool {
        false
    }
}

/// The most entries of all lists together.
const ENTRIES: usize = 1 << 28;

/// Refuses a token that two nodes have.
fn check_tokens(live: &[Live]) -> Result<()> {
    let mut owners = HashMap::new();
    for &(slot, node) in live {
        for &token in node.points().unwrap_or_default() {
            if *owners.entry(token).or_insert(slot) != slot {
                let expected = "another node has this token, and a token is one node's".to_owned();
                return Err(node.wrong_field(format!("point {token}"), expected));
            }
        }
    }
    Ok(())
}

/// The nodes that are in the topology at all.
fn with_tokens<'n, 'a>(live: &'n [Live<'a>]) -> impl Iterator<Item = &'n Live<'a>> {
    live.iter().filter(|(_, node)| node.points().is_some_and(|tokens| !tokens.is_empty()))
}

/// A data centre's quota, while a list is made.
struct CentreQuota {
    /// The number of replicas that it has yet to get.
    left: usize,
    /// The number of them that may be in a rack that already has one.
    repeats: i64,
    racks: HashSet<usize>,
}

/// The data centre and the rack of each node.
struct Map<'a> {
    centres: Vec<DataCentre<'a>>,
    /// By slot, the numbers of its data centre and rack.
    of: Vec<(usize, usize)>,
}

struct DataCentre<'a> {
    name: &'a str,
    /// Each with its number.
    racks: HashMap<&'a str, usize>,
    nodes: usize,
}

impl<'a> Map<'a> {
    fn new(live: &[Live<'a>], members: usize) -> Result<Self> {
        let mut map = Map { centres: Vec::new(), of: vec![(0, 0); members] };
        let mut numbers = HashMap::new();
        for &(slot, node) in with_tokens(live) {
            let zone = node.zone().ok_or_else(|| no_zone(node))?;
            let (name, rack) = zone.split_once('/').unwrap_or((zone, ""));
            let number = *numbers.entry(name).or_insert_with(|| {
                map.centres.push(DataCentre { name, racks: HashMap::new(), nodes: 0 });
                map.centres.len() - 1
            });
            let centre = &mut map.centres[number];
            centre.nodes += 1;
            let new = centre.racks.len();
            map.of[slot as usize] = (number, *centre.racks.entry(rack).or_insert(new));
        }
        Ok(map)
    }
}

fn no_zone(node: &Node) -> Error {
    let expected = "under strategy \"network\" a zone is a data centre, or that, a slash and a rack".to_owned();
    node.wrong_field("zone is missing".to_owned(), expected)
}

/// Makes a list for each token, from the distinct nodes upwards from it. The first node of the list owns the token.
fn with_lists(points: Points, most: usize, list: impl Fn(&mut dyn Iterator<Item = Slot>) -> Vec<Slot>) -> Result<Points> {
    if points.len().saturating_mul(most) > ENTRIES {
        let value = format!("of {most} nodes for each of {} tokens", points.len());
        return Err(Error::invalid_option("replication", value, format!("at most {ENTRIES} replicas in all")));
    }
    let owners: Vec<_> = points.iter().collect();
    let members = owners.iter().map(|&(_, slot)| slot as usize + 1).max().unwrap_or(0);
    let mut upwards = Upwards::new(members);
    // Once round, so that the nodes upwards of the last token are known.
    owners.iter().rev().for_each(|&(_, slot)| upwards.meet(slot));
    // From the last token to the first, and each list from its end; reversed below.
    let mut slots = Vec::with_capacity(points.len() * most);
    let mut lengths = Vec::with_capacity(points.len());
    let mut owned = Vec::with_capacity(points.len());
    for &(position, slot) in owners.iter().rev() {
        upwards.meet(slot);
        let list = list(&mut upwards.iter());
        // If no data centre holds anything, no node owns a token.
        let Some(&first) = list.first() else { return Ok(Points::default()) };
        owned.push((position, first));
        lengths.push(list.len() as u32);
        slots.extend(list.into_iter().rev());
    }
    slots.reverse();
    let mut end = 0;
    let ends = lengths.iter().rev().map(|length| {
        end += length;
        end
    });
    let starts = core::iter::once(0).chain(ends).collect();
    let points = SortedPoints::from_sorted(owned.into_iter().rev(), members).indexed();
    Ok(points.with_preference_order(PreferenceOrder::Lists { slots: slots.into(), starts }))
}

/// The nodes in the order in which they follow upwards from a token, while tokens are visited downwards: the node
/// visited last is first. So no list has to pass all tokens of one node to find another.
struct Upwards {
    /// A circular list of slots, joined at a slot that no member has; by slot, the next one. A slot that was not
    /// visited yet is its own next.
    next: Vec<Slot>,
    previous: Vec<Slot>,
}

impl Upwards {
    fn new(members: usize) -> Self {
        let own: Vec<Slot> = (0..=members as Slot).collect();
        Upwards { next: own.clone(), previous: own }
    }

    /// The slot at which the order begins and ends.
    fn joint(&self) -> Slot {
        (self.next.len() - 1) as Slot
    }

    fn meet(&mut self, slot: Slot) {
        self.link(self.previous[slot as usize], self.next[slot as usize]);
        let first = self.next[self.joint() as usize];
        self.link(self.joint(), slot);
        self.link(slot, first);
    }

    fn link(&mut self, before: Slot, behind: Slot) {
        self.next[before as usize] = behind;
        self.previous[behind as usize] = before;
    }

    fn iter(&self) -> impl Iterator<Item = Slot> {
        let next = |slot: Slot| Some(self.next[slot as usize]).filter(|&next| next != self.joint());
        core::iter::successors(next(self.joint()), move |&slot| next(slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_last_comes_first() {
        let mut upwards = Upwards::new(4);
        assert_eq!(upwards.iter().next(), None);
        [2, 0, 0, 3, 2].into_iter().for_each(|slot| upwards.meet(slot));
        assert!(upwards.iter().eq([2, 3, 0]));
        upwards.meet(0);
        assert!(upwards.iter().eq([0, 2, 3]));
    }
}

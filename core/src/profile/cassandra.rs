//! Cassandra: tokens that each node was given, and the replicas of a token by a strategy.

use std::collections::{HashMap, HashSet};

use crate::course::Course;
use crate::error::{Error, Result};
use crate::members::Slot;
use crate::node::Node;
use crate::points::{Points, Sorted};

use super::build::Live;
use super::rules::field_value;

/// The most entries of all lists together.
const ENTRIES: usize = 1 << 28;

/// Refuses a token that two nodes have.
pub(crate) fn check_tokens(live: &[Live]) -> Result<()> {
    let mut owners = HashMap::new();
    for &(slot, node) in live {
        for &token in node.points().unwrap_or_default() {
            if *owners.entry(token).or_insert(slot) != slot {
                return Err(field_value(
                    node,
                    format!("point {token}"),
                    "another node has this token, and a token is one node's".to_owned(),
                ));
            }
        }
    }
    Ok(())
}

/// SimpleStrategy: the next distinct nodes.
pub(crate) fn simple(points: Points, live: &[Live], replicas: u32) -> Result<Points> {
    let most = with_tokens(live).count().min(replicas as usize);
    with_lists(points, most, |walk| walk.take(most).collect())
}

/// The nodes that are in the topology at all.
fn with_tokens<'n, 'a>(live: &'n [Live<'a>]) -> impl Iterator<Item = &'n Live<'a>> {
    live.iter().filter(|(_, node)| node.points().is_some_and(|tokens| !tokens.is_empty()))
}

/// A data centre, on the way to a list.
struct Centre {
    /// How many replicas it has yet to get.
    left: usize,
    /// How many of them may stand in a rack that has one.
    repeats: i64,
    racks: HashSet<usize>,
}

/// NetworkTopologyStrategy of Cassandra 4 and 5: so many nodes of each data centre, of distinct racks as far as there are racks.
pub(crate) fn network(points: Points, live: &[Live], replicas: &[(String, u32)], members: usize) -> Result<Points> {
    let map = Map::new(live, members)?;
    let replicas_of = |centre: &str| replicas.iter().find(|(name, _)| name == centre).map_or(0, |(_, replicas)| *replicas);
    let wanted: Vec<u32> = map.centres.iter().map(|centre| replicas_of(centre.name)).collect();
    let most = map.centres.iter().zip(&wanted).map(|(centre, &wanted)| centre.nodes.min(wanted as usize)).sum();
    with_lists(points, most, |walk| {
        let centre = |(centre, &wanted): (&Place<'_>, &u32)| Centre {
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

/// Which data centre and rack each node stands in.
struct Map<'a> {
    centres: Vec<Place<'a>>,
    /// By slot, the numbers of its data centre and rack.
    of: Vec<(usize, usize)>,
}

struct Place<'a> {
    name: &'a str,
    racks: Vec<&'a str>,
    nodes: usize,
}

impl<'a> Map<'a> {
    fn new(live: &[Live<'a>], members: usize) -> Result<Self> {
        let mut map = Map { centres: Vec::new(), of: vec![(0, 0); members] };
        for &(slot, node) in with_tokens(live) {
            let zone = node.zone().ok_or_else(|| no_zone(node))?;
            let (name, rack) = zone.split_once('/').unwrap_or((zone, ""));
            let number = map.centres.iter().position(|centre| centre.name == name).unwrap_or_else(|| {
                map.centres.push(Place { name, racks: Vec::new(), nodes: 0 });
                map.centres.len() - 1
            });
            let centre = &mut map.centres[number];
            centre.nodes += 1;
            let rack_number = centre.racks.iter().position(|known| *known == rack).unwrap_or_else(|| {
                centre.racks.push(rack);
                centre.racks.len() - 1
            });
            map.of[slot as usize] = (number, rack_number);
        }
        Ok(map)
    }
}

fn no_zone(node: &Node) -> Error {
    field_value(node, "zone is missing".to_owned(), "under strategy \"network\" a zone is a data centre, a slash and a rack".to_owned())
}

/// Makes a list for each token, from the distinct nodes upwards from it, and gives the token to the first of it.
fn with_lists(points: Points, most: usize, list: impl Fn(&mut dyn Iterator<Item = Slot>) -> Vec<Slot>) -> Result<Points> {
    if points.len().saturating_mul(most) > ENTRIES {
        let value = format!("of {most} nodes for each of {} tokens", points.len());
        return Err(Error::InvalidOption { option: "replication", value, expected: format!("at most {ENTRIES} replicas in all") });
    }
    let owners: Vec<_> = points.iter().collect();
    let members = owners.iter().map(|&(_, slot)| slot as usize + 1).max().unwrap_or(0);
    let mut slots = Vec::with_capacity(points.len() * most);
    let mut starts = Vec::with_capacity(points.len() + 1);
    let mut owned = Vec::with_capacity(points.len());
    // By slot, the token from which it was last met.
    let mut met = vec![usize::MAX; members];
    for (place, &(position, _)) in owners.iter().enumerate() {
        let upwards = owners[place..].iter().chain(&owners[..place]).map(|&(_, slot)| slot);
        let mut distinct = upwards.filter(|&slot| core::mem::replace(&mut met[slot as usize], place) != place);
        let list = list(&mut distinct);
        // Where no data centre holds anything, nobody owns a token.
        let Some(&first) = list.first() else { return Ok(Points::default()) };
        starts.push(slots.len() as u32);
        owned.push((position, first));
        slots.extend(list);
    }
    starts.push(slots.len() as u32);
    let points = Sorted::from_sorted(owned.into_iter(), members).indexed();
    Ok(points.with_course(Course::Lists { slots: slots.into(), starts: starts.into() }))
}

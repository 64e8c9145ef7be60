//! The recorded placements of other systems: cases of `vectors/profiles`, to compare with a ring.

use std::rc::Rc;

use ringwise::{Builder, HashRing, Node, NodeId, OptionValue, SharedRing, Ticket};

use super::Record;

/// One case of a file: members, and where keys went.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file, under `vectors/profiles`, without its endings.
    pub file: String,
    /// The case's number in the recording.
    pub number: i64,
    /// Its profile or function.
    pub profile: String,
    /// The profile's options, as the file spells them.
    pub options: Vec<(String, String)>,
    /// The members.
    pub nodes: Vec<Node>,
    down: Vec<String>,
    ranges: Vec<String>,
    answers: Vec<Answers>,
}

type Keys = Rc<Vec<Vec<u8>>>;

/// What a system answered for the keys of a list, one field a key.
#[derive(Clone, Debug)]
struct Answers {
    record: Record,
    keys: Keys,
    /// The number of the first field.
    first: usize,
}

impl Answers {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &str)> {
        self.pairs_from(0)
    }

    fn pairs_from(&self, key: usize) -> impl Iterator<Item = (&[u8], &str)> {
        let fields = self.record.fields[self.first..].iter().map(String::as_str);
        self.keys[key..].iter().map(Vec::as_slice).zip(fields)
    }
}

impl Case {
    /// Reads all cases of a file.
    ///
    /// # Panics
    ///
    /// If the file cannot be read, or breaks the format of `tests/README.md`.
    #[must_use]
    pub fn all(file: &str) -> Vec<Case> {
        let mut keysets: Vec<Keys> = Vec::new();
        let mut keys: Vec<Vec<u8>> = Vec::new();
        let mut cases: Vec<Case> = Vec::new();
        for record in Record::all(&format!("vectors/profiles/{file}.tsv.gz")) {
            if record.kind() != "k" && !keys.is_empty() {
                keysets.push(Rc::new(std::mem::take(&mut keys)));
            }
            match (record.kind(), cases.last_mut()) {
                ("keys", _) => {}
                ("k", _) => keys.push(record.bytes(1)),
                ("case", _) => cases.push(Case::new(file, record.integer(1))),
                (_, None) => panic!("line {}: a record before the first case", record.line),
                (_, Some(case)) => case.read(record, &keysets),
            }
        }
        cases
    }

    fn new(file: &str, number: i64) -> Self {
        let (file, profile) = (file.to_owned(), String::new());
        Case { file, number, profile, options: vec![], nodes: vec![], down: vec![], ranges: vec![], answers: vec![] }
    }

    fn read(&mut self, record: Record, keysets: &[Keys]) {
        match record.kind() {
            "profile" => self.profile = record.field(1).to_owned(),
            "option" => self.options.push((record.field(1).to_owned(), record.field(2).to_owned())),
            "node" => self.nodes.push(record.node()),
            "down" => self.down.push(record.text(1)),
            "ranges" => self.ranges = record.texts(1),
            _ => {
                let (first, has_keys) = match record.kind() {
                    "grouped_owners" | "grouped_lists" | "acquires" => (3, true),
                    "releases" | "entries" | "loads" => (1, false),
                    _ => (2, true),
                };
                // The number of the list of keys is the last field before the answers, except for acquires.
                let number = if record.kind().starts_with("grouped") { 2 } else { 1 };
                let keys = if has_keys { Rc::clone(&keysets[record.integer(number) as usize]) } else { Rc::default() };
                self.answers.push(Answers { record, keys, first });
            }
        }
    }

    /// Returns how many placements and how many lists it holds.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        for answers in &self.answers {
            let fields = &answers.record.fields[answers.first..];
            match answers.record.kind() {
                "lists" | "grouped_lists" | "retries" => counts.1 += fields.iter().filter(|field| *field != "-").count(),
                "owners" | "fallback" | "acquires" | "grouped_owners" | "results" => counts.0 += fields.len(),
                _ => {}
            }
        }
        counts
    }

    /// Is it of a function, which has no ring?
    #[must_use]
    pub fn is_function(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the ring of this case.
    ///
    /// # Panics
    ///
    /// If it is refused.
    #[must_use]
    pub fn ring(&self) -> HashRing {
        let with = |builder: Builder, (name, value): &(String, String)| builder.option(name, option_value(value));
        let builder = self.options.iter().fold(HashRing::builder().profile(&self.profile), with);
        builder.nodes(self.nodes.iter().cloned()).build().unwrap_or_else(|error| panic!("{} {}: {error}", self.file, self.number))
    }

    /// Returns the first difference between what the system answered and what a ring does.
    #[must_use]
    pub fn difference(&self, ring: HashRing) -> Option<String> {
        let shared = SharedRing::new(ring);
        for name in &self.down {
            if let Err(error) = shared.mark_node_unhealthy(name) {
                return Some(error.to_string());
            }
        }
        let mut tickets = Vec::new();
        self.answers.iter().find_map(|answers| self.differs(answers, &shared, &mut tickets))
    }

    fn differs(&self, answers: &Answers, ring: &SharedRing, tickets: &mut Vec<Option<Ticket>>) -> Option<String> {
        let view = ring.view();
        let number = |id: Option<NodeId>| {
            let name = id.and_then(|id| view.name(id));
            let index = name.and_then(|name| self.nodes.iter().position(|node| node.name() == name));
            index.map_or_else(|| "-".to_owned(), |index| index.to_string())
        };
        let list = |key: &[u8], count: usize| view.get_nodes(key, &mut vec![NodeId::NONE; count]).to_vec();
        let text = |list: &[NodeId]| list.iter().map(|&id| number(Some(id))).collect::<Vec<_>>().join(",");
        let grouped = |key: &[u8], count: usize| {
            let mut list = list(key, count);
            let centre = |id: &NodeId| {
                let zone = view.name(*id).and_then(|name| view.node(name)).and_then(Node::zone).unwrap_or_default();
                let centre = zone.split('/').next().unwrap_or_default();
                answers.record.field(1).split(',').position(|known| known == centre)
            };
            list.sort_by_key(centre);
            list
        };
        let find = |what: &dyn Fn(&[u8], &str) -> String| {
            let differs = |(key, expected): (&[u8], &str)| {
                let got = what(key, expected);
                let key = String::from_utf8_lossy(key);
                (got != expected && expected != "-").then(|| format!("{} of {key:?}: {got} and not {expected}", answers.record.kind()))
            };
            answers.pairs().find_map(differs)
        };
        let fields = || answers.record.fields[answers.first..].iter().map(String::as_str);
        match answers.record.kind() {
            "owners" => find(&|key, _| number(view.get_node(key))),
            "fallback" => find(&|key, _| number(view.get_node_with_fallback(key))),
            "lists" => find(&|key, expected| text(&list(key, count(expected)))),
            "grouped_owners" => find(&|key, _| text(&grouped(key, view.len())[..1])),
            "grouped_lists" => find(&|key, expected| text(&grouped(key, count(expected)))),
            "retries" => find(&|key, expected| {
                let tries = view.retry_nodes(key).unwrap_or_default();
                text(&tries[..count(expected).min(tries.len())])
            }),
            "results" => find(&|key, _| self.result(key)),
            "acquires" => {
                let mut take = |(key, expected): (&[u8], &str)| {
                    let ticket = ring.acquire(key);
                    tickets.push(ticket);
                    let got = number(ticket.map(Ticket::node));
                    (got != expected).then(|| format!("acquire {}: {got} and not {expected}", tickets.len() - 1))
                };
                answers.pairs_from(answers.record.integer(2) as usize).find_map(&mut take)
            }
            "releases" => fields().find_map(|field| {
                let ticket = field.parse::<usize>().ok().and_then(|number| tickets[number]);
                let released = ticket.is_some_and(|ticket| ring.release(ticket));
                (!released).then(|| format!("acquire {field} cannot be released"))
            }),
            "entries" => {
                let owners: Vec<_> = view.points().map(|(_, id)| number(Some(id))).collect();
                (!owners.iter().map(String::as_str).eq(fields())).then(|| "the table is another".to_owned())
            }
            "loads" => {
                let load = |node: &Node| ring.load(node.name()).unwrap_or_default().to_string();
                let loads: Vec<_> = self.nodes.iter().map(load).collect();
                (!loads.iter().map(String::as_str).eq(fields())).then(|| format!("the loads are {loads:?}"))
            }
            other => Some(format!("no record {other}")),
        }
    }

    fn result(&self, key: &[u8]) -> String {
        let number = || key.try_into().map(u64::from_be_bytes).unwrap_or_default();
        let buckets = || self.options.first().and_then(|(_, value)| value.parse().ok()).unwrap_or_default();
        match self.profile.as_str() {
            "jump_hash" => ringwise::jump_hash(number(), buckets()).to_string(),
            "guava_consistent_hash" => ringwise::guava_consistent_hash(number(), buckets()).to_string(),
            "cassandra_token" => ringwise::cassandra_token(key).to_string(),
            "redis_slot" if self.ranges.is_empty() => ringwise::redis_slot(key).to_string(),
            "redis_slot" => {
                let slot = ringwise::redis_slot(key);
                let holds = |range: &String| range.split(',').any(|part| within(part, slot));
                self.ranges.iter().position(holds).map_or_else(|| "-".to_owned(), |index| index.to_string())
            }
            other => format!("no function {other}"),
        }
    }
}

fn count(list: &str) -> usize {
    list.split(',').count()
}

fn within(range: &str, slot: u16) -> bool {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let number = |text: &str| text.parse::<u16>().ok();
    number(first).is_some_and(|first| first <= slot) && number(last).is_some_and(|last| slot <= last)
}

/// Returns the files that hold the manifest's cases that a profile reproduces.
#[must_use]
pub fn files() -> Vec<String> {
    let manifest = Record::all("vectors/profiles/manifest.tsv");
    let mut files: Vec<_> = manifest.iter().filter(|line| line.field(2) != "-").map(|line| line.kind().to_owned()).collect();
    files.dedup();
    files
}

/// Reads the value of an option: an integer, a boolean, integers by name, or else a text.
pub(crate) fn option_value(text: &str) -> OptionValue {
    if let Ok(integer) = text.parse::<i64>() {
        return integer.into();
    }
    let pair = |pair: &str| {
        let (name, integer) = pair.split_once('=')?;
        Some((name.to_owned(), integer.parse().ok()?))
    };
    match (text, text.split(',').map(pair).collect::<Option<Vec<_>>>()) {
        ("true" | "false", _) => (text == "true").into(),
        (_, Some(map)) => map.into(),
        _ => text.into(),
    }
}

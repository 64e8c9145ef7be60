//! Does the Rust ring place every golden vector's key where the reference does?

use std::process::Command;
use std::sync::Arc;

use ringwise::{Builder, HashRing, NodeId, SharedRing, Ticket, View};
use ringwise_tests::{Record, digest, path, real_keys};

/// Plays a script, and counts its records by kind.
struct Player {
    keys: Vec<String>,
    builder: Option<Builder>,
    load_factor: Option<i64>,
    ring: SharedRing,
    /// The ticket of each `acquire` of the case.
    tickets: Vec<Option<Ticket>>,
    checks: usize,
}

impl Player {
    fn play(file: &str) -> usize {
        let mut player = Player {
            keys: real_keys(1000),
            builder: None,
            load_factor: None,
            ring: HashRing::new().into(),
            tickets: Vec::new(),
            checks: 0,
        };
        let records = Record::all(file);
        let mut records = records.iter().peekable();
        while let Some(record) = records.next() {
            match record.kind() {
                "profile" => (player.builder, player.load_factor) = (Some(HashRing::builder().profile(record.field(1))), None),
                "option" if record.field(1) == "load_factor" => player.load_factor = record.field(2).parse().ok(),
                "option" => player.building(|builder| builder.option(record.field(1), record.option())),
                "node" => player.building(|builder| builder.node(record.node())),
                "point" => {
                    let mut points = vec![record];
                    while let Some(point) = records.next_if(|next| next.kind() == "point") {
                        points.push(point);
                    }
                    player.points(&points);
                }
                "key" => player.key(record, record.texts(2).len()),
                "walk" => player.walk(record),
                "digest" => player.digest(record),
                "down" => player.ring().mark_node_unhealthy(&record.text(1)).unwrap(),
                "up" => player.ring().mark_node_healthy(&record.text(1)).unwrap(),
                "healthy" => player.healthy(record),
                "acquire" => player.acquire(record),
                "release" => player.release(record),
                "load" => player.load(record),
                _ => {
                    let mut nodes = Vec::new();
                    if record.kind() == "set" {
                        nodes.extend(records.by_ref().take_while(|record| record.kind() == "node"));
                    }
                    let failure = records.next_if(|next| next.kind() == "fails");
                    player.edit(record, &nodes, failure);
                }
            }
        }
        player.checks
    }

    fn building(&mut self, step: impl FnOnce(Builder) -> Builder) {
        self.builder = self.builder.take().map(step);
        assert!(self.builder.is_some(), "a member or an option after the ring was built");
    }

    fn ring(&mut self) -> &SharedRing {
        if let Some(builder) = self.builder.take() {
            self.ring = builder.build().unwrap().into();
            if let Some(factor) = self.load_factor {
                self.ring.set_load_factor(factor).unwrap();
            }
            self.tickets.clear();
        }
        self.checks += 1;
        &self.ring
    }

    fn view(&mut self) -> Arc<View> {
        self.ring().view()
    }

    fn points(&mut self, records: &[&Record]) {
        let ring = self.view();
        let points: Vec<_> = ring.points().map(|(position, id)| (position, ring.name(id).unwrap())).collect();
        let expected: Vec<_> = records.iter().map(|record| (record.word(1), record.text(2))).collect();
        let expected: Vec<_> = expected.iter().map(|(position, name)| (*position, name.as_str())).collect();
        assert_eq!(points, expected, "line {}", records[0].line);
    }

    fn key(&mut self, record: &Record, count: usize) {
        let (key, expected) = (record.bytes(1), record.texts(2));
        let ring = self.view();
        let mut out = vec![NodeId::NONE; count];
        let names: Vec<_> = ring.get_nodes(&key, &mut out).iter().map(|&id| ring.name(id).unwrap()).collect();
        assert_eq!(names, expected, "line {}", record.line);
        let owner = ring.get_node(&key).map(|id| ring.name(id).unwrap());
        assert_eq!(owner, expected.first().map(String::as_str), "line {}", record.line);
    }

    fn walk(&mut self, record: &Record) {
        let expected = record.texts(2);
        self.key(record, expected.len() + 3);
        let key = record.bytes(1);
        let ring = self.view();
        assert!(ring.iter_nodes(&key).map(|id| ring.name(id).unwrap()).eq(expected.iter()), "line {}", record.line);
    }

    fn digest(&mut self, record: &Record) {
        let keys = std::mem::take(&mut self.keys);
        assert_eq!(digest(&self.view(), &keys), record.word(1), "line {}", record.line);
        self.keys = keys;
    }

    fn healthy(&mut self, record: &Record) {
        let (key, expected) = (record.bytes(1), record.texts(2));
        let ring = self.view();
        for count in [expected.len() + 3, expected.len(), 1] {
            let mut out = vec![NodeId::NONE; count];
            let names: Vec<_> = ring.get_healthy_nodes(&key, &mut out).iter().map(|&id| ring.name(id).unwrap()).collect();
            assert_eq!(names, expected[..count.min(expected.len())], "line {}", record.line);
        }
        let fallback = ring.get_node_with_fallback(&key).map(|id| ring.name(id).unwrap());
        assert_eq!(fallback, expected.first().map(String::as_str), "line {}", record.line);
    }

    fn acquire(&mut self, record: &Record) {
        let ticket = self.ring().acquire(&record.bytes(1));
        let view = self.view();
        let name = ticket.map_or("", |ticket| view.name(ticket.node()).unwrap());
        assert_eq!(name, record.text(2), "line {}", record.line);
        self.tickets.push(ticket);
    }

    fn release(&mut self, record: &Record) {
        let ticket = self.tickets[record.integer(1) as usize];
        let counted = ticket.is_some_and(|ticket| self.ring().release(ticket));
        // The slot may have another ticket by now, so a released one is not tried again.
        self.tickets[record.integer(1) as usize] = None;
        assert_eq!(if counted { "yes" } else { "no" }, record.field(2), "line {}", record.line);
    }

    fn load(&mut self, record: &Record) {
        let load = self.ring().loads().into_iter().find(|(name, _)| *name == record.text(1));
        assert_eq!(load.map(|(_, load)| load as i64), Some(record.integer(2)), "line {}", record.line);
    }

    fn edit(&mut self, record: &Record, nodes: &[&Record], failure: Option<&Record>) {
        let ring = self.ring();
        let before = ring.view();
        let done = match record.kind() {
            "add" => ring.add_node(record.node()),
            "remove" => ring.remove_node(&record.text(1)),
            "weight" => ring.set_weight(&record.text(1), record.integer(2)),
            "replace" => ring.replace_node(&record.text(1), &record.text(2)),
            "set" => ring.set_nodes(nodes.iter().map(|record| record.node())).map(drop),
            other => panic!("line {}: no record {other}", record.line),
        };
        let code = done.err().map_or("", |error| error.kind().name());
        assert_eq!(code, failure.map_or("", |failure| failure.field(1)), "line {}", record.line);
        if failure.is_some() {
            assert_eq!(ring.view().ring(), before.ring(), "line {}: a failed edit changed the ring", record.line);
        }
    }
}

#[test]
fn every_key_of_the_vectors() {
    assert!(Player::play("vectors/native-v1.tsv") > 5000);
}

#[test]
fn every_edit_of_the_script() {
    assert!(Player::play("vectors/native-v1-edits.tsv") > 600);
}

#[test]
fn every_healthy_list_and_load() {
    assert!(Player::play("vectors/native-v1-local.tsv") > 2000);
}

#[test]
fn every_key_edit_and_mark_under_a_cap() {
    assert!(Player::play("vectors/native-v1-cap.tsv") > 5000);
}

#[test]
fn every_key_of_nginx_with_other_numbers_of_points() {
    assert!(Player::play("vectors/nginx-vnodes.tsv") > 2000);
}

/// The vectors are the output of the references, and were not edited.
#[test]
fn the_reference_makes_these_vectors() {
    for reference in ["reference/native.py", "reference/nginx.py"] {
        let check = Command::new("python3").arg(path(reference)).arg("check").output().unwrap();
        assert!(check.status.success(), "{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
    }
}

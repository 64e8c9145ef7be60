//! The rules of the guard, each as a function from what files use to what is wrong with it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use crate::reader::{Crate, Use};

/// Returns what is wrong with each use of a folder that is not below the user's.
pub fn upward(uses: &[Use], layers: &[&[&str]]) -> Vec<String> {
    let why = |found: &Use| {
        let (from, to) = (folder(&found.from), folder(&found.to));
        let below = below(from, layers).join(", ");
        let below = if below.is_empty() { "no other folder" } else { &below };
        format!("{}: the folder {from} uses {to}, which is not below it; {from} may use {below}", step(found))
    };
    uses.iter().filter(|found| is_upward(found, layers)).map(why).collect()
}

/// Returns circles of files, each as the uses that make it. Without the first use of each there is none.
pub fn circles(uses: &[Use]) -> Vec<String> {
    let mut left: Vec<&Use> = uses.iter().collect();
    let mut faults = Vec::new();
    while let Some(circle) = clearest_circle(&left) {
        left.retain(|found| *found != circle[0]);
        let steps: Vec<String> = circle.iter().map(|found| step(found)).collect();
        faults.push(format!("{}: these {} files form a circle, so none can be read without the others", steps.join(", "), steps.len()));
    }
    faults
}

/// Returns the shortest circle of the use that is in most circles: one wrong use makes many.
fn clearest_circle<'u>(uses: &[&'u Use]) -> Option<Vec<&'u Use>> {
    let mut graph = Graph::default();
    uses.iter().for_each(|found| graph.add(found));
    let through = |found: &&'u Use| Some([vec![*found], graph.route(&found.to, &found.from)?].concat());
    let circles: Vec<_> = uses.iter().filter_map(through).collect();
    let mut counts: BTreeMap<&Use, usize> = BTreeMap::new();
    circles.iter().flatten().for_each(|found| *counts.entry(found).or_default() += 1);
    circles.into_iter().max_by_key(|circle| (counts[circle[0]], Reverse(circle.len())))
}

/// Returns the folders that have no layer, and the layers that have no folder.
pub fn folder_faults(sources: &Crate, layers: &[&[&str]]) -> Vec<String> {
    let is_unknown = |path: &&str| folder(path) != ROOT && level(folder(path), layers).is_none();
    let unknown = sources.paths().filter(is_unknown).map(|path| {
        format!("{path}: the folder {} has no layer; add it to LAYERS in tests/layers.rs, after all that it uses", folder(path))
    });
    let is_empty = |name: &&str| !sources.paths().any(|path| folder(path) == *name);
    let empty = layers.iter().copied().flatten().copied().filter(is_empty);
    unknown.chain(empty.map(|name| format!("{name}: there is no such folder; delete it from LAYERS in tests/layers.rs"))).collect()
}

/// Returns the tests for the feature `profiles` outside `gates`.
pub fn gate_faults(sources: &Crate, gates: &[&str]) -> Vec<String> {
    let outside = sources.gates("profiles").into_iter().filter(|(path, _)| !gates.contains(path));
    let only = gates.join(", ");
    outside
        .map(|(path, line)| {
            format!("{path}:{line}: tests for the feature profiles, which only {only} may; gate a module, not those that use it")
        })
        .collect()
}

/// The folder of `lib.rs`, which is above all others.
const ROOT: &str = "lib.rs";

/// Returns the folder of a file: the first name of its path, whether as a folder or as the file at its head.
fn folder(path: &str) -> &str {
    path.split_once('/').map_or(if path == ROOT { ROOT } else { path.trim_end_matches(".rs") }, |(folder, _)| folder)
}

fn level(folder: &str, layers: &[&[&str]]) -> Option<usize> {
    layers.iter().position(|layer| layer.contains(&folder))
}

fn below<'l>(folder: &str, layers: &[&[&'l str]]) -> Vec<&'l str> {
    layers[..level(folder, layers).unwrap_or(0)].concat()
}

/// Is a folder used that is not below? A folder without a layer is the subject of another rule.
fn is_upward(found: &Use, layers: &[&[&str]]) -> bool {
    let (from, to) = (folder(&found.from), folder(&found.to));
    from != to && level(from, layers).is_some_and(|from| level(to, layers).map_or(to == ROOT, |to| from <= to))
}

fn step(found: &Use) -> String {
    format!("{}:{} uses {}", found.from, found.line, found.to)
}

/// Who uses whom.
#[derive(Default)]
struct Graph<'u> {
    uses: BTreeMap<&'u str, Vec<&'u Use>>,
}

impl<'u> Graph<'u> {
    fn add(&mut self, found: &'u Use) {
        self.uses.entry(&found.from).or_default().push(found);
    }

    /// Returns the shortest way from one file to another.
    fn route(&self, from: &str, to: &str) -> Option<Vec<&'u Use>> {
        let mut by: BTreeMap<&str, &Use> = BTreeMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(file) = next.pop_front() {
            if file == to {
                let mut route = Vec::new();
                let mut at = to;
                while let Some(found) = by.get(at).filter(|_| at != from) {
                    route.push(*found);
                    at = &found.from;
                }
                route.reverse();
                return Some(route);
            }
            for found in self.uses.get(file).into_iter().flatten() {
                if found.to != from && !by.contains_key(found.to.as_str()) {
                    by.insert(&found.to, found);
                    next.push_back(&found.to);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: &[&[&str]] = &[&["low"], &["middle"], &["left", "right"]];

    fn uses(edges: &[(&str, &str)]) -> Vec<Use> {
        edges.iter().map(|&(from, to)| Use { from: from.to_owned(), to: to.to_owned(), line: 7 }).collect()
    }

    #[test]
    fn a_use_is_upward_unless_the_folder_is_in_a_row_before() {
        let up = |from, to| upward(&uses(&[(from, to)]), LAYERS);
        let why = "low/a.rs:7 uses middle.rs: the folder low uses middle, which is not below it; low may use no other folder";
        assert_eq!(up("low/a.rs", "middle.rs"), [why]);
        let why = "middle/a.rs:7 uses left/b.rs: the folder middle uses left, which is not below it; middle may use low";
        assert_eq!(up("middle/a.rs", "left/b.rs"), [why]);
        assert_eq!(up("left.rs", "right.rs").len(), 1, "of one row neither is below the other");
        assert_eq!(up("low.rs", "lib.rs").len(), 1, "lib.rs is above all");
        for (from, to) in [("left/a.rs", "low/b.rs"), ("right.rs", "middle/b/c.rs"), ("low/a.rs", "low.rs"), ("lib.rs", "left.rs")] {
            assert!(up(from, to).is_empty(), "{from} may use {to}");
        }
    }

    #[test]
    fn a_circle_is_found_with_every_use_in_it() {
        let two = uses(&[("a.rs", "b.rs"), ("b.rs", "a.rs"), ("b.rs", "c.rs")]);
        assert_eq!(
            circles(&two),
            ["b.rs:7 uses a.rs, a.rs:7 uses b.rs: these 2 files form a circle, so none can be read without the others"]
        );
        let three = uses(&[("a.rs", "b.rs"), ("b.rs", "c.rs"), ("c.rs", "a.rs")]);
        assert_eq!(circles(&three).len(), 1);
        assert!(circles(&three[..2]).is_empty());
    }

    #[test]
    fn a_folder_without_a_layer_is_found() {
        let sources = Crate::read([("lib.rs", ""), ("low.rs", ""), ("odd/deep.rs", ""), ("middle/a.rs", ""), ("left.rs", "")]);
        let unknown = "odd/deep.rs: the folder odd has no layer; add it to LAYERS in tests/layers.rs, after all that it uses";
        let empty = "right: there is no such folder; delete it from LAYERS in tests/layers.rs";
        assert_eq!(folder_faults(&sources, LAYERS), [unknown, empty]);
    }

    #[test]
    fn a_test_for_the_feature_is_found_outside_its_files() {
        let gate = "#[cfg(feature = \"profiles\")] mod x;";
        let in_tests =
            "#[cfg(test)] mod tests { #[cfg(feature = \"profiles\")] fn x() {} } #[cfg(all(test, feature = \"profiles\"))] mod more;";
        let other = "#[cfg(feature = \"json\")] fn x() {} // feature = \"profiles\"";
        let sources = Crate::read([("hash.rs", gate), ("ring.rs", gate), ("low.rs", in_tests), ("middle.rs", other)]);
        let found = gate_faults(&sources, &["hash.rs"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("ring.rs:1: tests for the feature profiles, which only hash.rs may"), "{found:?}");
        assert!(gate_faults(&sources, &["hash.rs", "ring.rs"]).is_empty());
    }
}

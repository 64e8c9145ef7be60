//! Does each profile place keys where its system does?

use std::collections::BTreeMap;

use ringwise_tests::Record;
use ringwise_tests::cases::{Case, files};

#[test]
fn every_recorded_placement_is_reproduced() {
    let mut wrong = Vec::new();
    for file in files() {
        for case in Case::all(&file) {
            let ring = if case.is_function() { ringwise::HashRing::new() } else { case.ring() };
            if let Some(difference) = case.difference(ring) {
                wrong.push(format!("{file} {} ({} {:?}): {difference}", case.number, case.profile, case.options));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// No case was lost: the manifest has each one with its counts, and the sums are those of the recordings.
#[test]
fn the_manifest_counts_every_case() {
    let manifest = Record::all("vectors/profiles/manifest.tsv");
    let mut cases = BTreeMap::new();
    for case in files().iter().flat_map(|file| Case::all(file)) {
        cases.insert((case.file.clone(), case.number), (case.profile.clone(), case.counts()));
    }
    let (mut reproduced, mut left_out, mut sums) = (0, 0, BTreeMap::new());
    for line in &manifest {
        let (file, number) = (line.kind().to_owned(), line.integer(1));
        let group = file.split('/').next().unwrap_or_default().to_owned();
        let counts = (line.integer(4) as usize, line.integer(5) as usize);
        match cases.remove(&(file.clone(), number)) {
            Some((profile, held)) => {
                assert_eq!((profile.as_str(), held), (line.field(2), counts), "{file} {number}");
                reproduced += 1;
            }
            None => {
                assert_eq!((line.field(2), counts), ("-", (0, 0)), "{file} {number} is not in its file");
                assert!(!line.field(3).is_empty(), "{file} {number} is left out without a reason");
                left_out += 1;
            }
        }
        let sum = sums.entry(group).or_insert((0, 0, 0));
        *sum = (sum.0 + 1, sum.1 + counts.0, sum.2 + counts.1);
    }
    assert!(cases.is_empty(), "cases that the manifest lacks: {:?}", cases.keys());
    assert_eq!((reproduced, left_out), (1104, 140));
    let sums: Vec<_> = sums.into_iter().collect();
    let expected = [("systems", (843, 369_523, 12_147)), ("worked", (401, 70_968, 30_100))];
    assert_eq!(sums, expected.map(|(group, sum)| (group.to_owned(), sum)));
}

/// Every profile is checked by answers of its system, except `points`, which has none.
#[test]
fn every_profile_has_a_case() {
    let manifest = Record::all("vectors/profiles/manifest.tsv");
    for profile in ringwise::profiles() {
        let has_case = manifest.iter().any(|line| line.field(2) == profile);
        assert_eq!(has_case, !["native", "points"].contains(&profile), "{profile}");
    }
}

//! Does each folder of the core use only the folders below it? Do no files of a crate use each other in a circle?
//!
//! The guard reads the sources: `use` lines in any form, and paths in code. Comments, strings, tests and re-exports do
//! not count.

#[path = "layers/reader.rs"]
mod reader;
#[path = "layers/rules.rs"]
mod rules;

use std::fs;
use std::path::Path;

use reader::Crate;
use ringwise_tests::path;
use rules::{circles, folder_faults, gate_faults, upward};

/// The folders of `core/src`, lowest first. A folder may use those of the rows above its own, and no other.
const LAYERS: &[&[&str]] = &[
    &["limits"],
    &["error"],
    &["hash"],
    &["options"],
    &["members"],
    &["points"],
    &["profile"],
    &["ring"],
    &["analysis", "snapshot"],
    &["shared"],
    &["monitor"],
    &["binding"],
];

/// The files of `core/src` that may test for the feature `profiles`.
const GATES: &[&str] = &["lib.rs", "hash.rs", "profile.rs", "error.rs"];

const CRATES: [&str; 4] = ["core/src", "ffi/src", "bindings/python/src", "bindings/node/src"];

#[test]
fn folders_of_the_core_use_those_below_them() {
    none(in_core(upward(&crate_at("core/src").uses(), LAYERS)));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let of_crate = |root| circles(&crate_at(root).uses()).into_iter().map(move |circle| format!("{root}: {circle}"));
    none(CRATES.into_iter().flat_map(of_crate));
}

#[test]
fn every_folder_of_the_core_is_in_the_list_of_layers() {
    none(in_core(folder_faults(&crate_at("core/src"), LAYERS)));
}

#[test]
fn the_feature_profiles_is_tested_for_in_its_own_files() {
    none(in_core(gate_faults(&crate_at("core/src"), GATES)));
}

fn in_core(faults: Vec<String>) -> impl Iterator<Item = String> {
    faults.into_iter().map(|fault| format!("core/src/{fault}"))
}

fn none(faults: impl IntoIterator<Item = String>) {
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "\n\n{}\n", faults.join("\n"));
}

/// Reads the crate whose sources are under `root`.
fn crate_at(root: &str) -> Crate {
    let folder = path("..").join(root);
    let mut sources = Vec::new();
    collect(&folder, &folder, &mut sources);
    assert!(sources.len() > 10, "{root} has sources");
    Crate::read(sources.iter().map(|(path, source)| (path.as_str(), source.as_str())))
}

/// Collects the paths under `root` of a folder's Rust sources, and their texts.
fn collect(root: &Path, folder: &Path, sources: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            sources.push((name, fs::read_to_string(path).unwrap()));
        }
    }
}

//! Do the tables of options in the docs have what the core's own table has?

use std::collections::BTreeSet;
use std::{env, fs};

use ringwise::binding::{COMMON, OptionSpec, Preset, Scope, profile_options};
use ringwise::profiles;
use ringwise_tests::path;

/// A table is between these lines of a page.
const BEGIN: &str = "<!-- options: written by `make bless` -->\n";
const END: &str = "<!-- end of options -->\n";

#[test]
fn every_option_of_every_profile_with_its_values() {
    check("../docs/profiles.md", &detailed());
}

#[test]
fn the_names_in_node() {
    check("../bindings/node/README.md", &names_in_node());
}

#[test]
fn the_declarations_of_node_have_every_option() {
    let declarations = fs::read_to_string(path("../bindings/node/index.d.ts")).unwrap();
    let declared: BTreeSet<_> =
        ["Options extends ProfileOptions", "ProfileOptions"].iter().flat_map(|name| properties(&declarations, name)).collect();
    let all = COMMON.iter().chain(profiles().into_iter().flat_map(own));
    let known: BTreeSet<_> = all.map(|spec| camel_case(spec.name)).collect();
    assert_eq!(declared, known);
}

/// Returns the names of the properties of an interface.
fn properties(declarations: &str, interface: &str) -> Vec<String> {
    let (_, rest) = declarations.split_once(&format!("export interface {interface} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let property = |line: &str| line.trim_start().split_once(':').map(|(name, _)| name.trim_end_matches('?').to_owned());
    body.lines().filter(|line| line.starts_with("  ") && line.as_bytes()[2].is_ascii_lowercase()).filter_map(property).collect()
}

/// Compares the table of a page, or writes it.
fn check(page: &str, table: &str) {
    let text = fs::read_to_string(path(page)).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap_or_else(|| panic!("{page} has no line {BEGIN}"));
    let (found, after) = rest.split_once(END).unwrap_or_else(|| panic!("{page} has no line {END}"));
    if env::var_os("RINGWISE_BLESS").is_some() {
        fs::write(path(page), format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(found, table, "{page}: make bless writes the table again");
    }
}

/// Returns the options of a profile that not all have.
fn own(profile: &str) -> impl Iterator<Item = &'static OptionSpec> {
    profile_options(profile).unwrap().into_iter().filter(|spec| spec.scope != Scope::All)
}

/// Returns a row for each option; one for all profiles in which it is equal.
fn detailed() -> String {
    let cells = |spec: &OptionSpec| {
        let default = match spec.default {
            Preset::Absent => "none".to_owned(),
            Preset::Computed => "depends".to_owned(),
            _ => spec.preset().map_or_else(String::new, |value| code(&value.to_string())),
        };
        format!("`{}` | {} | {default} | {}", spec.name, code(&spec.expected()), spec.about)
    };
    let all = COMMON.iter().filter(|spec| spec.scope == Scope::All).map(|spec| ("all".to_owned(), cells(spec)));
    let of_each = profiles().into_iter().flat_map(|profile| own(profile).map(move |spec| (format!("`{profile}`"), cells(spec))));
    let rows = merged(all.chain(of_each));
    let head = "| profile | option | value | default | meaning |\n|---|---|---|---|---|\n";
    rows.iter().fold(head.to_owned(), |table, (profiles, cells)| format!("{table}| {} | {cells} |\n", profiles.join(", ")))
}

fn names_in_node() -> String {
    let names = |profile| own(profile).map(|spec| format!("`{}`", camel_case(spec.name))).collect::<Vec<_>>().join(", ");
    let rows = merged(profiles().into_iter().map(|profile| (format!("`{profile}`"), names(profile))));
    let head = "| profile | its options |\n|---|---|\n";
    rows.iter().fold(head.to_owned(), |table, (profiles, names)| format!("{table}| {} | {names} |\n", profiles.join(", ")))
}

/// Returns each distinct content once, in the order of the first, with all that have it.
fn merged(rows: impl Iterator<Item = (String, String)>) -> Vec<(Vec<String>, String)> {
    let mut merged: Vec<(Vec<String>, String)> = Vec::new();
    for (profile, content) in rows {
        match merged.iter_mut().find(|(_, other)| *other == content) {
            Some((profiles, _)) => profiles.push(profile),
            None => merged.push((vec![profile], content)),
        }
    }
    merged
}

/// Writes quoted texts as code.
fn code(text: &str) -> String {
    text.replace('"', "`")
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .enumerate()
        .map(|(index, word)| if index == 0 { word.to_owned() } else { word[..1].to_uppercase() + &word[1..] })
        .collect()
}

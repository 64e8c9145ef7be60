//! Does `docs/languages.md` list what each language has: every method, and no name that does not exist?

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ringwise_tests::path;

/// A class, or nothing for a function of its own, and the name in it.
type Name = (String, String);

/// The subject of a row: its types in Rust, the prefix of its functions in C, its class in Python and Node.
struct Subject {
    name: &'static str,
    rust: &'static [&'static str],
    c: &'static str,
    class: &'static str,
}

const RING: Subject = Subject { name: "ring", rust: &["HashRing", "SharedRing", "View"], c: "ringwise_ring_", class: "HashRing" };
const SUBJECTS: [Subject; 6] = [
    RING,
    Subject { name: "ticket", rust: &["Ticket"], c: "ringwise_ring_", class: "Ticket" },
    Subject { name: "shares", rust: &["Shares"], c: "ringwise_shares_", class: "Shares" },
    Subject { name: "plan", rust: &["Plan"], c: "ringwise_plan_", class: "Plan" },
    Subject { name: "monitor", rust: &["HealthMonitor"], c: "ringwise_monitor_", class: "HealthMonitor" },
    Subject { name: "function", rust: &[""], c: "ringwise_", class: "" },
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    Rust,
    C,
    Python,
    Node,
}

/// A row of the page: a method, and a cell for each language.
struct Row {
    subject: &'static Subject,
    name: String,
    cells: Vec<String>,
}

#[test]
fn every_name_of_the_page_exists() {
    check(|_, declared, listed| {
        let missing = listed.iter().filter(|candidates| candidates.iter().all(|name| !declared.contains(name)));
        missing.map(|candidates| format!("lists {candidates:?}, which does not exist")).collect()
    });
}

#[test]
fn every_method_has_a_row() {
    check(|language, declared, listed| {
        let listed: BTreeSet<&Name> = listed.iter().flatten().collect();
        let missing = declared.iter().filter(|name| needs_row(language, name) && !listed.contains(name));
        missing.map(|name| format!("has no row for {name:?}")).collect()
    });
}

/// Fails with the faults that `find` returns for a language, what it declares and what the page lists of it.
fn check(find: impl Fn(Language, &BTreeSet<Name>, &[Vec<Name>]) -> Vec<String>) {
    let mut faults = Vec::new();
    for language in [Language::Rust, Language::C, Language::Python, Language::Node] {
        let declared = declared(language);
        assert!(declared.len() > 40, "{language:?} declares {declared:?}");
        let listed: Vec<_> = rows().iter().flat_map(|row| row.names(language)).collect();
        faults.extend(find(language, &declared, &listed).into_iter().map(|fault| format!("\ndocs/languages.md, {language:?}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

/// Is it a method of a subject? In C, only functions of rings are methods by their prefix alone.
fn needs_row(language: Language, (class, name): &Name) -> bool {
    match language {
        Language::C => name.starts_with(RING.c) && !name.ends_with("_free"),
        Language::Rust => SUBJECTS.iter().any(|subject| !class.is_empty() && subject.rust.contains(&class.as_str())),
        Language::Python | Language::Node => SUBJECTS.iter().any(|subject| subject.class == class) && !name.starts_with('_'),
    }
}

impl Row {
    /// Returns the names in a language's cell: for each, the candidates of which one must exist.
    fn names(&self, language: Language) -> Vec<Vec<Name>> {
        let cell = &self.cells[language as usize];
        let own = Some(self.spelled(language, &self.name)).filter(|_| word(cell) == "yes");
        let quoted = cell.split('`').skip(1).step_by(2).map(|name| match language {
            Language::C => vec![(String::new(), name.to_owned())],
            _ => self.of_class(language, name),
        });
        own.into_iter().chain(quoted).collect()
    }

    /// Returns a name in backticks: of a class that it names, or else of the row's.
    fn of_class(&self, language: Language, name: &str) -> Vec<Name> {
        match name.split_once("::").or_else(|| name.split_once('.')) {
            Some((class, name)) => vec![(class.to_owned(), name.to_owned())],
            None if language == Language::Rust => self.subject.rust.iter().map(|class| ((*class).to_owned(), name.to_owned())).collect(),
            None => vec![(self.subject.class.to_owned(), name.to_owned())],
        }
    }

    fn spelled(&self, language: Language, name: &str) -> Vec<Name> {
        match language {
            Language::C => vec![(String::new(), format!("{}{name}", self.subject.c))],
            Language::Node => self.of_class(language, &camel_case(name)),
            Language::Rust | Language::Python => self.of_class(language, name),
        }
    }
}

fn camel_case(name: &str) -> String {
    let words = name.split('_').enumerate().map(|(index, word)| match word.split_at(1) {
        (first, rest) if index > 0 => first.to_uppercase() + rest,
        _ => word.to_owned(),
    });
    words.collect()
}

/// Returns the rows of the page: `subject.name`, or a name of a ring, and four cells.
fn rows() -> Vec<Row> {
    let page = read("../docs/languages.md");
    let lines = page.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<Row> = lines.map(row).collect();
    assert!(rows.len() > 60, "docs/languages.md has {} rows", rows.len());
    rows
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    assert_eq!(cells.len(), 5, "{line}");
    assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}: an empty cell needs what the language has instead");
    let method = cells[0].trim_matches('`');
    let (subject, name) = method.split_once('.').unwrap_or((RING.name, method));
    let subject = SUBJECTS.iter().find(|known| known.name == subject).unwrap_or_else(|| panic!("{line}: what is {subject}?"));
    Row { subject, name: name.to_owned(), cells: cells[1..].iter().map(|&cell| cell.to_owned()).collect() }
}

fn declared(language: Language) -> BTreeSet<Name> {
    match language {
        Language::Rust => sources(&path("../core/src")).iter().flat_map(|source| in_rust(source)).collect(),
        Language::C => in_c(&read("../include/ringwise.h")),
        Language::Python => {
            let files =
                ["_ringwise.pyi", "_insight.py", "_monitor.py"].map(|file| read(&format!("../bindings/python/python/ringwise/{file}")));
            files.iter().flat_map(|source| in_python(source)).collect()
        }
        Language::Node => in_node(&read("../bindings/node/index.d.ts")),
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Returns the texts of the sources in a folder, but for what only the other languages and the tests see.
fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_hidden = |path: &PathBuf| ["tests", "tests.rs", "binding.rs"].iter().any(|name| path.ends_with(name));
    let of = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![fs::read_to_string(path).unwrap()] };
    entries.filter(|path| !is_hidden(path)).flat_map(of).collect()
}

fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

/// Returns the public functions: of an `impl Type`, and of modules.
fn in_rust(source: &str) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    let mut class = String::new();
    let mut before = "";
    for line in source.lines() {
        let function = ["pub fn ", "pub const fn "].iter().find_map(|start| line.trim_start().strip_prefix(start));
        if let Some(head) = line.strip_prefix("impl") {
            let head = head.strip_prefix('<').and_then(|head| head.split_once("> ")).map_or(head, |(_, head)| head);
            class = word(head.trim_start()).to_owned();
        } else if line == "}" {
            class.clear();
        } else if let Some(name) = function.filter(|_| before.trim() != "#[doc(hidden)]") {
            names.insert((class.clone(), word(name).to_owned()));
        }
        before = line;
    }
    names
}

fn in_c(header: &str) -> BTreeSet<Name> {
    let code = header.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    let mentions = code.flat_map(|line| line.match_indices("ringwise_").map(|(at, _)| &line[at..]));
    let functions = mentions.filter(|text| text[word(text).len()..].starts_with('('));
    functions.map(|text| (String::new(), word(text).to_owned())).collect()
}

fn in_python(source: &str) -> BTreeSet<Name> {
    let mut class = String::new();
    let mut names = BTreeSet::new();
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("class ") {
            class = word(name).to_owned();
        } else if let Some(name) = line.strip_prefix("def ") {
            class.clear();
            names.insert((String::new(), word(name).to_owned()));
        } else if let Some(name) = line.strip_prefix("    def ") {
            names.insert((class.clone(), word(name).to_owned()));
        }
    }
    names
}

fn in_node(types: &str) -> BTreeSet<Name> {
    let mut class = None;
    let mut names = BTreeSet::new();
    for line in types.lines() {
        if let Some(name) = ["export class ", "export interface "].iter().find_map(|start| line.strip_prefix(start)) {
            class = Some(word(name).to_owned());
        } else if let Some(name) = line.strip_prefix("export function ") {
            names.insert((String::new(), word(name).to_owned()));
        } else if line == "}" {
            class = None;
        } else if let (Some(class), Some(member)) =
            (&class, line.strip_prefix("  ").filter(|member| !member.starts_with([' ', '*', '/', '['])))
        {
            let member = ["get ", "readonly ", "static "].iter().find_map(|start| member.strip_prefix(start)).unwrap_or(member);
            names.insert((class.clone(), word(member).to_owned()));
        }
    }
    names.into_iter().filter(|(_, name)| !["constructor", ""].contains(&name.as_str())).collect()
}

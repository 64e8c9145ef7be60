//! Is `include/ringwise.h` what the C ABI is today?
use std::{env, fs};

use ringwise::ErrorKind;
use ringwise::binding::{COMMON, KeptBy, OptionSpec};
use ringwise_tests::path;

/// A source file: a section of the header.
struct Section {
    heading: String,
    text: String,
}

impl Section {
    /// Returns where the file defines an item.
    fn position(&self, name: &str) -> Option<usize> {
        let definitions = [
            format!("fn {name}("),
            format!("pub struct {name}("),
            format!("pub struct {name} "),
            format!("pub type {name} "),
            format!("pub const {name}:"),
        ];
        definitions.iter().find_map(|definition| self.text.find(definition))
    }
}

/// Reads the files that `lib.rs` lists as sections, in its order.
fn sections() -> Vec<Section> {
    let source = |name: &str| fs::read_to_string(path(&format!("../ffi/src/{name}.rs"))).unwrap();
    let root = source("lib");
    let names = root.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).filter(|name| *name != "convert");
    names
        .map(|name| {
            let text = source(name);
            let first = text.lines().next().unwrap();
            let heading = first.strip_prefix("//! ").and_then(|line| line.strip_suffix('.'));
            Section { heading: heading.unwrap_or_else(|| panic!("{name}: {first}")).to_owned(), text }
        })
        .collect()
}

/// Returns the name that a declaration declares; a comment may be above it.
fn declared(block: &str) -> &str {
    let code = block.rsplit("*/\n").next().unwrap();
    let name = if let Some(define) = code.strip_prefix("#define ") {
        define.split(' ').next()
    } else if let Some(typedef) = code.strip_prefix("typedef ") {
        match typedef.split_once("(*") {
            Some((_, pointer)) => pointer.split(')').next(),
            None => typedef.trim_end_matches(';').rsplit([' ', '\n']).next(),
        }
    } else {
        code.split('(').next().unwrap().rsplit([' ', '*']).next()
    };
    name.unwrap()
}

fn comment(text: &str) -> String {
    format!("/** {text} */\n")
}

/// Puts a comment of one line on one line.
fn compact(block: &str) -> String {
    let Some((text, code)) = block.strip_prefix("/**\n * ").and_then(|rest| rest.split_once("\n */\n")) else { return block.to_owned() };
    if text.contains('\n') { block.to_owned() } else { format!("{}{code}", comment(text)) }
}

/// Makes one enum of the statuses that only C has, which are constants, and of the kinds of the core's errors.
fn statuses(constants: &[&str]) -> String {
    let own = constants.iter().map(|block| {
        let block = compact(block);
        let (doc, define) = block.rsplit_once("*/\n").unwrap();
        let (name, code) = define.strip_prefix("#define ").unwrap().split_once(' ').unwrap();
        (code.parse().unwrap(), name.to_owned(), format!("{doc}*/"))
    });
    let kinds = ErrorKind::ALL.iter().map(|kind| (kind.code(), format!("RINGWISE_STATUS_{}", kind.name()), comment(kind.about())));
    let mut all: Vec<(u32, String, String)> = own.chain(kinds).collect();
    all.sort_by_key(|(code, ..)| *code);
    let enumerators = all.iter().map(|(code, name, doc)| {
        let doc: String = doc.lines().flat_map(|line| ["    ", line, "\n"]).collect();
        format!("{doc}    {name} = {code},\n")
    });
    let doc = comment("Every ringwise_status. A number keeps its meaning for ever.");
    format!("{doc}enum ringwise_status_code {{\n{}}};", enumerators.collect::<String>())
}

/// Makes a macro of each option that a ring keeps and that is not of a single profile.
fn options() -> String {
    let define = |spec: &OptionSpec| {
        let default = spec.preset().map_or("none".to_owned(), |value| value.to_string());
        let doc = format!("/**\n * {}\n *\n * Value: {}; default: {default}.\n */\n", spec.about, spec.expected());
        format!("{doc}#define RINGWISE_{} \"{}\"", spec.name.to_uppercase(), spec.name)
    };
    COMMON.iter().filter(|spec| spec.kept_by == KeptBy::Ring).map(define).collect::<Vec<_>>().join("\n\n")
}

fn version() -> String {
    let doc = comment("The version of this header; ringwise_version() returns the library's.");
    format!("{doc}#define RINGWISE_VERSION \"{}\"", env!("CARGO_PKG_VERSION"))
}

/// Returns the section of a declaration, and its position there.
fn place(sections: &[Section], name: &str) -> (usize, usize) {
    let found = sections.iter().enumerate().find_map(|(number, section)| Some((number, section.position(name)?)));
    found.unwrap_or_else(|| panic!("no section defines {name}"))
}

/// Cuts declarations into sections, each with its heading, and adds what comes from the core's tables.
fn in_sections(sections: &[Section], declarations: &str) -> String {
    let (codes, others): (Vec<&str>, Vec<&str>) =
        declarations.split("\n\n").partition(|block| declared(block).starts_with("RINGWISE_STATUS_"));
    let mut blocks: Vec<((usize, usize), String)> = others.iter().map(|block| (place(sections, declared(block)), compact(block))).collect();
    // Tables come first in their sections, but for the statuses, which follow their type.
    let start_of = |name: &str| (place(sections, name).0, 0);
    blocks.push((start_of("ringwise_version"), version()));
    blocks.push((place(sections, "RINGWISE_STATUS_OK"), statuses(&codes)));
    blocks.push((start_of("ringwise_options"), options()));
    blocks.sort_by_key(|(place, _)| *place);
    let mut text = String::new();
    for (number, section) in sections.iter().enumerate() {
        let title = format!("/* ---- {}. {} ", number + 1, section.heading);
        text += &format!("\n\n{title:-<107} */");
        for (_, block) in blocks.iter().filter(|((at, _), _)| *at == number) {
            text += &format!("\n\n{block}");
        }
    }
    text
}

/// Makes the header from the sources.
fn header() -> String {
    let ffi = path("../ffi");
    let config = cbindgen::Config::from_file(ffi.join("cbindgen.toml")).unwrap();
    let (opening, trailer) = (config.after_includes.clone().unwrap(), config.trailer.clone().unwrap());
    let mut text = Vec::new();
    cbindgen::generate_with_config(ffi, config).unwrap().write(&mut text);
    let text = String::from_utf8(text).unwrap();
    let text: String = text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();

    let (head, rest) = text.split_once(&opening).unwrap();
    let (declarations, _) = rest.split_once(&trailer).unwrap();
    let sections = sections();
    let contents: Vec<_> = sections.iter().zip(1..).map(|(section, number)| format!(" *  {number:>3}. {}", section.heading)).collect();
    let head = head.replace("@CONTENTS@", &contents.join("\n"));
    format!("{head}{opening}{}\n{trailer}\n", in_sections(&sections, declarations.trim_matches('\n')))
}

#[test]
fn the_header_is_what_the_sources_say() {
    let file = path("../include/ringwise.h");
    let made = header();
    if env::var_os("RINGWISE_BLESS").is_some() {
        fs::write(&file, &made).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap();
    for (number, (committed, made)) in committed.lines().zip(made.lines()).enumerate() {
        assert_eq!(committed, made, "line {}; RINGWISE_BLESS=1 writes the header again", number + 1);
    }
    assert_eq!(committed.len(), made.len(), "RINGWISE_BLESS=1 writes the header again");
    let long: Vec<_> = made.lines().filter(|line| line.len() > 140).collect();
    assert!(long.is_empty(), "lines of more than 140 columns: {long:#?}");
}

/// Whether a function is one of the four exceptions to "any thread, any time", which the head of the header states.
fn has_its_own_rule_of_threads(name: &str) -> bool {
    let fills = ["ringwise_options_set_", "ringwise_members_", "ringwise_monitor_options_set_"];
    name.ends_with("_free")
        || name.ends_with("_next")
        || name.starts_with("ringwise_reader_")
        || fills.iter().any(|prefix| name.starts_with(prefix))
}

#[test]
fn only_the_head_states_which_threads_may_call_a_function() {
    let header = header();
    assert!(header.split_once("#ifndef").unwrap().0.contains("\n * Threads. "));
    let mut functions = 0;
    for section in sections() {
        let pieces: Vec<_> = section.text.split("#[unsafe(no_mangle)]\n").collect();
        for [above, below] in pieces.array_windows() {
            let (_, signature) = below.split_once(" fn ").unwrap();
            let (name, _) = signature.split_once('(').unwrap();
            let docs: String = above.lines().rev().take_while(|line| line.starts_with("///")).collect();
            assert!(name.starts_with("ringwise_") && header.contains(&format!("{name}(")), "{name} is not in the header");
            assert!(!docs.contains("Threads:") || has_its_own_rule_of_threads(name), "{name} repeats the head's rule of threads");
            assert!(!docs.is_empty(), "{name} has no comment");
            functions += 1;
        }
    }
    assert!(functions > 50);
}

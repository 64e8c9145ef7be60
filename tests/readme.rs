//! Is every code block of a README one of the tested examples?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ringwise_tests::path;

/// The folder and the extension of the examples, by the language of a block. Blocks of shell and text have no example.
const EXAMPLES: [(&str, &str, &str); 6] = [
    ("rust", "core/examples", "rs"),
    ("c", "ffi/examples", "c"),
    ("cpp", "ffi/examples", "cpp"),
    ("python", "bindings/python/examples", "py"),
    ("js", "bindings/node/examples", "mjs"),
    ("ts", "bindings/node/examples", "ts"),
];

fn root(file: &str) -> PathBuf {
    path("..").join(file)
}

/// Returns the code blocks of a page: the language of each, and its text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language.to_owned(), block.join("\n")));
        }
    }
    blocks
}

fn examples(folder: &Path, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|found| found == ending)).map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[track_caller]
fn assert_blocks_are_examples(page: &str, least: usize) {
    let mut found = 0;
    for (language, block) in blocks(&fs::read_to_string(root(page)).unwrap()) {
        let Some((_, folder, ending)) = EXAMPLES.iter().find(|(name, ..)| *name == language) else {
            assert!(["sh", "text", "console", ""].contains(&language.as_str()), "{page}: a block of {language}");
            continue;
        };
        found += 1;
        // A page shows the body of a function without its indentation.
        let indented: Vec<_> = block.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") }).collect();
        let shown = |text: &String| text.contains(&block) || text.contains(&indented.join("\n"));
        assert!(examples(&root(folder), ending).iter().any(shown), "{page}: no example of {folder} has\n{block}");
    }
    assert!(found >= least, "{page} has {found} code blocks");
}

/// Runs an example of the crate.
fn output(example: &str) -> String {
    let run = Command::new(env!("CARGO")).args(["run", "--quiet", "--package", "ringwise", "--example", example]).output().unwrap();
    assert!(run.status.success(), "{example}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn examples_print_what_their_comments_say() {
    for (example, least) in [("quickstart", 2), ("failover", 4), ("bounded_load", 1), ("how_even", 2), ("how_much_moves", 1), ("capped", 3)]
    {
        let printed = output(example);
        let text = fs::read_to_string(root("core/examples").join(example).with_extension("rs")).unwrap();
        let promised: Vec<_> = text.lines().filter_map(|line| line.trim().strip_prefix("println!")?.split_once(" // ")).collect();
        assert!(promised.len() >= least, "{example} promises {} lines", promised.len());
        for (_, line) in promised {
            assert!(printed.lines().any(|printed| printed == line), "{example} does not print {line:?} but\n{printed}");
        }
    }
}

#[test]
fn the_readme_shows_all_four_languages() {
    assert_blocks_are_examples("README.md", 4);
}

#[test]
fn the_readme_of_each_package_shows_its_own() {
    for page in ["core/README.md", "ffi/README.md", "bindings/python/README.md", "bindings/node/README.md"] {
        assert_blocks_are_examples(page, 1);
    }
}

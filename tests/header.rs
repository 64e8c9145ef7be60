//! Is `include/ringwise.h` what the C ABI is today?
use std::{env, fs};

use ringwise_tests::path;

/// Makes the header from the sources.
fn header() -> String {
    let ffi = path("../ffi");
    let mut config = cbindgen::Config::from_file(ffi.join("cbindgen.toml")).unwrap();
    config.after_includes = Some(version());
    let mut text = Vec::new();
    cbindgen::generate_with_config(ffi, config).unwrap().write(&mut text);
    let text = String::from_utf8(text).unwrap();
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("\n/**\n * The version of this header; ringwise_version() gives the library's.\n */\n#define RINGWISE_VERSION \"{version}\"")
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
}

#[test]
fn every_function_says_which_threads_may_call_it() {
    let header = header();
    let mut functions = 0;
    for entry in fs::read_dir(path("../ffi/src")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let pieces: Vec<_> = text.split("#[unsafe(no_mangle)]\n").collect();
        for [above, below] in pieces.array_windows() {
            let (_, signature) = below.split_once(" fn ").unwrap();
            let (name, _) = signature.split_once('(').unwrap();
            let docs: String = above.lines().rev().take_while(|line| line.starts_with("///")).collect();
            assert!(name.starts_with("ringwise_") && header.contains(&format!("{name}(")), "{name} is not in the header");
            assert!(docs.contains("Threads:"), "{name} does not say which threads may call it");
            functions += 1;
        }
    }
    assert!(functions > 50);
}

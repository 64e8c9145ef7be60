//! Reads golden vectors: the records of `tests/README.md`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ringwise::{HashRing, Node, NodeId, OptionValue};

pub mod cases;
pub mod samples;

/// Returns the path of a file under `tests/`, from any crate of the workspace.
#[must_use]
pub fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(file)
}

/// Returns the text of a file under `tests/`, uncompressed if its name ends with `.gz`.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn text(file: &str) -> String {
    if !file.ends_with(".gz") {
        return fs::read_to_string(path(file)).expect("a vector file is text");
    }
    let mut text = String::new();
    let file = fs::File::open(path(file)).expect("a vector file is there");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("a vector file is text in gzip");
    text
}

/// Returns the first `count` lines of `tests/data/package-names.txt`: real keys.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn real_keys(count: usize) -> Vec<String> {
    let text = fs::read_to_string(path("data/package-names.txt")).expect("tests/data/package-names.txt is text");
    text.lines().take(count).map(str::to_owned).collect()
}

/// Returns the digest of a ring over keys, as `tests/README.md` defines it.
#[must_use]
pub fn digest(ring: &HashRing, keys: &[String]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for &byte in bytes {
            state = (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    };
    for key in keys {
        let mut out = [NodeId::NONE; 3];
        for &id in ring.get_nodes(key.as_bytes(), &mut out) {
            eat(ring.name(id).unwrap_or_default().as_bytes());
            eat(b"\n");
        }
        eat(b"\n");
    }
    state
}

/// One line of a script: its kind and its other fields.
#[derive(Clone, Debug)]
pub struct Record {
    /// The line's number in its file, from 1.
    pub line: usize,
    fields: Vec<String>,
}

impl Record {
    /// Reads a file's records, without its comments.
    ///
    /// # Panics
    ///
    /// If the file cannot be read.
    #[must_use]
    pub fn all(file: &str) -> Vec<Record> {
        let text = text(file);
        let lines = text.split('\n').zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(line, number)| Record { line: number, fields: line.split('\t').map(str::to_owned).collect() }).collect()
    }

    /// Returns the record's kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.fields[0]
    }

    /// Returns a field unchanged; the empty text if the line is shorter.
    #[must_use]
    pub fn field(&self, number: usize) -> &str {
        self.fields.get(number).map_or("", String::as_str)
    }

    /// Returns a text field: a name, an identity or a zone.
    ///
    /// # Panics
    ///
    /// If its hex digits are invalid.
    #[must_use]
    pub fn text(&self, number: usize) -> String {
        match self.field(number).strip_prefix("hex:") {
            Some(digits) => String::from_utf8(unhex(digits)).expect("a text is UTF-8"),
            None => self.field(number).to_owned(),
        }
    }

    /// Returns the text fields from `number` on.
    #[must_use]
    pub fn texts(&self, number: usize) -> Vec<String> {
        (number..self.fields.len()).map(|number| self.text(number)).collect()
    }

    /// Returns the bytes of a hex field.
    #[must_use]
    pub fn bytes(&self, number: usize) -> Vec<u8> {
        unhex(self.field(number))
    }

    /// Returns an integer.
    ///
    /// # Panics
    ///
    /// If the field is not an integer.
    #[must_use]
    pub fn integer(&self, number: usize) -> i64 {
        self.field(number).parse().expect("an integer")
    }

    /// Returns 64 bits that are written as 16 hex digits.
    ///
    /// # Panics
    ///
    /// If the field is anything else.
    #[must_use]
    pub fn word(&self, number: usize) -> u64 {
        u64::from_str_radix(self.field(number), 16).expect("hex digits")
    }

    /// Returns the value of an `option` record.
    #[must_use]
    pub fn option(&self) -> OptionValue {
        cases::option_value(self.field(2))
    }

    /// Returns the node of a `node` or `add` record.
    ///
    /// # Panics
    ///
    /// If a point is not an integer.
    #[must_use]
    pub fn node(&self) -> Node {
        let mut node = Node::new(self.text(1)).with_weight(self.integer(2));
        if !self.field(3).is_empty() {
            node = node.with_zone(self.text(3));
        }
        if !self.field(4).is_empty() {
            node = node.with_identity(self.text(4));
        }
        if !self.field(5).is_empty() {
            node = node.with_vnodes(self.integer(5));
        }
        if !self.field(6).is_empty() {
            let points = self.field(6).split(',').filter(|&point| point != "-");
            node = node.with_points(points.map(|point| point.parse::<i128>().expect("an integer")));
        }
        node
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty(), "{digits}: hex digits come in pairs");
    let byte = |pair: &[u8; 2]| u8::from_str_radix(core::str::from_utf8(pair).expect("hex digits"), 16).expect("hex digits");
    pairs.iter().map(byte).collect()
}

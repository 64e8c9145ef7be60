//! A reader of Rust source that finds which file of a crate uses which.
//!
//! It knows as much of the language as that takes: comments, literals, attributes, `mod`, `use` and paths. It follows a
//! re-exported name to the file that defines it.

use std::collections::{BTreeMap, BTreeSet};

/// One file's use of another, by their paths under the crate's `src`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub from: String,
    pub to: String,
    pub line: usize,
}

/// A crate's files without their comments, literals and tests.
pub struct Crate {
    files: Vec<File>,
    /// The index of each file, by its module.
    modules: BTreeMap<Path, usize>,
    /// Modules in braces.
    inline: BTreeSet<Path>,
}

/// A module, or what is in it, as the names from the crate's root on.
type Path = Vec<String>;

struct File {
    path: String,
    module: Path,
    tokens: Vec<Token>,
    mentions: Vec<Mention>,
    /// What each name that the file imports stands for.
    imports: BTreeMap<String, Path>,
}

#[derive(Clone, Debug, PartialEq)]
struct Token {
    line: usize,
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Word,
    /// What is between the quotes of a string.
    Text,
    Mark,
}

/// A path as it is written, and where.
#[derive(Clone)]
struct Mention {
    line: usize,
    /// The module around it.
    scope: Path,
    path: Path,
    role: Role,
}

#[derive(Clone, PartialEq)]
enum Role {
    /// A path in code, or a name alone.
    Code,
    /// A `use`, with the name that it makes; `None` for `as _`.
    Import { name: Option<String>, is_public: bool },
    /// A `use` that ends with `*`.
    Glob { is_public: bool },
}

/// What a path is found to be, with the index of its file.
enum Found {
    Module(usize),
    Item(usize),
}

impl Crate {
    /// Reads files, given by their paths under `src` and their texts.
    pub fn read<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut files = Vec::new();
        let mut tests = Vec::new();
        for (path, source) in sources {
            let module = module_of(path);
            let (tokens, of_tests) = without_tests(tokens_of(source));
            tests.extend(of_tests.into_iter().map(|name| joined(&module, &[name])));
            files.push(File { path: path.to_owned(), module, tokens, mentions: Vec::new(), imports: BTreeMap::new() });
        }
        files.retain(|file| !tests.iter().any(|test| file.module.starts_with(test)));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut inline = BTreeSet::new();
        for file in &mut files {
            let mut walk = Walk { tokens: &file.tokens, at: 0, inline: &mut inline, mentions: Vec::new() };
            walk.file(&file.module);
            file.mentions = walk.mentions;
        }
        let modules = files.iter().enumerate().map(|(index, file)| (file.module.clone(), index)).collect();
        let mut read = Self { files, modules, inline };
        for index in 0..read.files.len() {
            read.files[index].imports = read.imports(&read.files[index]);
        }
        read
    }

    /// Returns the paths of all files that are not tests alone.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// Returns the first use of each file by each other.
    pub fn uses(&self) -> Vec<Use> {
        let mut first = BTreeMap::new();
        for (index, file) in self.files.iter().enumerate() {
            for mention in &file.mentions {
                if let Some(used) = self.used(index, mention).filter(|&used| used != index) {
                    let line = first.entry((index, used)).or_insert(mention.line);
                    *line = mention.line.min(*line);
                }
            }
        }
        let path = |index: usize| self.files[index].path.clone();
        first.into_iter().map(|((from, to), line)| Use { from: path(from), to: path(to), line }).collect()
    }

    /// Returns where a feature is asked for outside tests: files and lines.
    pub fn gates(&self, feature: &str) -> Vec<(&str, usize)> {
        let is_gate = |tokens: &[Token]| tokens[0].is("feature") && tokens[1].is("=") && tokens[2].text == feature;
        let of_file =
            |file: &File| file.tokens.windows(3).filter(|tokens| is_gate(tokens)).map(|tokens| tokens[0].line).collect::<Vec<_>>();
        self.files.iter().flat_map(|file| of_file(file).into_iter().map(|line| (file.path.as_str(), line))).collect()
    }

    /// Returns the file that a mention uses. The import of a module is no use, nor is a re-export from a child.
    fn used(&self, index: usize, mention: &Mention) -> Option<usize> {
        let path = self.absolute(mention, &self.files[index].imports)?;
        let is_child = |used: usize| self.files[used].module.starts_with(&self.files[index].module);
        match (self.find(&path, 0), &mention.role) {
            (Found::Module(_), Role::Import { .. } | Role::Code) => None,
            (Found::Module(used) | Found::Item(used), Role::Import { is_public: true, .. } | Role::Glob { is_public: true }) => {
                Some(used).filter(|&used| !is_child(used))
            }
            (Found::Module(used) | Found::Item(used), _) => Some(used),
        }
    }

    /// Returns what each name that a file imports stands for.
    fn imports(&self, file: &File) -> BTreeMap<String, Path> {
        let mut imports = BTreeMap::new();
        // Twice: an import may begin with the name that a later one makes.
        for _ in 0..2 {
            for mention in &file.mentions {
                if let Role::Import { name: Some(name), .. } = &mention.role
                    && let Some(path) = self.absolute(mention, &imports)
                {
                    imports.insert(name.clone(), path);
                }
            }
        }
        imports
    }

    /// Returns a path from the crate's root on, or `None` if it is of another crate, or a name of the file's own.
    fn absolute(&self, mention: &Mention, imports: &BTreeMap<String, Path>) -> Option<Path> {
        let (first, rest) = mention.path.split_first()?;
        let child = joined(&mention.scope, std::slice::from_ref(first));
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(joined(&mention.scope, rest)),
            "super" => {
                let up = mention.path.iter().take_while(|name| *name == "super").count();
                Some(joined(&mention.scope[..mention.scope.len().checked_sub(up)?], &mention.path[up..]))
            }
            _ if mention.role == Role::Code && rest.is_empty() => imports.get(first).cloned(),
            _ if self.is_module(&child) => Some(joined(&child, rest)),
            _ => imports.get(first).map(|path| joined(path, rest)),
        }
    }

    /// Finds the file that defines what a path names, through re-exports.
    fn find(&self, path: &[String], depth: usize) -> Found {
        let of_module = (0..=path.len()).take_while(|&len| len == 0 || self.is_module(&path[..len])).last().unwrap_or(0);
        let (module, rest) = path.split_at(of_module);
        let file = self.file_of(module);
        let Some((name, _)) = rest.split_first() else { return Found::Module(file) };
        // A circle of re-exports, which does not compile, must not hang the guard.
        if depth < 8 {
            let exports = self.files[file].mentions.iter().filter(|mention| mention.exports(name) && mention.scope == module);
            for (export, target) in exports.filter_map(|mention| Some((mention, self.absolute(mention, &self.files[file].imports)?))) {
                match export.role {
                    Role::Import { .. } => return self.find(&joined(&target, &rest[1..]), depth + 1),
                    _ if self.is_module(&target) && self.files[self.file_of(&target)].defines(name) => {
                        return self.find(&joined(&target, rest), depth + 1);
                    }
                    _ => {}
                }
            }
        }
        Found::Item(file)
    }

    fn is_module(&self, path: &[String]) -> bool {
        self.modules.contains_key(path) || self.inline.contains(path)
    }

    /// Returns the file of a module, which may be in braces.
    fn file_of(&self, module: &[String]) -> usize {
        (0..=module.len()).rev().find_map(|len| self.modules.get(&module[..len]).copied()).unwrap_or(0)
    }
}

impl Mention {
    /// Can this re-export the name?
    fn exports(&self, name: &str) -> bool {
        match &self.role {
            Role::Code => false,
            Role::Import { name: made, is_public } => *is_public && made.as_deref() == Some(name),
            Role::Glob { is_public } => *is_public,
        }
    }
}

impl File {
    fn defines(&self, name: &str) -> bool {
        const WORDS: [&str; 9] = ["struct", "enum", "trait", "fn", "type", "const", "static", "union", "mod"];
        self.tokens.windows(2).any(|pair| pair[1].is(name) && WORDS.iter().any(|word| pair[0].is(word)))
    }
}

impl Token {
    fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

fn joined(module: &[String], rest: &[String]) -> Path {
    [module, rest].concat()
}

/// Returns the module that a file under `src` is: `a/b.rs` is `a::b`, and `lib.rs` the root.
fn module_of(path: &str) -> Path {
    match path.trim_end_matches(".rs") {
        "lib" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

/// Collects what a file mentions.
struct Walk<'a> {
    tokens: &'a [Token],
    at: usize,
    inline: &'a mut BTreeSet<Path>,
    mentions: Vec<Mention>,
}

impl Walk<'_> {
    fn file(&mut self, module: &[String]) {
        let mut scope = module.to_vec();
        let mut depth = 0;
        // At which depth the modules in braces began.
        let mut begun = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match (token.kind, token.text.as_str()) {
                (Kind::Word, "pub") => {
                    self.at += 1;
                    self.skip_restriction();
                    if self.peek("use") && !self.peek_at(1, "<") {
                        self.at += 1;
                        self.tree(&scope, &[], true);
                    }
                }
                (Kind::Word, "use") if !self.peek_at(1, "<") => {
                    self.at += 1;
                    self.tree(&scope, &[], false);
                }
                (Kind::Word, "mod") if self.peek_at(2, "{") => {
                    scope.push(self.tokens[self.at + 1].text.clone());
                    self.inline.insert(scope.clone());
                    begun.push(depth);
                    depth += 1;
                    self.at += 3;
                }
                (Kind::Word, "fn" | "mod") | (Kind::Mark, ".") => {
                    self.at += 1;
                    self.at += usize::from(self.tokens.get(self.at).is_some_and(|token| token.kind == Kind::Word));
                }
                (Kind::Word, _) => self.path(&scope),
                (Kind::Mark, "{") => {
                    depth += 1;
                    self.at += 1;
                }
                (Kind::Mark, "}") => {
                    depth -= 1;
                    if begun.pop_if(|&mut begun| begun == depth).is_some() {
                        scope.pop();
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
    }

    fn peek(&self, text: &str) -> bool {
        self.peek_at(0, text)
    }

    fn peek_at(&self, ahead: usize, text: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.is(text))
    }

    fn word(&self) -> Option<String> {
        self.tokens.get(self.at).filter(|token| token.kind == Kind::Word).map(|token| token.text.clone())
    }

    /// Skips the `(crate)` or `(in …)` of a visibility.
    fn skip_restriction(&mut self) {
        let is_short = ["crate", "super", "self"].iter().any(|word| self.peek_at(1, word)) && self.peek_at(2, ")");
        if self.peek("(") && (is_short || self.peek_at(1, "in")) {
            while !self.peek(")") {
                self.at += 1;
            }
            self.at += 1;
        }
    }

    /// Reads a tree of a `use`, from its first name to what follows it.
    fn tree(&mut self, scope: &[String], before: &[String], is_public: bool) {
        let mut path = before.to_vec();
        let mut line = self.tokens.get(self.at).map_or(0, |token| token.line);
        let is_foreign = before.is_empty() && self.peek("::");
        let mut role = None;
        while let Some(token) = self.tokens.get(self.at) {
            match token.text.as_str() {
                "{" => {
                    self.at += 1;
                    while !self.peek("}") && self.at < self.tokens.len() {
                        self.tree(scope, &path, is_public);
                        self.at += usize::from(self.peek(","));
                    }
                    self.at += 1;
                    return;
                }
                "*" => {
                    self.at += 1;
                    role = Some(Role::Glob { is_public });
                }
                "as" => {
                    self.at += 1;
                    let name = self.word().filter(|name| name != "_");
                    self.at += 1;
                    role = Some(Role::Import { name, is_public });
                }
                "::" => self.at += 1,
                "self" if !path.is_empty() => self.at += 1,
                _ if token.kind == Kind::Word => {
                    line = token.line;
                    path.push(token.text.clone());
                    self.at += 1;
                }
                _ => break,
            }
        }
        let role = role.unwrap_or_else(|| Role::Import { name: path.last().cloned(), is_public });
        if !is_foreign {
            self.mentions.push(Mention { line, scope: scope.to_vec(), path, role });
        }
    }

    /// Reads a path in code, unless it continues a type: `<T>::new`.
    fn path(&mut self, scope: &[String]) {
        let line = self.tokens[self.at].line;
        let is_continued = self.at > 0 && self.tokens[self.at - 1].is("::");
        let mut path = Vec::new();
        while let Some(name) = self.word() {
            path.push(name);
            self.at += 1;
            if !self.peek("::") || self.tokens.get(self.at + 1).is_none_or(|token| token.kind != Kind::Word) {
                break;
            }
            self.at += 1;
        }
        if !is_continued {
            self.mentions.push(Mention { line, scope: scope.to_vec(), path, role: Role::Code });
        }
    }
}

/// Returns the tokens without those of tests, and the names of the test modules that have files of their own.
fn without_tests(tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let mut kept = Vec::new();
    let mut modules = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(after) = end_of_attribute(&tokens, at).filter(|&after| is_for_tests(&tokens[at..after])) {
            at = end_of_item(&tokens, after);
            let item = &tokens[after..at];
            let of_file = item.windows(3).find(|three| three[0].is("mod") && three[2].is(";"));
            modules.extend(of_file.map(|three| three[1].text.clone()));
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    (kept, modules)
}

/// Returns where an attribute ends that begins at `at`, if one does.
fn end_of_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let is_begun = tokens.get(at)?.is("#") && tokens.get(at + 1)?.is("[");
    let mut depth = 0;
    let last = (at + 1..tokens.len()).find(|&at| {
        depth += i32::from(tokens[at].is("[")) - i32::from(tokens[at].is("]"));
        depth == 0
    });
    last.filter(|_| is_begun).map(|last| last + 1)
}

/// Is an attribute `cfg(test)` or `cfg(all(test, …))`?
fn is_for_tests(attribute: &[Token]) -> bool {
    let begins = |texts: &[&str]| attribute[2..].iter().zip(texts).filter(|(token, text)| token.is(text)).count() == texts.len();
    let is_all = begins(&["cfg", "(", "all", "("]) && attribute.iter().any(|token| token.is("test"));
    begins(&["cfg", "(", "test", ")"]) || is_all && !attribute.iter().any(|token| token.is("not") || token.is("any"))
}

/// Returns where the item, field, variant or arm ends that begins at `at`.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    const ITEMS: [&str; 15] =
        ["pub", "mod", "use", "fn", "impl", "const", "static", "struct", "enum", "trait", "type", "unsafe", "extern", "let", "macro_rules"];
    while let Some(after) = end_of_attribute(tokens, at) {
        at = after;
    }
    let is_item = tokens.get(at).is_some_and(|token| ITEMS.iter().any(|word| token.is(word)));
    let is_use = tokens[at..].iter().take_while(|token| !token.is(";") && !token.is("{")).any(|token| token.is("use"));
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        if token.kind != Kind::Mark {
            continue;
        }
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return index,
            ")" | "]" => depth -= 1,
            "}" => {
                depth -= 1;
                if depth == 0 && !is_use {
                    return index + 1;
                }
            }
            ";" if depth == 0 => return index + 1,
            "," if depth == 0 && !is_item => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Splits a source into words, strings and marks.
fn tokens_of(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (kind, len, text) = next_token(rest, first);
        if let Some(kind) = kind {
            tokens.push(Token { line, kind, text: text.to_owned() });
        }
        line += rest[..len].matches('\n').count();
        rest = &rest[len..];
    }
    tokens
}

/// Returns the kind of what a source begins with (`None` if it is left out), its length, and its text.
fn next_token(source: &str, first: char) -> (Option<Kind>, usize, &str) {
    if source.starts_with("//") {
        return (None, source.find('\n').unwrap_or(source.len()), "");
    }
    if source.starts_with("/*") {
        return (None, end_of_comment(source), "");
    }
    if first.is_whitespace() {
        return (None, first.len_utf8(), "");
    }
    if let Some((len, text)) = string(source) {
        return (Some(Kind::Text), len, text);
    }
    if let Some(len) = character(source) {
        return (None, len, "");
    }
    if first == '_' || first.is_alphabetic() {
        let begin = if source.starts_with("r#") { 2 } else { 0 };
        let len = begin + word_len(&source[begin..]);
        return (Some(Kind::Word), len, &source[begin..len]);
    }
    if first.is_ascii_digit() || first == '\'' {
        return (None, 1 + word_len(&source[1..]), "");
    }
    let len = if source.starts_with("::") || source.starts_with("..") { 2 } else { first.len_utf8() };
    (Some(Kind::Mark), len, &source[..len])
}

fn word_len(source: &str) -> usize {
    source.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(source.len())
}

fn end_of_comment(source: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < source.len() {
        let step = match &source.as_bytes()[at..] {
            [b'/', b'*', ..] => (1, 2),
            [b'*', b'/', ..] => (-1, 2),
            _ => (0, 1),
        };
        depth += step.0;
        at += step.1;
        if depth == 0 {
            break;
        }
    }
    at
}

/// Returns the length and the content of a string literal of any kind.
fn string(source: &str) -> Option<(usize, &str)> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let hashes: &[char] = if prefix.ends_with('r') { &['#'] } else { &[] };
        source.strip_prefix(prefix).is_some_and(|after| after.trim_start_matches(hashes).starts_with('"'))
    })?;
    let body = &source[prefix.len()..];
    let (begin, len) = if prefix.ends_with('r') {
        let hashes = body.find('"')?;
        let end = format!("\"{}", &body[..hashes]);
        (hashes + 1, body[hashes + 1..].find(&end)?)
    } else {
        let mut escaped = false;
        let len = body[1..].find(|c: char| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        (1, len)
    };
    Some((prefix.len() + begin + len + begin, &body[begin..begin + len]))
}

/// Returns the length of a character literal, which a lifetime is not.
fn character(source: &str) -> Option<usize> {
    let body = source.strip_prefix("b'").or_else(|| source.strip_prefix('\''))?;
    let quote = source.len() - body.len();
    let mut characters = body.char_indices().skip(1);
    if body.starts_with('\\') {
        let end = characters.skip(1).find(|&(_, c)| c == '\'')?.0;
        return Some(quote + end + 1);
    }
    characters.next().filter(|&(_, c)| c == '\'').map(|(end, _)| quote + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the uses among a few small files as `from:line to`.
    fn uses(sources: &[(&str, &str)]) -> Vec<String> {
        let uses = Crate::read(sources.iter().copied()).uses();
        uses.into_iter().map(|found| format!("{}:{} {}", found.from, found.line, found.to)).collect()
    }

    /// Returns what `source`, as a/child.rs, uses of b.rs, b/deep.rs, a.rs and a/next.rs.
    fn of(source: &str) -> Vec<String> {
        let others = [("lib.rs", "mod a; mod b;"), ("a.rs", ""), ("a/next.rs", ""), ("b.rs", ""), ("b/deep.rs", "")];
        let all: Vec<_> = others.into_iter().chain([("a/child.rs", source)]).collect();
        uses(&all).into_iter().map(|found| found.replace("a/child.rs:", "")).collect()
    }

    #[test]
    fn a_use_in_any_form() {
        assert_eq!(of("use crate::b::Thing;"), ["1 b.rs"]);
        assert_eq!(of("\nuse super::Thing;"), ["2 a.rs"]);
        assert_eq!(of("use super::super::b::Thing;"), ["1 b.rs"]);
        assert_eq!(of("use crate::{\n  a::{self, next::{One, Two}},\n  b::deep::*,\n};"), ["2 a/next.rs", "3 b/deep.rs"]);
        assert_eq!(of("use crate::b::{self as other, Thing as _};"), ["1 b.rs"]);
        assert_eq!(of("fn f() { use crate::b::Thing; }"), ["1 b.rs"]);
        assert_eq!(of("use super::*;"), ["1 a.rs"]);
        assert_eq!(of("pub(crate) use super::next::Thing;"), ["1 a/next.rs"], "a re-export of what is not of a child is a use");
        assert!(of("use std::b::Thing; use ::b::Thing; use self::Thing;").is_empty());
    }

    #[test]
    fn a_path_in_code() {
        assert_eq!(of("fn f() -> crate::b::Thing {\n super::next::make() }"), ["2 a/next.rs", "1 b.rs"]);
        assert_eq!(of("fn f() { for i in 0..crate::b::MOST {} }"), ["1 b.rs"]);
        assert_eq!(of("fn f() { Vec::<super::Thing>::new() }"), ["1 a.rs"]);
        assert_eq!(of("impl<T> crate::b::Trait for Box<T> {}"), ["1 b.rs"]);
        assert_eq!(of("macro_rules! m { () => { $crate::b::deep::f() } }"), ["1 b/deep.rs"]);
        assert!(of("fn f(crate_b: u8) { other::b::Thing::new(); x.b(); b }").is_empty());
    }

    #[test]
    fn a_path_that_begins_with_a_child() {
        let sources = [("lib.rs", "mod a;"), ("a.rs", "mod child;\nfn f() { child::make() }"), ("a/child.rs", "use super::f;")];
        assert_eq!(uses(&sources), ["a.rs:2 a/child.rs", "a/child.rs:1 a.rs"]);
    }

    #[test]
    fn an_alias() {
        assert!(of("use crate::b as other;").is_empty(), "importing a module uses nothing of it");
        assert_eq!(of("use crate::b as other;\nfn f() { other::deep::make() }"), ["2 b/deep.rs"]);
        assert_eq!(of("use other::Thing; use crate::b as other;"), ["1 b.rs"]);
    }

    #[test]
    fn a_re_export_is_followed_to_the_file_that_defines_it() {
        let head = ("b.rs", "mod deep; pub use deep::Thing as Other; pub(crate) use deep::Unseen; use deep::Private;");
        let one = |source| {
            let sources = [("lib.rs", "mod a; mod b; pub use b::Other;"), ("a.rs", source), head, ("b/deep.rs", "")];
            uses(&sources).into_iter().filter(|found| found.starts_with("a.rs")).collect::<Vec<_>>()
        };
        assert_eq!(one("use crate::b::Other;"), ["a.rs:1 b/deep.rs"]);
        assert_eq!(one("use crate::Other;"), ["a.rs:1 b/deep.rs"]);
        assert_eq!(one("fn f(_: crate::b::Unseen) {}"), ["a.rs:1 b/deep.rs"]);
        assert_eq!(one("use crate::b::Private;"), ["a.rs:1 b.rs"]);
        assert_eq!(one("use crate::missing;"), ["a.rs:1 lib.rs"]);
    }

    #[test]
    fn a_re_export_of_everything_is_followed() {
        let sources = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::Thing;"),
            ("b.rs", "pub use deep::*;"),
            ("b/deep.rs", "pub struct Thing;"),
        ];
        assert_eq!(uses(&sources), ["a.rs:1 b/deep.rs"]);
    }

    #[test]
    fn a_re_export_from_a_child_is_a_use_once_the_code_names_it() {
        let sources = |head| [("lib.rs", "pub use a::Thing; mod a;"), ("a.rs", head), ("a/child.rs", "")];
        assert!(uses(&sources("mod child; pub use child::Thing;")).is_empty());
        assert_eq!(uses(&sources("mod child; pub use child::Thing;\nfn f() -> Thing {}")), ["a.rs:2 a/child.rs"]);
    }

    #[test]
    fn modules_in_braces() {
        assert_eq!(of("mod inner { use super::super::Thing; }"), ["1 a.rs"]);
        assert!(of("mod inner { use super::Thing; } fn f() { inner::g() }").is_empty());
        assert_eq!(of("mod inner { fn f() { {} } } use super::Thing;"), ["1 a.rs"]);
    }

    #[test]
    fn comments_and_literals_use_nothing() {
        assert!(of("// crate::b::x\n/* crate::b::x /* */ crate::b::y */ //! use crate::b::Thing;").is_empty());
        assert!(
            of(r####"const A: &str = "\"crate::b::x"; const B: &str = r#""crate::b::x"#; const C: &[u8] = b"crate::b::x";"####).is_empty()
        );
        assert_eq!(of("fn f<'a>(c: char) { c == '\"'; c == '\\''; c == b'\"'; crate::b::x() }"), ["1 b.rs"]);
        assert_eq!(of("const A: &str = \"a\nb\";\nuse crate::b::Thing;"), ["3 b.rs"], "the lines of a string count");
        assert_eq!(of("use crate::r#b::Thing;"), ["1 b.rs"]);
    }

    #[test]
    fn tests_use_nothing() {
        assert_eq!(of("#[cfg(test)]\nmod tests { use crate::b::Thing; }\nuse super::Thing;"), ["3 a.rs"]);
        assert!(of("#[cfg(test)] use crate::b::{deep::Thing, Other};").is_empty());
        assert!(of("#[cfg(all(test, unix))] #[allow(x)] fn f() { crate::b::x() }").is_empty());
        assert!(of("enum E { #[cfg(test)] One(crate::b::Thing), Two }").is_empty());
        assert!(of("fn f() { match x { #[cfg(test)] One(a, b) => crate::b::x(a, b), Two => 2 } }").is_empty());
        assert_eq!(of("enum E { #[cfg(test)] One(u8), Two(crate::b::Thing) }"), ["1 b.rs"]);
        assert_eq!(of("#[cfg(not(test))] use crate::b::Thing;"), ["1 b.rs"]);
        assert_eq!(of("#[cfg(any(test, unix))] use crate::b::Thing;"), ["1 b.rs"]);
        let sources =
            [("lib.rs", "#[cfg(test)] mod tests; mod a;"), ("a.rs", ""), ("tests.rs", "mod more;"), ("tests/more.rs", "use crate::a::X;")];
        assert_eq!(Crate::read(sources).paths().collect::<Vec<_>>(), ["a.rs", "lib.rs"]);
    }
}

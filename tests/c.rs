//! Do the programs in C and C++ pass, with each library? Is what `make install` installs all that they
//! need?
//!
//! With `RINGWISE_VALGRIND=1` the programs run under valgrind, which must find no error and no leak.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

use ringwise::{HashRing, Move, Node, Share};
use ringwise_tests::{Record, digest, path, real_keys};

/// The version in the shared library's soname.
const SONAME: &str = concat!("libringwise.so.0.", env!("CARGO_PKG_VERSION_MINOR"));
const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

#[derive(Clone, Copy, Debug)]
enum Linking {
    Static,
    Shared,
}

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{out}{err}", output.status);
    output
}

fn text(command: &mut Command) -> String {
    String::from_utf8(done(command).stdout).unwrap()
}

/// Builds the libraries once, links the soname to the shared one, and returns their folder.
fn libraries() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let target = scratch().parent().unwrap();
        let (profile, folder) = if cfg!(debug_assertions) { ("dev", "debug") } else { ("release", "release") };
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--package", "ringwise-ffi", "--profile", profile, "--manifest-path"]);
        done(cargo.arg(path("../Cargo.toml")).arg("--target-dir").arg(target));
        let folder = target.join(folder);
        let soname = folder.join(SONAME);
        if !soname.exists() {
            symlink("libringwise.so", soname).unwrap();
        }
        folder
    })
}

/// Returns a compiler for a source, with its standard and all warnings.
fn compiler(source: &Path) -> Command {
    let (variable, usual, standard) =
        if source.extension() == Some(OsStr::new("cpp")) { ("CXX", "c++", "-std=c++11") } else { ("CC", "cc", "-std=c99") };
    let mut compiler = Command::new(env::var_os(variable).unwrap_or(usual.into()));
    compiler.arg(standard).args(WARNINGS).arg("-g").arg(source);
    compiler
}

/// Compiles a program, and returns where it is.
fn compiled(source: &str, linking: Linking) -> PathBuf {
    let source = path(source);
    let folder = libraries();
    let program = scratch().join(format!("{}-{linking:?}", source.file_stem().unwrap().display()));
    let mut compiler = compiler(&source);
    compiler.arg("-I").arg(path("../include")).arg("-o").arg(&program);
    match linking {
        Linking::Static => compiler.arg(folder.join("libringwise.a")).arg("-ldl"),
        Linking::Shared => compiler.arg("-L").arg(folder).arg(format!("-Wl,-rpath,{}", folder.display())).arg("-lringwise"),
    };
    done(compiler.args(["-lpthread", "-lm"]));
    program
}

fn under_valgrind() -> bool {
    env::var_os("RINGWISE_VALGRIND").is_some()
}

/// Returns what runs a program under valgrind.
fn valgrind(program: &Path) -> Command {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--fair-sched=yes", "--leak-check=full", "--error-exitcode=9"]).arg(program);
    valgrind
}

/// Compiles and runs a program with each library, under valgrind if wanted, and checks its output with `is_right`.
fn run(source: &str, args: &[&OsStr], is_right: impl Fn(&str) -> bool) {
    if !under_valgrind() {
        run_with(|program| Command::new(program), source, args, is_right);
    } else if Command::new("valgrind").arg("--version").output().is_ok() {
        run_with(valgrind, source, args, is_right);
    } else {
        println!("\ndid not run: {source} under valgrind, which is not installed: apt-get install valgrind");
    }
}

fn run_with(start: impl Fn(&Path) -> Command, source: &str, args: &[&OsStr], is_right: impl Fn(&str) -> bool) {
    for linking in [Linking::Static, Linking::Shared] {
        let printed = text(start(&compiled(source, linking)).args(args));
        assert!(is_right(&printed), "{source}, {linking:?}: {printed}");
    }
}

#[test]
fn every_record_of_the_vectors() {
    let keys = path("data/package-names.txt");
    let files = [("native-v1", 5000), ("native-v1-edits", 600), ("native-v1-local", 2400), ("native-v1-cap", 5000), ("nginx-vnodes", 2000)];
    for (file, least) in files.map(|(file, least)| (format!("vectors/{file}.tsv"), least)) {
        let is_right = |checks: &str| checks.trim().parse::<u32>().is_ok_and(|checks| checks > least);
        run("c/vectors.c", &[path(&file).as_ref(), keys.as_ref()], is_right);
    }
}

/// Unpacks the recorded placements of other systems into a folder, and returns the files.
fn recorded(folder: &str) -> Vec<PathBuf> {
    let to = scratch().join(folder);
    fs::create_dir_all(&to).unwrap();
    let unpacked = |file: PathBuf| {
        let to = to.join(file.file_stem().unwrap());
        fs::write(&to, ringwise_tests::text(file.to_str().unwrap())).unwrap();
        to
    };
    files(&path("vectors/profiles").join(folder)).into_iter().map(unpacked).collect()
}

/// Returns the counts of a folder by the manifest, which `tests/profiles.rs` checks against the recordings.
fn promised(folder: &str) -> String {
    let manifest = Record::all("vectors/profiles/manifest.tsv");
    let of_folder = |line: &&Record| line.kind().split('/').next() == Some(folder) && line.field(2) != "-";
    let cases: Vec<_> = manifest.iter().filter(of_folder).collect();
    let sum = |field: usize| cases.iter().map(|line| line.integer(field)).sum::<i64>();
    format!("{} cases, {} placements, {} lists\n", cases.len(), sum(4), sum(5))
}

#[test]
fn every_recorded_placement_of_other_systems() {
    // Valgrind takes a minute for one of them, and both make the same calls.
    for folder in if under_valgrind() { &["worked"][..] } else { &["systems", "worked"] } {
        let (files, promised) = (recorded(folder), promised(folder));
        let files: Vec<_> = files.iter().map(|file| file.as_os_str()).collect();
        run("c/profiles.c", &files, |printed| printed == promised);
    }
}

#[test]
fn every_snapshot_of_the_vectors() {
    let is_right = |checks: &str| checks.trim().parse::<u32>().is_ok_and(|checks| checks > 150);
    run("c/snapshots.c", &[path("vectors/snapshots.tsv").as_ref()], is_right);
}

/// Runs the programs that print "ok" if all is right.
fn run_checks(programs: &[&str]) {
    for program in programs {
        run(&format!("c/{program}.c"), &[], |printed| printed == "ok\n");
    }
}

#[test]
fn bad_input_is_refused_and_good_input_does_what_it_says() {
    run_checks(&["library", "null", "options", "members", "ring", "edits"]);
}

#[test]
fn lookups_answer_what_they_should() {
    run_checks(&["lookups", "functions"]);
}

#[test]
fn shares_and_plans_say_what_is_so() {
    run_checks(&["shares", "ranges", "stats", "distribution", "comparison", "plan", "texts"]);
}

#[test]
fn snapshots_hold_what_they_should_and_nothing_else() {
    run_checks(&["snapshot_api"]);
}

#[test]
fn marks_and_loads_do_what_they_say() {
    run_checks(&["health", "load"]);
}

#[test]
fn loads_add_up_under_threads() {
    let operations = if under_valgrind() { "2000" } else { "250000" };
    run("c/loads.c", &[operations.as_ref()], |printed| printed == "ok\n");
}

#[test]
fn the_monitor_calls_back_stops_and_leaves_nothing() {
    run_checks(&["monitor", "monitor_refusals"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_monitor_without_a_thread_says_so() {
    // Never under valgrind, which takes memory of its own.
    run_with(|program| Command::new(program), "c/no_threads.c", &[], |printed| printed == "ok\n");
}

#[test]
fn every_answer_belongs_to_a_published_ring() {
    // Under valgrind, threads take turns.
    let edits = if under_valgrind() { "1000" } else { "10000" };
    run("c/threads.c", &[edits.as_ref()], |printed| printed == "ok\n");
}

#[test]
#[cfg(target_env = "gnu")]
fn lookups_allocate_nothing() {
    // Never under valgrind, which has a malloc of its own.
    run_with(|program| Command::new(program), "c/no_alloc.c", &[], |printed| printed == "ok\n");
}

#[test]
fn the_header_serves_cpp_as_it_is() {
    run("c/cpp.cpp", &[], |printed| printed == "ok\n");
}

#[test]
fn the_quickstart_prints_nodes() {
    run("../ffi/examples/quickstart.c", &[], |printed| printed == "cache-1\ncache-1\ncache-3\n");
}

#[test]
fn the_profile_example_prints_what_libmemcached_answers() {
    let servers = ["10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"];
    let ring = HashRing::builder().profile("libmemcached_ketama").option("hash", "md5").nodes(servers).build().unwrap();
    let kept = ring.compare(&HashRing::from_names(servers).unwrap(), ["foo", "bar", "baz"]).kept;
    let expected = format!("10.0.0.2:11211\n{kept} of 3 keys stay\n");
    run("../ffi/examples/profile.c", &[], |printed| printed == expected);
}

#[test]
fn the_example_of_a_plan_prints_what_rust_finds() {
    let before = HashRing::from_names(["cache-1", "cache-2", "cache-3", "cache-4"]).unwrap();
    let mut after = before.clone();
    after.remove_node("cache-2").unwrap();
    let (shares, plan) = (before.shares(1).unwrap(), before.plan(&after, 2).unwrap());
    let owns = |(name, share): (&str, &Share)| format!("{name} owns {:.2} % of the keys\n", 100.0 * share.fraction);
    let names = |moved: &Move| (moved.source.and_then(|id| before.name(id)).unwrap(), after.name(moved.target).unwrap());
    let first = plan.iter().next().unwrap();
    let sources: Vec<_> = plan.moves_of(b"user:4").iter().map(|moved| names(moved).0).collect();
    assert!(!sources.is_empty());
    let expected: String = [
        shares.iter().map(owns).collect(),
        format!("{:.2} % of a copy moves, ", 100.0 * plan.moved_fraction()),
        format!("at least {:.2} % must\n", 100.0 * plan.minimum_fraction()),
        format!("({:016x}, {:016x}] from {} to {}\n", first.start, first.end, names(&first).0, names(&first).1),
        sources.iter().map(|source| format!("user:4 may still be on {source}\n")).collect(),
        format!("{}\n", after.fingerprint()),
    ]
    .concat();
    run("../ffi/examples/how_much_moves.c", &[], |printed| printed == expected);
}

/// Writes the nodes of a demo, and returns the file and what the demo prints of them.
fn demo(file: &str) -> (PathBuf, String) {
    let nodes = [("edge-1", 3, "eu"), ("edge-2", 1, "us"), ("edge-3", 2, ""), ("edge-4", 0, "eu")];
    let file = scratch().join(file);
    let lines: String = nodes.iter().map(|(name, weight, zone)| format!("{name}\t{weight}\t{zone}\n")).collect();
    fs::write(&file, lines).unwrap();
    let nodes = nodes.map(|(name, weight, zone)| {
        let node = Node::new(name).with_weight(weight);
        if zone.is_empty() { node } else { node.with_zone(zone) }
    });
    let ring = HashRing::builder().nodes(nodes).build().unwrap();
    (file, format!("digest {:016x}\n", digest(&ring, &real_keys(usize::MAX))))
}

#[test]
fn the_demo_prints_the_digest_that_rust_computes() {
    let (nodes, expected) = demo("demo-nodes.tsv");
    let keys = path("data/package-names.txt");
    run("../ffi/examples/demo.c", &[nodes.as_ref(), keys.as_ref()], |printed| printed == expected);
}

#[test]
fn the_shared_library_exports_what_the_header_declares() {
    let library = libraries().join("libringwise.so");
    let symbols = text(Command::new("nm").args(["-D", "--defined-only"]).arg(&library));
    let exported: BTreeSet<&str> = symbols.lines().filter_map(|line| line.rsplit(' ').next()).collect();
    let header = fs::read_to_string(path("../include/ringwise.h")).unwrap();
    let declarations = header.lines().filter(|line| !line.trim_start().starts_with('*'));
    let declared: BTreeSet<&str> = declarations.filter_map(|line| line.split_once('(')?.0.rsplit([' ', '*']).next()).collect();
    let declared = declared.into_iter().filter(|name| name.starts_with("ringwise_")).collect();
    assert_eq!(exported, declared);
}

/// Runs the script that installs or uninstalls, and returns its output.
fn install(what: &str, prefix: &Path, destdir: &OsStr) -> String {
    let mut script = Command::new(path("../ffi/install.sh"));
    text(
        script
            .arg(what)
            .env("PREFIX", prefix)
            .env("DESTDIR", destdir)
            .env("BUILD", libraries())
            .env_remove("LIBDIR")
            .env_remove("INCLUDEDIR"),
    )
}

/// Returns the files under a folder, or none if it is not there.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() && !path.is_symlink() { files(&path) } else { BTreeSet::from([path]) }).collect()
}

#[test]
fn an_installed_library_is_found_by_pkg_config_and_taken_away() {
    // Outside the tree.
    let prefix = env::temp_dir().join(format!("ringwise-installed-{}", std::process::id()));
    if prefix.exists() {
        fs::remove_dir_all(&prefix).unwrap();
    }
    install("install", &prefix, OsStr::new(""));
    // Again: an upgrade replaces the installed files.
    install("install", &prefix, OsStr::new(""));
    let names = ["include/ringwise.h", "lib/libringwise.a", "lib/libringwise.so", "lib/pkgconfig/ringwise.pc"].map(str::to_owned);
    let sonames = [format!("lib/{SONAME}"), format!("lib/libringwise.so.{}", env!("CARGO_PKG_VERSION"))];
    assert_eq!(files(&prefix), names.into_iter().chain(sonames).map(|name| prefix.join(name)).collect());

    let pkg_config = |flags: &[&str]| -> Vec<OsString> {
        let mut command = Command::new("pkg-config");
        let flags = text(command.args(flags).arg("ringwise").env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig")));
        flags.split_whitespace().map(OsString::from).collect()
    };
    assert_eq!(pkg_config(&["--modversion"]), [env!("CARGO_PKG_VERSION")]);
    let (nodes, expected) = demo("installed-nodes.tsv");
    let rpath = format!("-Wl,-rpath,{}", prefix.join("lib").display());
    for (program, library, flags) in [
        ("demo-installed-shared", "-lringwise", &["--cflags", "--libs"][..]),
        // Only ringwise is linked statically.
        ("demo-installed-static", "-l:libringwise.a", &["--cflags", "--libs", "--static"]),
    ] {
        let flags = pkg_config(flags).into_iter().map(|flag| if flag == "-lringwise" { library.into() } else { flag });
        // Built outside the tree: only pkg-config can find anything of it.
        let build = |source: &str, program: &Path| {
            let source = path(source);
            let mut compiler = compiler(&source);
            done(compiler.current_dir(&prefix).arg("-o").arg(program).args(flags.clone()).arg(&rpath));
        };
        let (demo, cpp) = (scratch().join(program), scratch().join(format!("{program}-cpp")));
        build("../ffi/examples/demo.c", &demo);
        assert_eq!(text(Command::new(demo).arg(&nodes).arg(path("data/package-names.txt"))), expected);
        build("c/cpp.cpp", &cpp);
        assert_eq!(text(&mut Command::new(cpp)), "ok\n");
    }

    install("uninstall", &prefix, OsStr::new(""));
    assert_eq!(files(&prefix), BTreeSet::new());
    fs::remove_dir_all(&prefix).unwrap();
}

#[test]
fn a_packager_installs_below_another_root() {
    let root = scratch().join("destdir");
    install("install", Path::new("/opt/ringwise"), root.as_ref());
    let config = fs::read_to_string(root.join("opt/ringwise/lib/pkgconfig/ringwise.pc")).unwrap();
    assert!(config.contains("prefix=/opt/ringwise\n"), "{config}");
    install("uninstall", Path::new("/opt/ringwise"), root.as_ref());
    assert_eq!(files(&root), BTreeSet::new());
}

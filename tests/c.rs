//! Do the programs in C and C++ pass, with the static library and with the shared one?
//!
//! With `RINGWISE_VALGRIND=1` each runs under valgrind, which must find no error and no leak; `tests/c/valgrind.sh` does that.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

use ringwise::{HashRing, Node};
use ringwise_tests::{digest, path, real_keys};

/// The version in the shared library's soname.
const SONAME: &str = concat!("0.", env!("CARGO_PKG_VERSION_MINOR"));

/// What goes behind the sources, so that a program finds the library at run time.
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

/// Builds the libraries, once, and returns their folder. It has the name by which a program asks for the shared one, too.
fn libraries() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let target = scratch().parent().unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--package", "ringwise-ffi", "--manifest-path"]).arg(path("../ffi/Cargo.toml"));
        cargo.arg("--target-dir").arg(target);
        let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
        if profile == "release" {
            cargo.arg("--release");
        }
        done(&mut cargo);
        let folder = target.join(profile);
        let soname = folder.join(format!("libringwise.so.{SONAME}"));
        let _ = fs::remove_file(&soname);
        std::os::unix::fs::symlink("libringwise.so", soname).unwrap();
        folder
    })
}

/// Compiles a program of `tests/c` or `ffi/examples`, and returns where it is.
fn compiled(source: &str, linking: Linking) -> PathBuf {
    let source = path(source);
    let folder = libraries();
    let program = scratch().join(format!("{}-{linking:?}", source.file_stem().unwrap().display()));
    let mut compiler = if source.extension() == Some(OsStr::new("cpp")) {
        let mut compiler = Command::new(env::var_os("CXX").unwrap_or("c++".into()));
        compiler.arg("-std=c++17");
        compiler
    } else {
        let mut compiler = Command::new(env::var_os("CC").unwrap_or("cc".into()));
        compiler.arg("-std=c99");
        compiler
    };
    compiler.args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-I"]).arg(path("../include"));
    compiler.arg(&source).arg("-o").arg(&program);
    match linking {
        Linking::Static => compiler.arg(folder.join("libringwise.a")).args(["-lpthread", "-ldl", "-lm"]),
        Linking::Shared => compiler.arg("-L").arg(folder).arg(format!("-Wl,-rpath,{}", folder.display())).args(["-lringwise", "-lpthread"]),
    };
    done(&mut compiler);
    program
}

/// Runs a program, under valgrind if that is wanted, and returns what it printed.
fn output(program: &Path, args: &[&OsStr]) -> String {
    let mut command = if env::var_os("RINGWISE_VALGRIND").is_some() {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--quiet", "--error-exitcode=9", "--leak-check=full"]).arg(program);
        valgrind
    } else {
        Command::new(program)
    };
    String::from_utf8(done(command.args(args)).stdout).unwrap()
}

/// Compiles and runs a program in both ways, and returns what each printed.
fn outputs(source: &str, args: &[&OsStr]) -> [String; 2] {
    [Linking::Static, Linking::Shared].map(|linking| output(&compiled(source, linking), args))
}

#[test]
fn every_key_of_the_vectors() {
    let keys = path("data/package-names.txt");
    for (file, least) in [("vectors/native-v1.tsv", 5000), ("vectors/native-v1-edits.tsv", 600)] {
        for checks in outputs("c/vectors.c", &[path(file).as_ref(), keys.as_ref()]) {
            assert!(checks.trim().parse::<u32>().unwrap() > least, "{file}: {checks}");
        }
    }
}

#[test]
fn the_quickstart_prints_a_node() {
    assert_eq!(outputs("../ffi/examples/quickstart.c", &[]), ["cache-1\n"; 2]);
}

#[test]
fn the_demo_prints_the_digest_that_rust_computes() {
    let nodes = scratch().join("nodes.tsv");
    fs::write(&nodes, "edge-1\t3\teu\nedge-2\t1\tus\nedge-3\t2\t\nedge-4\t0\teu\n").unwrap();
    let [one, two, three, four] =
        [("edge-1", 3), ("edge-2", 1), ("edge-3", 2), ("edge-4", 0)].map(|(name, weight)| Node::new(name).with_weight(weight));
    let ring = HashRing::builder().nodes([one.with_zone("eu"), two.with_zone("us"), three, four.with_zone("eu")]).build().unwrap();
    let expected = format!("digest {:016x}\n", digest(&ring, &real_keys(usize::MAX)));
    let keys = path("data/package-names.txt");
    assert_eq!(outputs("../ffi/examples/demo.c", &[nodes.as_ref(), keys.as_ref()]), [expected.clone(), expected]);
}

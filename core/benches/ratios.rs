//! Benchmarks of ringwise and the plain way to do the same, side by side in one run.
//!
//! `cargo bench -p ringwise`. The two sides of each pair are timed in turns, so that other load on the machine affects
//! both. The figure is the median of the rounds' ratios, followed by the least and the greatest. If a promised ratio is
//! missed, the row says so and the program exits with status 1.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use ringwise::binding::id_number;
use ringwise::{HashRing, Node, NodeId, SharedRing};

const ROUNDS: usize = 15;

fn main() -> ExitCode {
    // After this much memory was allocated and freed, glibc keeps freed memory. Otherwise the rounds would also time
    // the return of pages to the system, which affects only the side that crosses its threshold.
    drop(black_box(vec![1_u8; 16 << 20]));
    let keys = keys(1 << 16);
    let mut bench = Bench { missed: 0 };
    println!("{:<62} {:>9} {:>9} {:>7}  {:>13}", "what: against what", "other ns", "ringwise", "ratio", "least..most");
    for nodes in [10, 100, 1000] {
        lookups(&mut bench, nodes, &keys);
    }
    local_view(&mut bench, 100, &keys);
    profiles(&mut bench, 100, &keys);
    for nodes in [100, 1000] {
        edits(&mut bench, nodes);
    }
    memory(&mut bench);
    ExitCode::from(u8::from(bench.missed > 0))
}

/// Keys like those of applications, 8 to 50 bytes long and all different: one third each are ids, UUIDs and paths.
fn keys(count: u64) -> Vec<String> {
    let key = |i: u64| {
        let random = mix64(i + 1);
        match i % 3 {
            0 => format!("user:{}", random >> 40),
            1 => format!(
                "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                random >> 32,
                random >> 16 & 0xffff,
                random & 0xfff,
                i & 0xfff,
                random >> 8
            ),
            _ => format!("https://example.com/item/{}/{:x}", i, random >> 30),
        }
    };
    (0..count).map(key).collect()
}

fn lookups(bench: &mut Bench, nodes: usize, keys: &[String]) {
    let ring = ring(nodes);
    let points = plain_points(nodes);
    let plain = |key: &String| {
        let position = murmur3_x64_128(key.as_bytes(), 0).0;
        let place = points.partition_point(|&(point, _)| point < position);
        points[if place == points.len() { 0 } else { place }].1
    };
    let each = |lookup: &mut dyn FnMut(&String) -> u32| keys.iter().map(lookup).fold(0, u32::wrapping_add);
    let n = keys.len();

    bench.compare(
        &format!("get_node, {nodes} nodes: same hash + partition_point"),
        n,
        if nodes == 100 { 2.0 } else { 0.0 },
        || each(&mut |key| plain(key)),
        || each(&mut |key| ring.get_node(key.as_bytes()).map_or(0, id_number)),
    );
    let mut out = vec![NodeId::NONE; n];
    bench.compare(
        &format!("get_node_batch, {nodes} nodes: get_node in a loop"),
        n,
        0.0,
        || each(&mut |key| ring.get_node(key.as_bytes()).map_or(0, id_number)),
        || ring.get_node_batch(keys, &mut out).len() as u32,
    );
    bench.compare(
        &format!("get_nodes of 3, {nodes} nodes: get_node"),
        n,
        0.0,
        || each(&mut |key| ring.get_node(key.as_bytes()).map_or(0, id_number)),
        || each(&mut |key| ring.get_nodes(key.as_bytes(), &mut [NodeId::NONE; 3]).iter().map(|id| id_number(*id)).sum()),
    );
    let shared = SharedRing::new(ring.clone());
    let mut reader = shared.reader();
    bench.compare(
        &format!("SharedRing::get_node, {nodes} nodes: HashRing::get_node"),
        n,
        0.0,
        || each(&mut |key| ring.get_node(key.as_bytes()).map_or(0, id_number)),
        || each(&mut |key| shared.get_node(key.as_bytes()).map_or(0, id_number)),
    );
    bench.compare(
        &format!("Reader, {nodes} nodes: HashRing::get_node"),
        n,
        0.0,
        || each(&mut |key| ring.get_node(key.as_bytes()).map_or(0, id_number)),
        || each(&mut |key| reader.view().get_node(key.as_bytes()).map_or(0, id_number)),
    );
}

/// The cost of health and loads in a lookup. The ratios are below one, because ringwise is compared with itself.
fn local_view(bench: &mut Bench, nodes: usize, keys: &[String]) {
    let shared = SharedRing::new(ring(nodes));
    let each = |lookup: &mut dyn FnMut(&String) -> u32| keys.iter().map(lookup).fold(0, u32::wrapping_add);
    for down in [0, nodes / 10] {
        for node in 0..down {
            shared.mark_node_unhealthy(&name(node * 7)).unwrap_or_default();
        }
        let view = shared.view();
        bench.compare(
            &format!("get_node_with_fallback, {down} of {nodes} down: get_node"),
            keys.len(),
            if down == 0 { 1.0 / 1.3 } else { 1.0 / 1.6 },
            || each(&mut |key| view.get_node(key.as_bytes()).map_or(0, id_number)),
            || each(&mut |key| view.get_node_with_fallback(key.as_bytes()).map_or(0, id_number)),
        );
        bench.compare(
            &format!("get_healthy_nodes of 2, {down} of {nodes} down: get_nodes"),
            keys.len(),
            if down == 0 { 1.0 / 1.3 } else { 1.0 / 1.6 },
            || each(&mut |key| view.get_nodes(key.as_bytes(), &mut [NodeId::NONE; 2]).len() as u32),
            || each(&mut |key| view.get_healthy_nodes(key.as_bytes(), &mut [NodeId::NONE; 2]).len() as u32),
        );
        bench.compare(
            &format!("acquire + release, {down} of {nodes} down: get_node"),
            keys.len(),
            1.0 / 6.0,
            || each(&mut |key| view.get_node(key.as_bytes()).map_or(0, id_number)),
            || each(&mut |key| shared.acquire(key.as_bytes()).map_or(0, |ticket| u32::from(shared.release(ticket)))),
        );
    }
}

/// The cost of a profile without that of its hash: the native points and key hash as a profile, and others for
/// comparison.
fn profiles(bench: &mut Bench, nodes: usize, keys: &[String]) {
    let native = ring(nodes);
    let points = |id: NodeId| native.points().filter(move |&(_, owner)| owner == id).map(|(position, _)| position);
    let given = native.nodes().filter_map(|node| Some(Node::new(node.name()).with_points(points(native.id(node.name())?))));
    let profile = |name: &str| HashRing::builder().profile(name);
    let rows = [
        ("points, the native ring's", 1.0 / 1.25, profile("points").nodes(given).build()),
        ("nginx_consistent", 0.0, profile("nginx_consistent").nodes(names(nodes)).build()),
        ("libmemcached_ketama", 0.0, profile("libmemcached_ketama").nodes(names(nodes)).build()),
        ("ketama", 0.0, profile("ketama").nodes(names(nodes)).build()),
    ];
    let each = |ring: &HashRing| keys.iter().map(|key| ring.get_node(key.as_bytes()).map_or(0, id_number)).fold(0, u32::wrapping_add);
    for (title, wanted, ring) in rows {
        let ring = ring.unwrap_or_default();
        bench.compare(&format!("get_node, {title}: native"), keys.len(), wanted, || each(&native), || each(&ring));
        let mut out = [vec![NodeId::NONE; keys.len()], vec![NodeId::NONE; keys.len()]];
        let [native_out, ring_out] = &mut out;
        bench.compare(
            &format!("get_node_batch, {title}: native"),
            keys.len(),
            wanted,
            || native.get_node_batch(keys, native_out).len() as u32,
            || ring.get_node_batch(keys, ring_out).len() as u32,
        );
    }
}

fn edits(bench: &mut Bench, nodes: usize) {
    let names = names(nodes);
    let points = nodes * 160;
    bench.compare(
        &format!("build {nodes} nodes, a point: derive + sort_unstable"),
        points,
        if nodes == 100 { 2.5 } else { 0.0 },
        || plain_points(nodes).len() as u32,
        || HashRing::from_names(&names).map_or(0, |ring| ring.points().len() as u32),
    );
    bench.compare(
        &format!("build {nodes} nodes capped at 110, a point: without a cap"),
        points,
        if nodes == 1000 { 1.0 / 10.0 } else { 0.0 },
        || HashRing::from_names(&names).map_or(0, |ring| ring.points().len() as u32),
        || HashRing::builder().nodes(names.iter().map(String::as_str)).cap(110).build().map_or(0, |ring| ring.points().len() as u32),
    );
    let whole = plain_points(nodes + 1);
    // In the order in which the nodes were added, because a sorted list would be the sort's best case.
    let unsorted: Vec<_> = derived(nodes + 1).collect();
    assert_eq!(unsorted.len(), whole.len());
    let full = ring(nodes);
    bench.compare(
        &format!("add_node to {nodes}: sort_unstable over all points"),
        1,
        if nodes == 1000 { 8.0 } else { 0.0 },
        || {
            let mut points = unsorted.clone();
            points.sort_unstable();
            points.len() as u32
        },
        || {
            let mut ring = full.clone();
            ring.add_node(name(nodes)).map_or(0, |()| ring.points().len() as u32)
        },
    );
    bench.compare(
        &format!("remove_node of {nodes}: retain over all points"),
        1,
        0.0,
        || {
            let mut points = whole.clone();
            points.retain(|&(_, owner)| owner != 7);
            points.len() as u32
        },
        || {
            let mut ring = full.clone();
            ring.remove_node(&name(7)).map_or(0, |()| ring.points().len() as u32)
        },
    );
}

fn memory(bench: &mut Bench) {
    for nodes in [100, 1000] {
        let ring = ring(nodes);
        let memory = ring.memory();
        let each = |bytes: usize| bytes as f64 / ring.points().len() as f64;
        let verdict = bench.judge(each(memory.hot) <= 9.0 && each(memory.cold) <= 8.0, true, "at most 9 hot, 8 cold");
        println!("bytes a point, {nodes} nodes: {:.2} hot, {:.2} cold {verdict}", each(memory.hot), each(memory.cold));
    }
}

/// Prints the rows, and counts the promised ratios that are missed.
struct Bench {
    missed: usize,
}

impl Bench {
    /// Times two ways to do `units` pieces of the same work in turns. Prints nanoseconds a piece and the ratio, which
    /// must be at least `wanted`.
    fn compare(&mut self, title: &str, units: usize, wanted: f64, mut other: impl FnMut() -> u32, mut ringwise: impl FnMut() -> u32) {
        let repeat = repetitions(&mut other).max(repetitions(&mut ringwise));
        let mut rounds: Vec<_> = (0..ROUNDS).map(|_| (time(repeat, &mut other), time(repeat, &mut ringwise))).collect();
        let each = |time: f64| time / (repeat * units) as f64;
        rounds.sort_unstable_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
        let ratio = |(other, ringwise): (f64, f64)| other / ringwise;
        let (least, median, most) = (ratio(rounds[0]), ratio(rounds[ROUNDS / 2]), ratio(rounds[ROUNDS - 1]));
        let (other, ringwise) = rounds[ROUNDS / 2];
        let verdict = self.judge(median >= wanted, wanted > 0.0, &format!("at least {wanted:.2}"));
        println!("{title:<62} {:>9.1} {:>9.1} {median:>6.2}x  {least:>5.2}..{most:<6.2} {verdict}", each(other), each(ringwise));
    }

    fn judge(&mut self, reached: bool, is_promised: bool, promise: &str) -> String {
        match (is_promised, reached) {
            (false, _) => String::new(),
            (true, true) => format!("wanted: {promise}"),
            (true, false) => {
                self.missed += 1;
                format!("wanted: {promise}. MISSED")
            }
        }
    }
}

/// Returns the number of repetitions that a clock needs to measure a piece of work.
fn repetitions(work: &mut impl FnMut() -> u32) -> usize {
    let least = Duration::from_millis(3).as_nanos() as f64;
    (least / time(1, work)).ceil() as usize
}

fn time(repeat: usize, work: &mut impl FnMut() -> u32) -> f64 {
    let start = Instant::now();
    for _ in 0..repeat {
        black_box(work());
    }
    start.elapsed().as_nanos() as f64
}

fn ring(nodes: usize) -> HashRing {
    HashRing::from_names(names(nodes)).unwrap_or_default()
}

fn names(nodes: usize) -> Vec<String> {
    (0..nodes).map(name).collect()
}

fn name(node: usize) -> String {
    format!("node-{node}")
}

// The plain way: the same hash, the same points, a sorted list of pairs. The hash is ringwise's own, so that only the
// ring differs.

#[path = "../src/hash/murmur3.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "its tests come along")]
mod murmur3;
use murmur3::{mix64, murmur3_x64_128};

fn derived(nodes: usize) -> impl Iterator<Item = (u64, u32)> {
    (0..nodes).flat_map(|node| {
        let (start, step) = murmur3_x64_128(name(node).as_bytes(), 0);
        (1..=160).map(move |i: u64| (mix64(start.wrapping_add(i.wrapping_mul(step | 1))), node as u32))
    })
}

fn plain_points(nodes: usize) -> Vec<(u64, u32)> {
    let mut points: Vec<_> = derived(nodes).collect();
    points.sort_unstable();
    points
}

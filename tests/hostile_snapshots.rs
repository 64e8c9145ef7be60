//! Are hostile bytes read without a panic, and without more memory than their length allows?

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ops::Range;

use crc::{CRC_32_ISCSI, Crc};
use proptest::prelude::*;
use ringwise::{Builder, HashRing, Node};

struct Measuring;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Measuring {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.set(LIVE.get() + layout.size() as isize);
        PEAK.set(PEAK.get().max(LIVE.get()));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size() as isize);
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Measuring = Measuring;

/// Returns the result of a piece of work, and the most bytes that it held at once.
fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = LIVE.get();
    PEAK.set(before);
    let value = work();
    (value, (PEAK.get() - before).unsigned_abs())
}

#[test]
fn the_peak_is_measured() {
    let (_, peak) = measured(|| drop(std::hint::black_box(vec![0_u8; 1_000_000])));
    assert!((1_000_000..1_010_000).contains(&peak), "{peak}");
}

static CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);

fn sealed(body: &[u8]) -> Vec<u8> {
    [body, &CHECKSUM.checksum(body).to_le_bytes()].concat()
}

/// Reads bytes, and checks the memory it takes against their number and the points of the ring, if they are one.
fn read(bytes: &[u8]) -> Option<HashRing> {
    let (ring, peak) = measured(|| HashRing::from_bytes(bytes));
    let points = ring.as_ref().map_or(0, |ring| ring.points().len());
    assert!(peak <= 64 * bytes.len() + 80 * points + 64 * 1024, "{peak} bytes of memory for {} bytes and {points} points", bytes.len());
    if let Ok(ring) = &ring {
        assert_eq!(ring.to_bytes(), bytes);
    }
    ring.ok()
}

/// Rings with everything that a snapshot can hold.
fn rings() -> Vec<HashRing> {
    let tokens = |points: [i64; 3]| Node::new(format!("10.0.0.{}:80", points[0])).with_points(points).with_zone("x/1");
    let plain = || ["10.0.0.1:80", "10.0.0.2:80"].map(Node::new);
    let of = |profile: &str| HashRing::builder().profile(profile);
    let replication = vec![("x".to_owned(), 2), ("y".to_owned(), 1)];
    let builders: [Builder; 6] = [
        HashRing::builder().hash_tag("{}").nodes([
            Node::new("10.0.0.1:80").with_weight(2).with_zone("é"),
            Node::new("10.0.0.2:80").with_identity("id"),
            Node::new("10.0.0.3:80").with_weight(0),
        ]),
        of("haproxy").option("balance_factor", 150).nodes([Node::new("10.0.0.1:80").with_identity("7"), Node::new("10.0.0.2:80")]),
        of("npm_hashring").option("default_port", 80).nodes(plain().map(|node| node.with_vnodes(7))),
        of("libmemcached_spy").option("weighted", true).nodes(plain()),
        of("points").option("bits", 32).option("key_hash", "md5").nodes([tokens([1, 2, 1 << 31]), tokens([4, 5, 6])]),
        of("cassandra").option("strategy", "network").option("replication", replication).nodes([tokens([-1, 2, 3]), tokens([4, 5, 6])]),
    ];
    builders.into_iter().map(|builder| builder.build().unwrap()).collect()
}

/// The bits that decide the number of points: 2^12 to 2^26 in weights and numbers of virtual nodes. With one of them
/// flipped, a snapshot is a good one of a ring of millions of points: that is no fault, and slow.
fn bits_of_size(ring: &HashRing, bytes: &[u8]) -> Vec<Range<usize>> {
    let after = |text: &str| {
        let text = [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
        bytes.windows(text.len()).position(|window| window == text).map(|at| at + text.len())
    };
    let option = after("vnodes").map(|at| at + 1);
    let weights = ring.nodes().filter_map(|node| after(node.name()));
    // A node's own virtual nodes follow the weight and the fields, if there is no identity and no zone.
    let own = ring.nodes().filter(|node| node.vnodes().is_some()).filter_map(|node| after(node.name())).map(|at| at + 5);
    option.into_iter().chain(weights).chain(own).map(|at| 8 * at + 12..8 * at + 27).collect()
}

#[test]
fn every_flipped_bit() {
    for ring in rings() {
        let bytes = ring.to_bytes();
        let body = bytes.len() - 4;
        let skipped = bits_of_size(&ring, &bytes);
        let mut read_anyway = 0;
        for bit in 0..8 * bytes.len() {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&flipped).is_none(), "{}: bit {bit}", ring.profile());
            if bit < 8 * body && !skipped.iter().any(|bits| bits.contains(&bit)) {
                let other = read(&sealed(&flipped[..body]));
                assert!(other.as_ref() != Some(&ring), "{}: bit {bit}", ring.profile());
                read_anyway += usize::from(other.is_some());
            }
        }
        // Many are good snapshots of other rings, with another name for example.
        assert!(read_anyway > 100, "{}: {read_anyway}", ring.profile());
    }
}

#[test]
fn every_cut() {
    for ring in rings() {
        let bytes = ring.to_bytes();
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_none(), "{}: {length} bytes", ring.profile());
            if length < bytes.len() - 4 {
                assert!(read(&sealed(&bytes[..length])).is_none(), "{}: {length} bytes, and a checksum", ring.profile());
            }
        }
    }
}

#[test]
fn every_four_bytes_as_the_largest_number() {
    for ring in rings() {
        let bytes = ring.to_bytes();
        for at in 10..bytes.len() - 8 {
            for largest in [u32::MAX, u32::MAX / 2, 1 << 24, 70_000] {
                let mut body = bytes[..bytes.len() - 4].to_vec();
                body[at..at + 4].copy_from_slice(&largest.to_le_bytes());
                // Weights and virtual nodes of this size are valid, but slow: see below.
                let is_size = bits_of_size(&ring, &bytes).iter().any(|bits| bits.end / 8 + 1 > at && bits.start / 8 < at + 4);
                if !is_size {
                    read(&sealed(&body));
                }
            }
        }
    }
}

#[test]
fn a_ring_larger_than_any_is_refused_before_it_is_made() {
    for (weight, vnodes) in [(1_u32 << 26, 160_i64), (67_109, 1000), (1 << 20, 65)] {
        let bytes = HashRing::builder().node("a").vnodes(vnodes).build().unwrap().to_bytes();
        let mut body = bytes[..bytes.len() - 4].to_vec();
        let at = body.len() - 5;
        body[at..at + 4].copy_from_slice(&weight.to_le_bytes());
        let error = HashRing::from_bytes(&sealed(&body)).unwrap_err().to_string();
        assert!(error.contains("virtual nodes: the weights times vnodes add up to at most 67108864"), "{error}");
        assert!(read(&sealed(&body)).is_none());
    }
}

#[test]
fn a_hundred_thousand_nodes_of_the_least_size_take_what_they_are() {
    let empty = HashRing::new().to_bytes();
    let mut body = empty[..empty.len() - 8].to_vec();
    body.extend(100_000_u32.to_le_bytes());
    for _ in 0..100_000 {
        body.extend(b"\x01\0\0\0a\x01\0\0\0\0");
    }
    assert!(read(&sealed(&body)).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), length in 0..60_usize) {
        prop_assert!(read(&bytes).is_none());
        for ring in rings() {
            let begun = ring.to_bytes();
            read(&sealed(&[&begun[..length.min(begun.len())], &bytes].concat()));
        }
    }

    #[test]
    fn random_text_as_json(text in any::<String>(), tokens in prop::collection::vec(
        prop::sample::select(vec!["{", "}", "[", "]", ":", ",", "\"nodes\"", "\"name\"", "\"a\"", "1", "-1", "1e9", "null", "true", "\"profile\"", "\"points\"", "\"\\ud800\""]),
        0..40,
    )) {
        for text in [text, tokens.concat(), format!("{{\"nodes\":[{}", tokens.concat())] {
            let (ring, peak) = measured(|| HashRing::from_json(&text));
            let points = ring.map_or(0, |ring| ring.points().len());
            prop_assert!(peak <= 400 * text.len() + 80 * points + 64 * 1024, "{} bytes of memory for {:?}", peak, text);
        }
    }
}

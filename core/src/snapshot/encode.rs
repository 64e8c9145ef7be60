//! Writes a snapshot.

use crate::members::node::Node;
use crate::options::OptionValue;
use crate::profile::Profile;
use crate::profile::choose::written_options;
use crate::ring::HashRing;

use super::format::{FORMAT, MAGIC, field, kind};

/// Returns a ring's snapshot without the checksum.
pub(super) fn body(ring: &HashRing) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    write_text(&mut out, ring.profile());
    let options = written_options(ring.options());
    write_length(&mut out, options.len());
    for (name, value) in &options {
        write_text(&mut out, name);
        write_value(&mut out, value);
    }
    write_length(&mut out, ring.len());
    for node in ring.nodes() {
        write_node(&mut out, node, &ring.profile);
    }
    out
}

/// Every length fits: names, nodes and points have limits far below 2^32.
fn write_length(out: &mut Vec<u8>, length: usize) {
    out.extend((length as u32).to_le_bytes());
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    write_length(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn write_value(out: &mut Vec<u8>, value: &OptionValue) {
    match value {
        OptionValue::Integer(integer) => {
            out.push(kind::INTEGER);
            out.extend(integer.to_le_bytes());
        }
        OptionValue::Text(text) => {
            out.push(kind::TEXT);
            write_text(out, text);
        }
        OptionValue::Boolean(boolean) => out.extend([kind::BOOLEAN, u8::from(*boolean)]),
        OptionValue::Map(map) => {
            out.push(kind::MAP);
            write_length(out, map.len());
            for (name, integer) in map {
                write_text(out, name);
                out.extend(integer.to_le_bytes());
            }
        }
    }
}

fn write_node(out: &mut Vec<u8>, node: &Node, profile: &Profile) {
    let identity = profile.given_identity(node);
    let fields = [
        (field::IDENTITY, identity.is_some()),
        (field::ZONE, node.zone().is_some()),
        (field::VNODES, node.vnodes().is_some()),
        (field::POINTS, node.points().is_some()),
    ];
    write_text(out, node.name());
    out.extend((node.checked_weight() as u32).to_le_bytes());
    out.push(fields.into_iter().filter(|(_, given)| *given).map(|(field, _)| field).sum());
    for text in [identity, node.zone()].into_iter().flatten() {
        write_text(out, text);
    }
    if let Some(vnodes) = node.vnodes() {
        out.extend((vnodes as u32).to_le_bytes());
    }
    if let Some(points) = node.points() {
        write_length(out, points.len());
        // The points that a profile accepts fit 64 bits, signed or unsigned.
        out.extend(points.iter().flat_map(|&point| (point as u64).to_le_bytes()));
    }
}

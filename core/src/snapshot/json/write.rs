//! Writes a ring as JSON: one option a line, then one node a line.

use serde_json::Value;

use crate::members::node::Node;
use crate::options::OptionValue;
use crate::profile::Profile;
use crate::profile::choose::written_options;
use crate::ring::HashRing;
use crate::snapshot::format::FORMAT;

/// Returns the JSON text of a ring.
pub(in crate::snapshot) fn write(ring: &HashRing) -> String {
    let mut out = format!("{{\n  \"ringwise\": {FORMAT},\n  \"profile\": {},\n", quoted(ring.profile()));
    for (name, value) in written_options(ring.options()) {
        out.push_str(&format!("  {}: {},\n", quoted(name), written(&value)));
    }
    let nodes: Vec<_> = ring.nodes().map(|node| format!("\n    {}", written_node(node, &ring.profile))).collect();
    let end = if nodes.is_empty() { "" } else { "\n  " };
    out.push_str(&format!("  \"nodes\": [{}{end}]\n}}\n", nodes.join(",")));
    out
}

fn written_node(node: &Node, profile: &Profile) -> String {
    let integers = |points: &[i128]| points.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let fields = [
        Some(format!("\"name\": {}", quoted(node.name()))),
        Some(format!("\"weight\": {}", node.weight())),
        profile.given_identity(node).map(|identity| format!("\"identity\": {}", quoted(identity))),
        node.zone().map(|zone| format!("\"zone\": {}", quoted(zone))),
        node.vnodes().map(|vnodes| format!("\"vnodes\": {vnodes}")),
        node.points().map(|points| format!("\"points\": [{}]", integers(points))),
    ];
    format!("{{{}}}", fields.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn written(value: &OptionValue) -> String {
    match value {
        OptionValue::Integer(integer) => integer.to_string(),
        OptionValue::Text(text) => quoted(text),
        OptionValue::Boolean(boolean) => boolean.to_string(),
        OptionValue::Map(map) => {
            let entries: Vec<_> = map.iter().map(|(name, integer)| format!("{}: {integer}", quoted(name))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

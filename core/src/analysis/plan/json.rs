//! A plan as JSON, for the program that carries it out.

use core::fmt::{self, Write};

use serde_json::Value;

use super::Plan;

impl Plan {
    /// Returns the plan as JSON: `total`, `replicas`, `moved`, `minimum`; `totals`, the sum for each source and target;
    /// and `moves`, one move a line.
    ///
    /// Positions and numbers of positions are strings of decimal digits, because many JSON readers round large numbers.
    /// A source is null if the ring before has no node.
    ///
    /// # Complexity
    ///
    /// `O(points)`; the text contains every move.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let plan = HashRing::from_names(["a"])?.plan(&HashRing::from_names(["b"])?, 1)?;
    /// assert!(plan.to_json().contains(r#"{"start": "0", "end": "0", "rank": 0, "source": "a", "target": "b"}"#));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _: fmt::Result = self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) -> fmt::Result {
        let (total, moved, minimum) = (self.total(), self.moved(), self.minimum);
        write!(out, "{{\n  \"total\": \"{total}\",\n  \"replicas\": {},\n", self.pair.replicas)?;
        write!(out, "  \"moved\": \"{moved}\",\n  \"minimum\": \"{minimum}\",\n")?;
        let pair =
            |(source, target): (Option<&str>, &str)| format!("\"source\": {}, \"target\": {}", Value::from(source), Value::from(target));
        let totals = self.totals().map(|(source, target, parts)| format!("{{{}, \"parts\": \"{parts}\"}}", pair((source, target))));
        list(out, "totals", totals)?;
        out.push_str(",\n");
        let moves = self.iter().map(|moved| {
            let pair = pair((self.pair.source_name(moved.source), self.pair.target_name(moved.target)));
            format!("{{\"start\": \"{}\", \"end\": \"{}\", \"rank\": {}, {pair}}}", moved.start, moved.end, moved.rank)
        });
        list(out, "moves", moves)?;
        out.push_str("\n}\n");
        Ok(())
    }
}

/// Writes a list, one item a line.
fn list(out: &mut String, name: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    write!(out, "  \"{name}\": [")?;
    let mut end = "";
    for item in items {
        write!(out, "{end}\n    {item}")?;
        end = ",";
    }
    out.push_str(if end.is_empty() { "]" } else { "\n  ]" });
    Ok(())
}

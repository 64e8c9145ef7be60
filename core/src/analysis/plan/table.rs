//! A plan as a table for people.

use core::cmp::Reverse;
use core::fmt;

use super::Plan;

/// A table of the sum for each source and target, the largest first; below it the total and the least possible.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut totals: Vec<_> = self.totals().collect();
        // Stable: equal sums keep the order of the names.
        totals.sort_by_key(|&(_, _, parts)| Reverse(parts));
        let heading = (!totals.is_empty()).then(|| ["from", "to", "share"].map(str::to_owned));
        let row = |(source, target, parts): (Option<&str>, &str, u128)| {
            [printable(source.unwrap_or("-")), printable(target), self.percent(parts)]
        };
        let rows: Vec<_> = heading.into_iter().chain(totals.into_iter().map(row)).collect();
        let [from, to, share] = [0, 1, 2].map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0));
        for [source, target, part] in &rows {
            writeln!(f, "{source:from$}  {target:to$}  {part:>share$}")?;
        }
        write!(f, "moved {} of the key space; at least {} must move", self.percent(self.moved()), self.percent(self.minimum))
    }
}

impl Plan {
    fn percent(&self, parts: u128) -> String {
        format!("{:.3} %", 100.0 * self.fraction(parts))
    }
}

/// Returns a name with its control characters escaped, for terminals.
fn printable(name: &str) -> String {
    name.chars().flat_map(|char| if char.is_control() { char.escape_default().collect() } else { vec![char] }).collect()
}

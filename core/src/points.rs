//! The points of a ring in ring order, and the owner of each: made by a counting sort, changed by one merging pass.

use crate::index::Index;
use crate::members::{Members, Renumbered, Slot};

/// A set of points in ring order: by position, and by identity where several stand at one.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    positions: Box<[u64]>,
    owners: Owners,
    index: Index,
}

impl Default for Points {
    fn default() -> Self {
        Points { positions: Box::default(), owners: Owners::Short(Box::default()), index: Index::new(&[]) }
    }
}

/// The owners in two bytes each, as long as two bytes can number the members.
#[derive(Clone, Debug)]
enum Owners {
    Short(Box<[u16]>),
    Long(Box<[u32]>),
}

/// The most members whose slots fit two bytes.
const SHORT: usize = 1 << 16;

impl Points {
    /// Returns the number of points.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.positions.len()
    }

    /// Returns the owner of a point. Never allocates.
    #[inline]
    pub(crate) fn owner(&self, place: usize) -> Slot {
        match &self.owners {
            Owners::Short(owners) => Slot::from(owners[place]),
            Owners::Long(owners) => owners[place],
        }
    }

    /// Returns the point that owns a position: the first at or after it, or else the first of all; `None` without points. Never allocates.
    #[inline]
    pub(crate) fn first(&self, position: u64) -> Option<usize> {
        let below = self.index.below(&self.positions, position);
        match self.len() {
            0 => None,
            len if below == len => Some(0),
            _ => Some(below),
        }
    }

    /// Returns the points in ring order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (u64, Slot)> + DoubleEndedIterator + Clone {
        self.positions.iter().enumerate().map(|(place, &position)| (position, self.owner(place)))
    }

    /// Returns these points after an edit: without those that are `gone`, with those that `come`, and their owners renumbered. `before` are
    /// the members that this and `gone` speak of, `after` those of `come` and of the result. One pass; no sorting.
    pub(crate) fn merged(&self, gone: &Sorted, come: &Sorted, before: &Members, after: &Members, renumbered: &Renumbered) -> Points {
        let cuts = self.cuts(gone, come, before, after);
        let len = self.len() - gone.len() + come.len();
        let mut positions = Vec::with_capacity(len);
        for cut in &cuts {
            match cut {
                Cut::Kept { from, to } => positions.extend_from_slice(&self.positions[*from..*to]),
                Cut::Come(place) => positions.push(come.positions[*place]),
            }
        }
        let owners = if after.len() <= SHORT {
            Owners::Short(self.merged_owners(len, &cuts, come, renumbered, |slot| slot as u16))
        } else {
            Owners::Long(self.merged_owners(len, &cuts, come, renumbered, |slot| slot))
        };
        Points { index: Index::new(&positions), positions: positions.into(), owners }
    }

    fn merged_owners<T>(&self, len: usize, cuts: &[Cut], come: &Sorted, renumbered: &Renumbered, pack: impl Fn(Slot) -> T) -> Box<[T]> {
        let mut owners = Vec::with_capacity(len);
        for cut in cuts {
            match cut {
                Cut::Kept { from, to } => match &self.owners {
                    Owners::Short(old) => owners.extend(old[*from..*to].iter().map(|&slot| pack(renumbered.map(Slot::from(slot))))),
                    Owners::Long(old) => owners.extend(old[*from..*to].iter().map(|&slot| pack(renumbered.map(slot)))),
                },
                Cut::Come(place) => owners.push(pack(come.owners[*place])),
            }
        }
        owners.into()
    }

    /// Says what the result of a merge is made of: the stretches that are kept, and between them the points that come.
    fn cuts(&self, gone: &Sorted, come: &Sorted, before: &Members, after: &Members) -> Vec<Cut> {
        let mut cuts = Cuts { from: 0, list: Vec::with_capacity(2 * come.len() + gone.len() + 1) };
        let (mut leaving, mut coming) = (gone.iter().peekable(), come.iter().enumerate().peekable());
        loop {
            let left = leaving.peek().map(|&(position, slot)| (position, before.node(slot).identity()));
            let came = coming.peek().map(|&(_, (position, slot))| (position, after.node(slot).identity()));
            let (point, leaves) = match (left, came) {
                (None, None) => break,
                (Some(left), None) => (left, true),
                (None, Some(came)) => (came, false),
                (Some(left), Some(came)) => (left.min(came), left <= came),
            };
            let place = self.place(point, before);
            cuts.keep_to(place);
            if leaves {
                leaving.next();
                cuts.from = place + 1;
            } else if let Some((place, _)) = coming.next() {
                cuts.list.push(Cut::Come(place));
            }
        }
        cuts.keep_to(self.len());
        cuts.list
    }

    /// Returns how many points stand before one of that position and identity.
    fn place(&self, (position, identity): (u64, &str), members: &Members) -> usize {
        let mut place = self.index.below(&self.positions, position);
        while self.positions.get(place) == Some(&position) && members.node(self.owner(place)).identity() < identity {
            place += 1;
        }
        place
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let owners = match &self.owners {
            Owners::Short(owners) => size_of_val(&**owners),
            Owners::Long(owners) => size_of_val(&**owners),
        };
        size_of_val(&*self.positions) + owners + self.index.heap_bytes()
    }
}

/// A part of the points after a merge.
enum Cut {
    /// Old points, from one place to before another.
    Kept { from: usize, to: usize },
    /// The point at this place among those that come.
    Come(usize),
}

struct Cuts {
    /// What of the old points is neither kept nor dropped yet.
    from: usize,
    list: Vec<Cut>,
}

impl Cuts {
    fn keep_to(&mut self, to: usize) {
        if self.from < to {
            self.list.push(Cut::Kept { from: self.from, to });
            self.from = to;
        }
    }
}

/// Points in ring order, not indexed yet.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    positions: Vec<u64>,
    owners: Vec<Slot>,
}

impl Sorted {
    /// Sorts points that stand one node's after another's: `runs` says whose, and how many.
    ///
    /// A counting sort by the top bits, which leaves next to nothing to sort in each bucket.
    pub(crate) fn new(unsorted: &[u64], runs: &[(Slot, usize)], members: &Members) -> Self {
        let shift = 64 - unsorted.len().max(2).ilog2();
        let bucket = |position: u64| (position >> shift) as usize;
        let mut ends = vec![0_u32; (1 << (64 - shift)) + 1];
        for &position in unsorted {
            ends[bucket(position) + 1] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        // From here on `ends[bucket]` says where the next point of the bucket goes: in the end, where the bucket ends.
        let mut sorted = Sorted { positions: vec![0; unsorted.len()], owners: vec![0; unsorted.len()] };
        let mut rest = unsorted;
        for &(owner, count) in runs {
            let (run, others) = rest.split_at(count);
            rest = others;
            for &position in run {
                let place = &mut ends[bucket(position)];
                sorted.positions[*place as usize] = position;
                sorted.owners[*place as usize] = owner;
                *place += 1;
            }
        }
        let mut start = 0;
        for &end in &ends {
            sorted.sort_bucket(start, end as usize, members);
            start = end as usize;
        }
        sorted
    }

    /// Returns the points with an index.
    pub(crate) fn indexed(self, members: &Members) -> Points {
        let owners = if members.len() <= SHORT {
            Owners::Short(self.owners.iter().map(|&slot| slot as u16).collect())
        } else {
            Owners::Long(self.owners.into())
        };
        Points { index: Index::new(&self.positions), positions: self.positions.into(), owners }
    }

    fn len(&self) -> usize {
        self.positions.len()
    }

    fn iter(&self) -> impl Iterator<Item = (u64, Slot)> {
        self.positions.iter().copied().zip(self.owners.iter().copied())
    }

    fn sort_bucket(&mut self, start: usize, end: usize, members: &Members) {
        let (positions, owners) = (&mut self.positions[start..end], &mut self.owners[start..end]);
        let order = |a: (u64, Slot), b: (u64, Slot)| a.0.cmp(&b.0).then_with(|| members.order(a.1, b.1));
        if positions.len() > CROWD {
            let mut points: Vec<_> = positions.iter().copied().zip(owners.iter().copied()).collect();
            points.sort_unstable_by(|&a, &b| order(a, b));
            for (place, (position, owner)) in points.into_iter().enumerate() {
                (positions[place], owners[place]) = (position, owner);
            }
            return;
        }
        for next in 1..positions.len() {
            let point = (positions[next], owners[next]);
            let mut place = next;
            while place > 0 && order((positions[place - 1], owners[place - 1]), point).is_gt() {
                (positions[place], owners[place]) = (positions[place - 1], owners[place - 1]);
                place -= 1;
            }
            (positions[place], owners[place]) = point;
        }
    }
}

/// The most points of a bucket that are sorted by insertion.
const CROWD: usize = 32;

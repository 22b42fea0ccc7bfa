//! Places of kinds to people: everybody of a kind gets as many groups as anybody else of it, or one more.
//!
//! A kind's units come off a shuffled deck; when it is empty, all of them are shuffled into a new one, and whoever is
//! in the group already waits for the next. Homes of which at most one person may be in a group are dealt by class
//! instead: the places of a class are edges between groups and kinds, the homes are their colours, and a bipartite
//! multigraph can be coloured so that at every vertex any two colours are as frequent or differ by one (de Werra,
//! "Equitable colorations of graphs", 1971). At a group that means that no home is in it twice, as it has no more
//! places than there are homes; at a kind, that its homes have the same number of places or one more.

use super::{
    draw::Stream,
    kinds::{Class, Kind, Kinds, Unit},
};

/// The people of each group, in ascending order, those who are in every group among them.
#[must_use]
pub fn deal(kinds: &Kinds, groups: &[&[u32]], stream: &mut Stream) -> Vec<Vec<usize>> {
    let mut dealt = vec![kinds.included.clone(); groups.len()];
    for (index, kind) in kinds.kinds.iter().enumerate() {
        if kind.class.is_none() {
            deal_kind(kind, index, groups, &mut dealt, stream);
        }
    }
    for class in &kinds.classes {
        deal_class(kinds, class, groups, &mut dealt, stream);
    }
    for group in &mut dealt {
        group.sort_unstable();
    }
    dealt
}

/// How many units of a kind are in a group.
fn places(group: &[u32], kind: usize) -> usize {
    usize::try_from(group[kind]).unwrap_or(usize::MAX)
}

fn deal_kind(kind: &Kind, index: usize, groups: &[&[u32]], dealt: &mut [Vec<usize>], stream: &mut Stream) {
    let mut deck: Vec<&Unit> = Vec::new();
    for (group, people) in groups.iter().zip(dealt) {
        let mut wanted = places(group, index);
        if wanted == 0 {
            continue;
        }
        if deck.len() < wanted {
            // The rest of this deck is in the group; whoever that is waits at the bottom of the next one.
            wanted -= deck.len();
            let hand = std::mem::replace(&mut deck, kind.units.iter().collect());
            stream.shuffle(&mut deck);
            deck.sort_by_key(|unit| !hand.contains(unit));
            people.extend(hand.into_iter().flat_map(|unit| &unit.people));
        }
        let rest = deck.len().saturating_sub(wanted);
        people.extend(deck.drain(rest..).flat_map(|unit| &unit.people));
    }
}

/// A place of a class: the group and the kind (by its place in the class) that it joins, and the home that has it.
#[derive(Clone, Copy)]
struct Place {
    group: usize,
    kind: usize,
    home: usize,
}

fn deal_class(
    kinds: &Kinds,
    class: &Class,
    groups: &[&[u32]],
    dealt: &mut [Vec<usize>],
    stream: &mut Stream,
) {
    let mut table = first_homes(class, groups, stream);
    while let Some((often, seldom)) = table.uneven() {
        table.even_out(often, seldom);
    }
    let units: Vec<Vec<Vec<&Unit>>> = (class.kinds.iter())
        .map(|&kind| {
            let mut homes: Vec<Vec<&Unit>> = (class.homes.iter())
                .map(|home| {
                    let units = kinds.kinds[kind].units.iter();
                    units.filter(|unit| unit.home == Some(*home)).collect()
                })
                .collect();
            for units in &mut homes {
                stream.shuffle(units);
            }
            homes
        })
        .collect();
    let mut turns = vec![vec![0; class.homes.len()]; class.kinds.len()];
    for place in &table.places {
        let here = &units[place.kind][place.home];
        let turn = &mut turns[place.kind][place.home];
        if let Some(unit) = here.get(*turn % here.len().max(1)) {
            dealt[place.group].extend(&unit.people);
        }
        *turn += 1;
    }
}

/// The places of a class with their homes, and how many places of each kind each home has.
struct Table {
    places: Vec<Place>,
    counts: Vec<Vec<usize>>,
}

/// Gives each place one of the homes that have the fewest of its kind among those not in the group yet.
fn first_homes(class: &Class, groups: &[&[u32]], stream: &mut Stream) -> Table {
    let mut table = Table {
        places: Vec::new(),
        counts: vec![vec![0; class.homes.len()]; class.kinds.len()],
    };
    for (number, group) in groups.iter().enumerate() {
        let mut free: Vec<usize> = (0..class.homes.len()).collect();
        for (kind, &index) in class.kinds.iter().enumerate() {
            for _ in 0..places(group, index) {
                let fewest = free.iter().map(|&home| table.counts[kind][home]).min();
                let mut best: Vec<usize> = (0..free.len()).collect();
                best.retain(|&at| Some(table.counts[kind][free[at]]) == fewest);
                if best.is_empty() {
                    break;
                }
                let home = free.remove(best[stream.below(best.len())]);
                table.counts[kind][home] += 1;
                table.places.push(Place {
                    group: number,
                    kind,
                    home,
                });
            }
        }
    }
    table
}

impl Table {
    /// Two homes of which one has at least two places of some kind more than the other.
    fn uneven(&self) -> Option<(usize, usize)> {
        self.counts.iter().find_map(|homes| {
            let often = (0..homes.len()).max_by_key(|&home| homes[home])?;
            let seldom = (0..homes.len()).min_by_key(|&home| homes[home])?;
            (homes[often] - homes[seldom] > 1).then_some((often, seldom))
        })
    }

    /// Colours the places of two homes anew, alternately along the trails that arise when the places at every group
    /// and at every kind are paired. The graph is bipartite, so that a closed trail has an even length.
    fn even_out(&mut self, often: usize, seldom: usize) {
        let mine: Vec<usize> = (0..self.places.len())
            .filter(|&at| [often, seldom].contains(&self.places[at].home))
            .collect();
        let by_group = self.pairs(&mine, |place| place.group);
        let by_kind = self.pairs(&mine, |place| place.kind);
        let mut done = vec![false; mine.len()];
        // Trails with ends first, so that no trail is begun in its middle.
        let ends = (0..mine.len()).filter(|&at| by_group[at].is_none() || by_kind[at].is_none());
        for start in ends.chain(0..mine.len()) {
            let (mut at, mut home, mut via_group) = (start, often, by_group[start].is_some());
            while !done[at] {
                done[at] = true;
                let place = &mut self.places[mine[at]];
                self.counts[place.kind][place.home] -= 1;
                self.counts[place.kind][home] += 1;
                place.home = home;
                home = often + seldom - home;
                let next = if via_group { by_group[at] } else { by_kind[at] };
                via_group = !via_group;
                if let Some(next) = next {
                    at = next;
                }
            }
        }
    }

    /// For each of these places another with the same key, none of them twice; one place of a key may be left.
    fn pairs(&self, mine: &[usize], key: impl Fn(&Place) -> usize) -> Vec<Option<usize>> {
        let mut order: Vec<usize> = (0..mine.len()).collect();
        order.sort_by_key(|&at| key(&self.places[mine[at]]));
        let mut pairs = vec![None; mine.len()];
        let mut waiting: Option<usize> = None;
        for at in order {
            match waiting.take() {
                Some(other) if key(&self.places[mine[other]]) == key(&self.places[mine[at]]) => {
                    pairs[at] = Some(other);
                    pairs[other] = Some(at);
                }
                _ => waiting = Some(at),
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places are given to homes without any care for evenness, but no home is twice in a group.
    #[test]
    fn uneven_homes_are_evened_out_and_no_home_is_twice_in_a_group() {
        let mut uneven = 0;
        for case in 0..crate::group::samples::cases() {
            let mut stream = Stream::of(&format!("table {case}"));
            let (homes, kinds) = (2 + stream.below(4), 1 + stream.below(3));
            let mut table = Table {
                places: Vec::new(),
                counts: vec![vec![0; homes]; kinds],
            };
            for group in 0..5 + stream.below(40) {
                for home in 0..stream.below(homes + 1) {
                    let kind = stream.below(kinds);
                    table.counts[kind][home] += 1;
                    table.places.push(Place { group, kind, home });
                }
            }
            let before: Vec<(usize, usize)> = table
                .places
                .iter()
                .map(|place| (place.group, place.kind))
                .collect();
            uneven += usize::from(table.uneven().is_some());
            while let Some((often, seldom)) = table.uneven() {
                table.even_out(often, seldom);
            }
            let after: Vec<(usize, usize)> = table
                .places
                .iter()
                .map(|place| (place.group, place.kind))
                .collect();
            assert_eq!(after, before, "places stay; only their homes change");
            let mut counts = vec![vec![0; homes]; kinds];
            let mut seen = std::collections::BTreeSet::new();
            for place in &table.places {
                counts[place.kind][place.home] += 1;
                assert!(
                    seen.insert((place.group, place.home)),
                    "case {case}: a home twice in a group"
                );
            }
            assert_eq!(counts, table.counts);
            for homes in counts {
                assert!(
                    homes.iter().max() <= homes.iter().min().map(|least| least + 1).as_ref(),
                    "case {case}"
                );
            }
        }
        assert!(uneven * 2 > crate::group::samples::cases());
    }
}

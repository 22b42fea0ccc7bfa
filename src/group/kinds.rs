//! People who are alike to every rule, taken together: a pool of thousands becomes a few hundred kinds, and people of
//! one kind always have the same chance.

use std::collections::BTreeMap;

use super::program::{Program, Row};
use super::{Question, SameAddress};

#[cfg(test)]
mod tests;

/// The people of a [`Question`] by kind, and what a group is in terms of kinds.
///
/// A group is a count for each kind: how many of its units are in. Any units may be picked, as long as two of one
/// [`Class`] never come from the same home.
#[derive(Clone, Debug)]
pub struct Kinds {
    /// The kinds, in the order of their first person.
    pub kinds: Vec<Kind>,
    /// What a group is: variable i counts the units of kind i that are in it. Row 0 is the size, row 1 + r is rule r
    /// of the question, the rest are the classes. What `included` contribute is taken off the bounds of the rows.
    pub program: Program,
    /// Homes of which at most one person is in a group; empty where homes mean nothing or come together.
    pub classes: Vec<Class>,
    /// Who is in every group, in ascending order: those chosen, and whoever comes in with them.
    pub included: Vec<usize>,
    /// Who is in no group because somebody of their home is in already, in ascending order.
    pub excluded: Vec<usize>,
}

/// People that no rule can tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Whoever comes in or stays out as one, in the order of their first person.
    pub units: Vec<Unit>,
    /// How many people one unit is.
    pub size: usize,
    /// The class of its homes, where at most one person of a home is in a group.
    pub class: Option<usize>,
}

/// Who comes in or stays out as one: a person, or a whole home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// In ascending order, at least one.
    pub people: Vec<usize>,
    /// Their home where they share it with somebody else who could be chosen.
    pub home: Option<usize>,
}

/// Homes in which the same kinds live in the same numbers, at least two people in each. Summing over the kinds how
/// many are in a group cannot exceed the number of homes, and any counts within that can be dealt over the homes,
/// since every home has somebody of every kind: the row is exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The kinds who live there, in ascending order.
    pub kinds: Vec<usize>,
    /// The homes, in ascending order.
    pub homes: Vec<usize>,
}

/// The rules that a unit counts for and how often, in ascending order.
type Traits = Vec<(usize, u32)>;

impl Kinds {
    /// Sorts the people of a question into kinds.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        let traits = traits(question);
        let homes = homes(question);
        let (mut included, mut excluded) = (question.chosen.clone(), Vec::new());
        let mut state = vec![false; question.people];
        for &person in &question.chosen {
            state[person] = true;
        }
        if question.same_address != SameAddress::Free {
            for people in homes
                .values()
                .filter(|people| people.iter().any(|&one| state[one]))
            {
                let others = people
                    .iter()
                    .filter(|&&one| question.chosen.binary_search(&one).is_err());
                match question.same_address {
                    SameAddress::Together => included.extend(others),
                    _ => excluded.extend(others),
                }
            }
        }
        included.sort_unstable();
        excluded.sort_unstable();
        for &person in included.iter().chain(&excluded) {
            state[person] = true;
        }
        let free = Free {
            question,
            traits: &traits,
            homes: &homes,
            taken: &state,
        };
        let (mut kinds, keys) = match question.same_address {
            SameAddress::Free => free.people(),
            SameAddress::OneEach => free.one_each(),
            SameAddress::Together => free.together(),
        };
        let classes = classes(&mut kinds);
        let program = program(question, &kinds, &keys, &classes, &included);
        Self {
            kinds,
            program,
            classes,
            included,
            excluded,
        }
    }

    /// How many people each kind has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.kinds.iter().map(Kind::people).collect()
    }

    /// One group of people with these counts of kinds, those included among them, in ascending order: the first units
    /// that the homes allow. `None` where a kind or its homes do not reach.
    #[must_use]
    pub fn people(&self, counts: &[u32]) -> Option<Vec<usize>> {
        let mut people = self.included.clone();
        let mut used: Vec<usize> = vec![0; self.classes.len()];
        for (kind, &count) in self.kinds.iter().zip(counts) {
            let count = usize::try_from(count).ok()?;
            let Some(class) = kind.class else {
                people.extend(kind.units.get(..count)?.iter().flat_map(|unit| &unit.people));
                continue;
            };
            let homes = self.classes[class].homes.get(used[class]..used[class] + count)?;
            used[class] += count;
            for home in homes {
                let unit = kind.units.iter().find(|unit| unit.home == Some(*home))?;
                people.extend(&unit.people);
            }
        }
        people.sort_unstable();
        (counts.len() == self.kinds.len()).then_some(people)
    }
}

impl Kind {
    /// How many people it has.
    #[must_use]
    pub fn people(&self) -> usize {
        self.units.len() * self.size
    }
}

/// For each person the rules they count for.
fn traits(question: &Question) -> Vec<Traits> {
    let mut traits = vec![Vec::new(); question.people];
    for (index, rule) in question.rules.iter().enumerate() {
        for &person in &rule.members {
            traits[person].push((index, 1));
        }
    }
    traits
}

/// The people of each home that more than one person shares.
fn homes(question: &Question) -> BTreeMap<usize, Vec<usize>> {
    let mut homes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (person, home) in question.homes.iter().enumerate() {
        if let Some(home) = home {
            homes.entry(*home).or_default().push(person);
        }
    }
    homes.retain(|_, people| people.len() > 1);
    homes
}

/// Those whom the draw decides on.
struct Free<'a> {
    question: &'a Question,
    traits: &'a [Traits],
    homes: &'a BTreeMap<usize, Vec<usize>>,
    taken: &'a [bool],
}

/// Collects units by key; a kind has the number of the key's first unit.
struct Sorter<K> {
    numbers: BTreeMap<K, usize>,
    kinds: Vec<Kind>,
    keys: Vec<Traits>,
}

impl<K: Ord> Sorter<K> {
    fn new() -> Self {
        Self {
            numbers: BTreeMap::new(),
            kinds: Vec::new(),
            keys: Vec::new(),
        }
    }

    fn add(&mut self, key: K, traits: &Traits, unit: Unit, class: Option<usize>) {
        let next = self.kinds.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.kinds.push(Kind {
                units: Vec::new(),
                size: unit.people.len(),
                class,
            });
            self.keys.push(traits.clone());
        }
        self.kinds[number].units.push(unit);
    }

    fn done(self) -> (Vec<Kind>, Vec<Traits>) {
        (self.kinds, self.keys)
    }
}

impl Free<'_> {
    fn each(&self) -> impl Iterator<Item = usize> {
        (0..self.question.people).filter(|&person| !self.taken[person])
    }

    /// The home that a person shares with others, and these.
    fn shared(&self, person: usize) -> Option<(usize, &Vec<usize>)> {
        let home = self.question.homes.get(person).copied().flatten()?;
        self.homes.get(&home).map(|people| (home, people))
    }

    fn people(&self) -> (Vec<Kind>, Vec<Traits>) {
        let mut sorter = Sorter::new();
        for person in self.each() {
            let traits = &self.traits[person];
            sorter.add(
                traits,
                traits,
                Unit {
                    people: vec![person],
                    home: None,
                },
                None,
            );
        }
        sorter.done()
    }

    /// Homes of equal composition are a class; a kind is who is alike within a class.
    fn one_each(&self) -> (Vec<Kind>, Vec<Traits>) {
        let mut sorter = Sorter::new();
        let mut classes: BTreeMap<Vec<&Traits>, usize> = BTreeMap::new();
        for person in self.each() {
            let traits = &self.traits[person];
            let shared = self.shared(person);
            let class = shared.map(|(_, people)| {
                let mut composition: Vec<&Traits> = people.iter().map(|&one| &self.traits[one]).collect();
                composition.sort_unstable();
                let next = classes.len();
                *classes.entry(composition).or_insert(next)
            });
            let home = shared.map(|(home, _)| home);
            sorter.add(
                (class, traits),
                traits,
                Unit {
                    people: vec![person],
                    home,
                },
                class,
            );
        }
        sorter.done()
    }

    /// A home counts as one, with what all its people count for.
    fn together(&self) -> (Vec<Kind>, Vec<Traits>) {
        let mut sorter = Sorter::new();
        for person in self.each() {
            let Some((home, people)) = self.shared(person) else {
                let traits = self.traits[person].clone();
                sorter.add(
                    (1, traits.clone()),
                    &traits,
                    Unit {
                        people: vec![person],
                        home: None,
                    },
                    None,
                );
                continue;
            };
            if people[0] != person {
                continue;
            }
            let mut sum: BTreeMap<usize, u32> = BTreeMap::new();
            for &(rule, count) in people.iter().flat_map(|&one| &self.traits[one]) {
                *sum.entry(rule).or_default() += count;
            }
            let traits: Traits = sum.into_iter().collect();
            let unit = Unit {
                people: people.clone(),
                home: Some(home),
            };
            sorter.add((people.len(), traits.clone()), &traits, unit, None);
        }
        sorter.done()
    }
}

/// The classes that the kinds name.
fn classes(kinds: &mut [Kind]) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for (index, kind) in kinds.iter().enumerate() {
        let Some(class) = kind.class else { continue };
        if class == classes.len() {
            let mut homes: Vec<usize> = kind.units.iter().filter_map(|unit| unit.home).collect();
            homes.sort_unstable();
            homes.dedup();
            classes.push(Class {
                kinds: Vec::new(),
                homes,
            });
        }
        classes[class].kinds.push(index);
    }
    classes
}

/// The rows over kinds: size, rules, classes.
fn program(
    question: &Question,
    kinds: &[Kind],
    keys: &[Traits],
    classes: &[Class],
    included: &[usize],
) -> Program {
    let bounds = kinds
        .iter()
        .map(|kind| {
            let units = kind
                .class
                .map_or(kind.units.len(), |class| classes[class].homes.len());
            (0, u32::try_from(units).unwrap_or(u32::MAX))
        })
        .collect();
    let size = number(question.size) - number(included.len());
    let sizes = kinds
        .iter()
        .enumerate()
        .map(|(index, kind)| (index, number(kind.size)));
    let mut rows = vec![Row {
        terms: sizes.collect(),
        least: size,
        most: size,
    }];
    rows.extend(question.rules.iter().map(|rule| {
        let inside = rule
            .members
            .iter()
            .filter(|person| included.binary_search(person).is_ok());
        let inside = number(inside.count());
        let most = if rule.most == usize::MAX {
            f64::INFINITY
        } else {
            number(rule.most) - inside
        };
        Row {
            terms: Vec::new(),
            least: number(rule.least) - inside,
            most,
        }
    }));
    for (index, traits) in keys.iter().enumerate() {
        for &(rule, count) in traits {
            rows[1 + rule].terms.push((index, f64::from(count)));
        }
    }
    rows.extend(classes.iter().map(|class| Row {
        terms: class.kinds.iter().map(|&kind| (kind, 1.0)).collect(),
        least: f64::NEG_INFINITY,
        most: number(class.homes.len()),
    }));
    Program { bounds, rows }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people lie far below 2^52")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

//! Whether people make a group, asked of the people themselves: it shares nothing with how groups are found, so that
//! it can be trusted to check them.

use std::collections::BTreeMap;

use super::{Question, SameAddress};

/// Why people are not a group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Somebody is not among the people of the question.
    #[error("person {0} is unknown")]
    Unknown(usize),
    /// Somebody is named twice.
    #[error("person {0} is in the group twice")]
    Twice(usize),
    /// The group has another size.
    #[error("the group has {0} people")]
    Size(usize),
    /// Somebody who was in already is missing.
    #[error("person {0} was chosen already and is missing")]
    Chosen(usize),
    /// The rule with this number does not hold.
    #[error("rule {rule} counts {count} people")]
    Rule {
        /// Its place among the question's rules.
        rule: usize,
        /// How many of its members are in the group.
        count: usize,
    },
    /// The home with this number is against [`SameAddress`].
    #[error("home {0} breaks the rule for homes")]
    Home(usize),
}

impl Question {
    /// Whether these people, in any order, are a group: the size, every rule, every home, and all who were chosen.
    pub fn holds(&self, people: &[usize]) -> Result<(), Broken> {
        let mut inside = vec![false; self.people];
        for &person in people {
            match inside.get_mut(person) {
                None => return Err(Broken::Unknown(person)),
                Some(true) => return Err(Broken::Twice(person)),
                Some(seen) => *seen = true,
            }
        }
        if people.len() != self.size {
            return Err(Broken::Size(people.len()));
        }
        if let Some(&missing) = self.chosen.iter().find(|&&person| !inside[person]) {
            return Err(Broken::Chosen(missing));
        }
        for (rule, wanted) in self.rules.iter().enumerate() {
            let count = wanted.members.iter().filter(|&&person| inside[person]).count();
            if count < wanted.least || count > wanted.most {
                return Err(Broken::Rule { rule, count });
            }
        }
        self.homes_hold(&inside)
    }

    fn homes_hold(&self, inside: &[bool]) -> Result<(), Broken> {
        let mut homes: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
        for (person, home) in self.homes.iter().enumerate() {
            let Some(home) = home else { continue };
            let (all, within, chosen) = homes.entry(*home).or_default();
            *all += 1;
            *within += usize::from(inside[person]);
            *chosen += usize::from(self.chosen.contains(&person));
        }
        let broken = homes
            .into_iter()
            .find(|(_, (all, within, chosen))| match self.same_address {
                SameAddress::Free => false,
                SameAddress::OneEach => *within > 1.max(*chosen),
                SameAddress::Together => *within != 0 && within != all,
            });
        broken.map_or(Ok(()), |(home, _)| Err(Broken::Home(home)))
    }
}

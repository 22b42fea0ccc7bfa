//! When nothing meets all rules: which of them are against each other, and the smallest changes after which a group
//! exists. Everything is said in numbers of rules; whoever asks puts it into words.

use super::{
    Question, SameAddress,
    kinds::Kinds,
    program::{Answer, Effort, Program},
    relaxation::Limit,
};

pub mod effect;
pub mod smallest;

#[cfg(test)]
mod tests;

/// How far each search goes, in nodes.
const EFFORT: Effort = Effort {
    gap: 0.0,
    nodes: 20_000,
};

/// One of the two numbers of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The fewest.
    Least,
    /// The most.
    Most,
}

/// A number of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// The place of the rule among the question's.
    pub rule: usize,
    /// Which number.
    pub side: Side,
}

impl From<Limit> for Bound {
    fn from(limit: Limit) -> Self {
        let side = if limit.most { Side::Most } else { Side::Least };
        Self {
            rule: limit.rule,
            side,
        }
    }
}

/// Whether a question has a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has.
    Possible,
    /// It has none, and why.
    Impossible(Conflict),
    /// The search ended before it was clear.
    Unknown,
}

/// Why nothing meets a question: bounds that are against each other, none of which can be left out (where `proven`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The bounds. None of them: there are too few people, or too many chosen, for the size.
    pub bounds: Vec<Bound>,
    /// Whether the rule for shared homes is part of it.
    pub homes: bool,
    /// What was enough to see it.
    pub seen: Seen,
    /// Whether it is certain that none of the bounds can be left out.
    pub proven: bool,
}

/// By what it was seen that a question has no group; each is looked at only when those before it show nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// One bound that the people there are do not reach, or that those chosen already break.
    Available,
    /// The bounds of one feature, added up, against the size.
    Sums,
    /// Not even parts of people would do.
    Parts,
    /// Parts of people would do, whole people do not.
    Whole,
}

/// Whether the question has a group and, where not, what is in the way.
#[must_use]
pub fn examine(question: &Question) -> Verdict {
    examine_while(question, &mut || true)
}

/// The same, as long as `go` says yes: after that nothing is clear that was not clear before.
pub fn examine_while(question: &Question, go: &mut dyn FnMut() -> bool) -> Verdict {
    let tested = Tested::of(question);
    let all = bounds(question);
    let quick = [
        (Seen::Available, unavailable(question)),
        (Seen::Sums, unsummable(question)),
    ];
    for (seen, bounds) in quick {
        if !bounds.is_empty() && matches!(tested.with(&bounds, go), Test::Excluded(_)) {
            return Verdict::Impossible(irreducible(question, &tested, bounds, seen, go));
        }
    }
    match tested.with(&all, go) {
        Test::Excluded(seen) => Verdict::Impossible(irreducible(question, &tested, all, seen, go)),
        Test::Fits => Verdict::Possible,
        Test::Unclear => Verdict::Unknown,
    }
}

/// Every bound that can bind.
fn bounds(question: &Question) -> Vec<Bound> {
    let rules = question.rules.iter().enumerate();
    rules
        .flat_map(|(rule, wanted)| {
            let least = (wanted.least > 0).then_some(Side::Least);
            let most = (wanted.most < usize::MAX).then_some(Side::Most);
            least
                .into_iter()
                .chain(most)
                .map(move |side| Bound { rule, side })
        })
        .collect()
}

/// The first bound that no group can meet whatever the others are, as far as counting shows.
fn unavailable(question: &Question) -> Vec<Bound> {
    let bound = bounds(question).into_iter().find(|bound| {
        let rule = &question.rules[bound.rule];
        let chosen = |person: &&usize| question.chosen.binary_search(person).is_ok();
        match bound.side {
            Side::Least => rule.least > rule.members.len().min(question.size),
            Side::Most => rule.most < rule.members.iter().filter(chosen).count(),
        }
    });
    bound.into_iter().collect()
}

/// The bounds of the first feature whose least add up to more than the size, or whose most, with everybody of whom
/// nothing is known, to less.
fn unsummable(question: &Question) -> Vec<Bound> {
    let mut features: Vec<&str> = question.rules.iter().map(|rule| rule.about.as_str()).collect();
    features.dedup();
    for feature in features {
        let rules = || (question.rules.iter().enumerate()).filter(|(_, rule)| rule.about == feature);
        let mut members: Vec<usize> = rules().flat_map(|(_, rule)| rule.members.clone()).collect();
        let named = members.len();
        members.sort_unstable();
        members.dedup();
        if members.len() < named {
            continue;
        }
        let least: usize = rules().map(|(_, rule)| rule.least).sum();
        let most = rules()
            .map(|(_, rule)| rule.most.min(rule.members.len()))
            .sum::<usize>();
        let side = if least > question.size {
            Side::Least
        } else if most + question.people - named < question.size {
            Side::Most
        } else {
            continue;
        };
        let of_feature = |bound: &Bound| bound.side == side && question.rules[bound.rule].about == feature;
        return bounds(question).into_iter().filter(of_feature).collect();
    }
    Vec::new()
}

/// What is known of a question with only some of its bounds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Test {
    Excluded(Seen),
    Fits,
    Unclear,
}

/// A question's program, of which only some bounds are looked at.
struct Tested {
    program: Program,
    rules: usize,
}

impl Tested {
    fn of(question: &Question) -> Self {
        Self {
            program: Kinds::of(question).program,
            rules: question.rules.len(),
        }
    }

    /// Whether anything meets these bounds.
    fn with(&self, kept: &[Bound], go: &mut dyn FnMut() -> bool) -> Test {
        if !go() {
            return Test::Unclear;
        }
        let mut program = self.program.clone();
        for (rule, row) in program.rows.iter_mut().skip(1).take(self.rules).enumerate() {
            let side = |side| kept.contains(&Bound { rule, side });
            if !side(Side::Least) {
                row.least = f64::NEG_INFINITY;
            }
            if !side(Side::Most) {
                row.most = f64::INFINITY;
            }
        }
        if program.fits_in_parts() == Some(false) {
            return Test::Excluded(Seen::Parts);
        }
        match program.best_while(&vec![0.0; program.bounds.len()], EFFORT, go) {
            Answer::Found { .. } => Test::Fits,
            Answer::Impossible => Test::Excluded(Seen::Whole),
            Answer::Unknown => Test::Unclear,
        }
    }
}

/// Leaves out one bound after the other as long as what is left has no group either.
fn irreducible(
    question: &Question,
    tested: &Tested,
    bounds: Vec<Bound>,
    seen: Seen,
    go: &mut dyn FnMut() -> bool,
) -> Conflict {
    let free = Tested::of(&Question {
        same_address: SameAddress::Free,
        ..question.clone()
    });
    let without_homes = free.with(&bounds, go);
    let homes = !matches!(without_homes, Test::Excluded(_));
    let tested = if homes { tested } else { &free };
    let (mut kept, mut proven) = (bounds.clone(), without_homes != Test::Unclear);
    for bound in bounds {
        let rest: Vec<Bound> = kept.iter().copied().filter(|one| *one != bound).collect();
        match tested.with(&rest, go) {
            Test::Excluded(_) => kept = rest,
            Test::Fits => (),
            Test::Unclear => proven = false,
        }
    }
    Conflict {
        bounds: kept,
        homes,
        seen,
        proven,
    }
}

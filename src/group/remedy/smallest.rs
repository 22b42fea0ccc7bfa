//! The smallest changes of a question's bounds after which it has a group.

use super::{
    super::{
        Question,
        kinds::{Kinds, number},
        program::{Answer, Program, Row},
    },
    Bound, EFFORT, Side,
};

/// How far a rule may be changed: down to `least` and up to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The lowest that its least may become.
    pub least: usize,
    /// The highest that its most may become.
    pub most: usize,
}

/// Changes after which a group exists, none of which is larger than it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The rules that change, in ascending order.
    pub changes: Vec<Change>,
    /// By how much all of them change together.
    pub steps: usize,
    /// Whether it is certain that no other has fewer steps (those before it in the list aside).
    pub proven: bool,
}

/// A rule and its new numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The place of the rule among the question's.
    pub rule: usize,
    /// Its new least.
    pub least: usize,
    /// Its new most.
    pub most: usize,
}

impl Remedy {
    /// The question with the changes made.
    #[must_use]
    pub fn applied(&self, question: &Question) -> Question {
        let mut question = question.clone();
        for change in &self.changes {
            question.rules[change.rule].least = change.least;
            question.rules[change.rule].most = change.most;
        }
        question
    }
}

/// As far as a bound makes sense: a least down to 0, a most up to the size.
#[must_use]
pub fn widest(question: &Question) -> Vec<Limits> {
    let rules = question.rules.iter();
    rules
        .map(|rule| Limits {
            least: 0,
            most: rule.most.max(question.size),
        })
        .collect()
}

/// The smallest remedies of a question that has no group, those with the fewest steps first, at most `wanted`,
/// within the limits (one for each rule). No one of them contains another. Empty where none is enough: then the size,
/// the homes or those chosen already are in the way, or `go`, which is asked often, has ended the search.
pub fn remedies(
    question: &Question,
    limits: &[Limits],
    wanted: usize,
    go: &mut dyn FnMut() -> bool,
) -> Vec<Remedy> {
    let mut search = Search::of(question, limits);
    let mut found = Vec::new();
    while found.len() < wanted && go() {
        let Some((amounts, proven)) = search.next(go) else {
            break;
        };
        search.forbid(&amounts);
        found.push(remedy(question, &amounts, proven));
    }
    found
}

/// By how much each bound moves; only those that do.
type Amounts = Vec<(Bound, usize)>;

/// The program of a question with one more variable for each bound that may move: how far it does.
struct Search {
    program: Program,
    moves: Vec<(Bound, usize, u32)>,
}

impl Search {
    fn of(question: &Question, limits: &[Limits]) -> Self {
        let mut program = Kinds::of(question).program;
        let mut moves = Vec::new();
        for (rule, (wanted, limit)) in question.rules.iter().zip(limits).enumerate() {
            let down = wanted.least.saturating_sub(limit.least);
            let up = limit.most.saturating_sub(wanted.most);
            for (side, reach, sign) in [(Side::Least, down, 1.0), (Side::Most, up, -1.0)] {
                let reach = u32::try_from(reach.min(question.people)).unwrap_or(u32::MAX);
                if reach > 0 {
                    let variable = program.bounds.len();
                    program.bounds.push((0, reach));
                    program.rows[1 + rule].terms.push((variable, sign));
                    moves.push((Bound { rule, side }, variable, reach));
                }
            }
        }
        Self { program, moves }
    }

    /// The fewest steps that are not forbidden, and whether it is certain that there are no fewer.
    fn next(&self, go: &mut dyn FnMut() -> bool) -> Option<(Amounts, bool)> {
        let mut weights = vec![0.0; self.program.bounds.len()];
        for &(_, variable, _) in &self.moves {
            weights[variable] = -1.0;
        }
        let Answer::Found { values, bound } = self.program.best_while(&weights, EFFORT, go) else {
            return None;
        };
        let amounts: Amounts = (self.moves.iter())
            .filter_map(|&(bound, variable, _)| {
                let amount = usize::try_from(values[variable]).ok()?;
                (amount > 0).then_some((bound, amount))
            })
            .collect();
        let steps = amounts.iter().map(|(_, amount)| amount).sum::<usize>();
        Some((amounts, bound + number(steps) < 1.0 - 1e-6))
    }

    /// From now on at least one of these bounds moves less: a row says that one of the switches is on, and the row of
    /// a switch that is on holds its bound below the amount.
    fn forbid(&mut self, amounts: &Amounts) {
        let mut switches = Vec::new();
        for &(moved, amount) in amounts {
            let Some(&(_, variable, reach)) = self.moves.iter().find(|(bound, ..)| *bound == moved) else {
                continue;
            };
            let switch = self.program.bounds.len();
            self.program.bounds.push((0, 1));
            switches.push((switch, 1.0));
            self.program.rows.push(Row {
                terms: vec![(variable, 1.0), (switch, f64::from(reach))],
                least: f64::NEG_INFINITY,
                most: number(amount) - 1.0 + f64::from(reach),
            });
        }
        self.program.rows.push(Row {
            terms: switches,
            least: 1.0,
            most: f64::INFINITY,
        });
    }
}

fn remedy(question: &Question, amounts: &Amounts, proven: bool) -> Remedy {
    let mut changes: Vec<Change> = Vec::new();
    for &(Bound { rule, side }, amount) in amounts {
        if changes.last().is_none_or(|last| last.rule != rule) {
            let wanted = &question.rules[rule];
            changes.push(Change {
                rule,
                least: wanted.least,
                most: wanted.most,
            });
        }
        if let Some(change) = changes.last_mut() {
            match side {
                Side::Least => change.least -= amount,
                Side::Most => change.most += amount,
            }
        }
    }
    Remedy {
        changes,
        steps: amounts.iter().map(|(_, amount)| amount).sum(),
        proven,
    }
}

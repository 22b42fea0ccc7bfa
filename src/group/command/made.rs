//! From chances to the files that are published.

use super::super::{
    SameAddress,
    chances::{Chances, Method},
    draw,
    files::{File, Reading, Sources},
    kinds::Kinds,
    lottery::{self, Lottery, written},
    published::{self, Published, part},
    remedy::effect::with_one_more,
    report::{self, Binding, List, MadeFrom, Quota, Report},
};

/// Everything that a lottery is made of.
pub struct Made<'a> {
    /// The question that was answered.
    pub reading: &'a Reading,
    /// The question as the files ask it.
    pub asked: &'a Reading,
    /// The files.
    pub sources: &'a Sources,
    /// The answer.
    pub chances: &'a Chances,
    /// How many groups were asked for.
    pub length: usize,
    /// What the order of the list follows from.
    pub key: &'a str,
}

impl Made<'_> {
    /// The files, nothing drawn yet. What is told beside the lottery is worked out as long as `go` says yes.
    pub fn published(&self, go: &mut dyn FnMut() -> bool) -> Published {
        let kinds = Kinds::of(&self.reading.question);
        let lowest = self
            .chances
            .people
            .iter()
            .copied()
            .filter(|chance| *chance > 0.0)
            .fold(1.0, f64::min);
        let length = lottery::length(self.length, lowest);
        let groups: Vec<Vec<u32>> = self
            .chances
            .groups
            .iter()
            .map(|group| group.counts.clone())
            .collect();
        let weights: Vec<f64> = self.chances.groups.iter().map(|group| group.weight).collect();
        let list = lottery::list(&kinds, &groups, &weights, length, self.key);
        let ids = &self.reading.ids;
        let text = written::text(&list.groups, ids);
        let chances = published::chances(ids, &self.chances.people, &list.held, length);
        let mut report = self.report(&kinds, &list, go);
        report.hash = draw::hash(text.as_bytes());
        report.chances_hash = draw::hash(chances.as_bytes());
        Published {
            lottery: text.into_bytes(),
            chances: chances.into_bytes(),
            report: report::sealed(&report).into_bytes(),
            selected: None,
        }
    }

    fn report(&self, kinds: &Kinds, list: &Lottery, go: &mut dyn FnMut() -> bool) -> Report {
        let (chances, question) = (self.chances, &self.reading.question);
        let hash = |file: &File| draw::hash(&file.bytes);
        let quotas = quotas(self.reading);
        let relaxed = quotas
            .iter()
            .zip(self::quotas(self.asked))
            .filter(|(now, before)| *now != before);
        let relaxed = relaxed.map(|(_, before)| before).collect();
        let method = match chances.method {
            Method::Leximin => "leximin",
            Method::Maximin => "maximin",
            Method::Random => "random",
        };
        Report {
            method: method.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            size: question.size,
            pool: question.people,
            relaxed,
            quotas,
            same_address: match question.same_address {
                SameAddress::Free => "nothing",
                SameAddress::OneEach => "at most one",
                SameAddress::Together => "all or none",
            }
            .to_owned(),
            already_selected: kinds
                .included
                .iter()
                .map(|&person| self.reading.ids[person].clone())
                .collect(),
            bound: chances.bound,
            min: chances.lowest,
            max: chances.highest,
            gini: chances.gini,
            geometric_mean: chances.geometric_mean,
            gap: chances.gap,
            certified: chances.certified,
            binding_quotas: self.binding(go),
            impossible: chances.impossible.len(),
            unknown: chances.unknown.len(),
            groups: list.groups.len(),
            list: self.list(kinds, list),
            made_from: MadeFrom {
                pool: hash(&self.sources.pool),
                quotas: hash(&self.sources.quotas),
                already_selected: self.sources.already.as_ref().map(hash),
            },
            seed_to_number: draw::PROCEDURE.to_owned(),
            ..Report::default()
        }
    }

    fn list(&self, kinds: &Kinds, list: &Lottery) -> List {
        let listed: Vec<f64> = list
            .held
            .iter()
            .map(|&held| part(held, list.groups.len()))
            .collect();
        let pairs = self.chances.people.iter().zip(&listed);
        let free = (0..listed.len()).filter(|person| {
            kinds.included.binary_search(person).is_err() && self.chances.people[*person] > 0.0
        });
        let free: Vec<f64> = free.map(|person| listed[person]).collect();
        List {
            rounding: report::ROUNDING.to_owned(),
            largest_difference: pairs
                .map(|(exact, listed)| (exact - listed).abs())
                .fold(0.0, f64::max),
            min: free.iter().copied().reduce(f64::min).unwrap_or(0.0),
            max: free.iter().copied().fold(0.0, f64::max),
        }
    }

    /// What keeps the lowest chance from being higher.
    fn binding(&self, go: &mut dyn FnMut() -> bool) -> Vec<Binding> {
        let limits = self
            .chances
            .stages
            .first()
            .map(|stage| stage.limits.as_slice())
            .unwrap_or_default();
        let binding = limits.iter().map(|limit| {
            let rule = &self.reading.question.rules[limit.rule];
            Binding {
                feature: rule.about.clone(),
                value: rule.value.clone(),
                bound: if limit.most { "max" } else { "min" }.to_owned(),
                bound_if_looser_by_one: go()
                    .then(|| with_one_more(&self.reading.question, (*limit).into(), &self.chances.impossible))
                    .flatten(),
            }
        });
        binding.collect()
    }
}

fn quotas(reading: &Reading) -> Vec<Quota> {
    let rules = reading.question.rules.iter();
    let quota = rules.map(|rule| Quota {
        feature: rule.about.clone(),
        value: rule.value.clone(),
        min: rule.least,
        max: rule.most,
        pool: rule.members.len(),
    });
    quota.collect()
}

#[cfg(test)]
mod tests {
    use std::{ops::ControlFlow, path::Path};

    use super::{super::words, *};
    use crate::group::{compose::compose, files};

    fn file(name: &str, text: &str) -> File {
        File {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn what_there_was_no_time_for_is_left_out_of_the_report_and_said() {
        let people = (0..12).map(|person| format!("p{person},{}\n", if person < 8 { "a" } else { "b" }));
        let sources = Sources {
            pool: file("pool.csv", &format!("id,kind\n{}", people.collect::<String>())),
            quotas: file("quotas.csv", "feature,value,min,max\nkind,a,0,2\nkind,b,0,4\n"),
            already: None,
            size: 4,
            homes: None,
        };
        let reading = files::read(&sources).expect("files");
        let chances = compose(&reading.question, Method::Leximin, [0; 32], &mut |_| {
            ControlFlow::Continue(())
        })
        .expect("a group");
        let made = Made {
            reading: &reading,
            asked: &reading,
            sources: &sources,
            chances: &chances,
            length: 10,
            key: "",
        };
        for (time, words) in [
            (true, "looser by one, the lowest chance could be 33.33 %"),
            (false, "what it would be looser by one was not worked out"),
        ] {
            let report = made.published(&mut || time).report().expect("a report");
            let effect = report.binding_quotas[0].bound_if_looser_by_one;
            assert_eq!(effect.is_some(), time, "{report:?}");
            let said = words::made(&report, Path::new("out"), None);
            assert!(said.contains(words), "{said}");
        }
    }
}

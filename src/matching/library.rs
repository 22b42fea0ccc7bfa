//! Profiles without a database: an index in memory, and everybody ready to be compared.

use std::sync::Arc;

use tantivy::{Index, IndexWriter};
use uuid::Uuid;

use super::{
    basis::Basis,
    index::{self, Fields, Subject},
    meaning::Vectors,
    person::Person,
    profile::{Posting, Profile},
    ranking::{Hit, Wanted},
    retrieval::Reading,
};

/// Memory for building the index.
const MEMORY: usize = 200_000_000;

/// Many profiles, ready to be searched.
pub struct Library<'a> {
    /// Sorted by id: a number orders like the id it stands for.
    people: Vec<Person<'a>>,
    basis: Basis,
    reading: Reading,
}

impl<'a> Library<'a> {
    /// Builds the index.
    pub fn of(profiles: &'a [Profile]) -> anyhow::Result<Self> {
        let mut people: Vec<Person> = profiles.iter().map(Person::new).collect();
        people.sort_by(|one, other| one.profile.id.cmp(&other.profile.id));
        let fields = Fields::new();
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(Fields::settings())
            .create_in_ram()?;
        Fields::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        let mut basis = Basis::default();
        for (person, number) in people.iter().zip(0..) {
            basis.add(person);
            let entry = fields.of_person(Subject::Person, Uuid::from_u128(number), person.clone());
            index::put(&writer, Vec::new(), fields.documents(&entry))?;
        }
        writer.commit()?;
        let reading = Reading::new(&index.reader()?.searcher(), &fields, None)?;
        Ok(Self {
            people,
            basis,
            reading,
        })
    }

    /// Compares by what texts mean as well.
    #[must_use]
    pub fn with_meaning(mut self, vectors: Arc<Vectors>) -> Self {
        self.basis.vectors = Some(vectors);
        self
    }

    /// The best people for a posting, and why; how likely each meets every must, 0 to 1, and whether a pool would take
    /// them.
    pub fn top(&self, posting: &Posting, limit: usize) -> anyhow::Result<Vec<(Hit, f32, bool)>> {
        let wanted = Wanted::new(posting, &self.basis);
        let found = self.reading.top(&wanted, Subject::Person, limit)?;
        let numbers = found
            .iter()
            .filter_map(|found| usize::try_from(found.id.as_u128()).ok());
        let hits = numbers.filter_map(|number| {
            let person = &self.people[number];
            let (strength, is_eligible) = wanted.admits(person)?;
            Some((wanted.compare(person)?, strength, is_eligible))
        });
        Ok(hits.collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::{
        generated::{asked, person, vectors},
        profile,
    };

    fn posting(line: &str) -> Posting {
        profile::read(line).expect("a sound posting")
    }

    #[test]
    fn equal_fits_stand_in_the_order_of_their_ids() {
        let profiles: Vec<Profile> = ["b", "c", "a"]
            .map(|id| format!(r#"{{"id":"{id}","badges":[{{"kind":"experience","badge":"dementia"}}]}}"#))
            .iter()
            .map(|line| profile::read(line).expect("a sound profile"))
            .collect();
        let wanted =
            posting(r#"{"id":"o","seeks":[{"kind":"experience","badge":"dementia","need":"must"}]}"#);
        let library = Library::of(&profiles).expect("an index");
        let ids = |limit| -> Vec<String> {
            let hits = library.top(&wanted, limit).expect("a search");
            hits.into_iter().map(|(hit, ..)| hit.id).collect()
        };
        assert_eq!(ids(9), ["a", "b", "c"]);
        assert_eq!(ids(2), ["a", "b"]);
        assert_eq!(ids(0), [""; 0]);
    }

    #[test]
    fn as_many_musts_as_a_file_may_hold_are_counted() {
        let line = r#"{"id":"a","badges":[{"kind":"experience","badge":"dementia"}]}"#;
        let profiles: [Profile; 1] = [profile::read(line).expect("a sound profile")];
        let must = r#"{"kind":"experience","badge":"dementia","need":"must"}"#;
        let wanted = posting(&format!(
            r#"{{"id":"o","seeks":[{}]}}"#,
            vec![must; 300].join(",")
        ));
        let library = Library::of(&profiles).expect("an index");
        assert_eq!(library.top(&wanted, 9).expect("a search").len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn the_index_finds_and_orders_exactly_as_the_pure_ranking(
            people in proptest::collection::vec(person(), 1..100),
            postings in proptest::collection::vec(asked(), 20),
            meaning in any::<bool>(),
        ) {
            let lines = people.iter().enumerate();
            let profiles: Vec<Profile> = lines
                .map(|(number, rest)| profile::read(&format!(r#"{{"id":"{number:03}"{rest}}}"#)).expect("sound"))
                .collect();
            let mut library = Library::of(&profiles).expect("an index");
            if meaning {
                library = library.with_meaning(Arc::new(vectors(&profiles, &postings)));
            }
            for posting in &postings {
                let wanted = Wanted::new(posting, &library.basis);
                let mut exact: Vec<Hit> = library
                    .people
                    .iter()
                    .filter_map(|person| wanted.compare(person))
                    .collect();
                exact.sort_by(|one, other| {
                    let fit = |hit: &Hit| hit.closeness.fit;
                    fit(other).total_cmp(&fit(one)).then_with(|| one.id.cmp(&other.id))
                });
                // A pool is everybody who meets every must so strongly, and without a must everybody who can come.
                let mut pool: Vec<u128> = Vec::new();
                let each = library
                    .reading
                    .each(&wanted, Subject::Person, 0.5, |found| pool.push(found.id.as_u128()));
                each.expect("a search");
                pool.sort_unstable();
                let mut strong: Vec<u128> = exact
                    .iter()
                    .filter(|hit| hit.closeness.weakest >= 0.5)
                    .map(|hit| hit.id.parse().expect("a number"))
                    .collect();
                strong.sort_unstable();
                prop_assert_eq!(pool, strong);
                let found = library.reading.top(&wanted, Subject::Person, usize::MAX / 4).expect("a search");
                let found: Vec<(u128, f32)> =
                    found.iter().map(|found| (found.id.as_u128(), found.closeness.fit)).collect();
                let exact: Vec<(u128, f32)> = exact
                    .iter()
                    .map(|hit| (hit.id.parse().expect("a number"), hit.closeness.fit))
                    .collect();
                for limit in [0, 1, 3, 10] {
                    let best = library.reading.top(&wanted, Subject::Person, limit).expect("a search");
                    let best: Vec<(u128, f32)> =
                        best.iter().map(|found| (found.id.as_u128(), found.closeness.fit)).collect();
                    prop_assert_eq!(&best[..], &exact[..limit.min(exact.len())]);
                }
                prop_assert_eq!(found, exact);
            }
        }
    }
}

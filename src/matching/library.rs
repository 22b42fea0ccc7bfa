//! Profiles without a database: an index in memory, and everybody ready to be compared.

use tantivy::{Index, IndexWriter};
use uuid::Uuid;

use super::{
    basis::Basis,
    evidence::Person,
    index::{Fields, Subject},
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
            let entry = fields.of_person(Subject::Person, Uuid::from_u128(number), person);
            for document in fields.documents(&entry) {
                writer.add_document(document)?;
            }
        }
        writer.commit()?;
        let reading = Reading::new(&index.reader()?.searcher(), &fields, None)?;
        Ok(Self {
            people,
            basis,
            reading,
        })
    }

    /// The best people for a posting, and why.
    pub fn top(&self, posting: &Posting, limit: usize) -> anyhow::Result<Vec<Hit>> {
        let wanted = Wanted::new(posting, &self.basis);
        let found = self.reading.top(&wanted, Subject::Person, limit)?;
        let numbers = found
            .iter()
            .filter_map(|found| usize::try_from(found.id.as_u128()).ok());
        let hits = numbers.filter_map(|number| wanted.compare(&self.people[number]));
        Ok(hits.collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{badge::catalogue, matching::profile};

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
            hits.into_iter().map(|hit| hit.id).collect()
        };
        assert_eq!(ids(9), ["a", "b", "c"]);
        assert_eq!(ids(2), ["a", "b"]);
        assert_eq!(ids(0), [""; 0]);
    }

    fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
        proptest::sample::select(words)
    }

    fn said() -> impl Strategy<Value = String> {
        let word = one_of(&[
            "carer", "hospital", "home", "kidney", "renal", "memory", "debt", "damp", "school", "not",
        ]);
        proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
    }

    /// A badge of a profile, or something sought: catalogue, own words or both, or neither.
    fn badge() -> impl Strategy<Value = String> {
        let place = proptest::option::of(0_usize..24);
        let standpoint = one_of(&[
            "",
            r#","standpoint":"unpaid-carer""#,
            r#","standpoint":"young-carer""#,
        ]);
        (place, said(), any::<bool>(), standpoint).prop_map(|(place, words, skill, standpoint)| {
            let badge = place.map(|place| &catalogue().badges()[place * 9]);
            let kind = badge.map_or(if skill { "skill" } else { "experience" }, |badge| {
                badge.kind.slug()
            });
            let slug = badge.map_or(String::new(), |badge| format!(r#","badge":"{}""#, badge.slug));
            let words = match words.get(..30) {
                Some(start) => format!(r#","words":"{start}""#),
                None => String::new(),
            };
            format!(r#""kind":"{kind}"{slug}{words}{standpoint}"#)
        })
    }

    fn place(distance: &'static str) -> impl Strategy<Value = String> {
        let area = one_of(&[
            "",
            r#","area":"LS6""#,
            r#","area":"LS1""#,
            r#","area":"YO1""#,
            r#","area":"EH1""#,
        ]);
        let formats = one_of(&[
            "",
            r#","formats":["online"]"#,
            r#","formats":["in-person"]"#,
            r#","formats":["post","in-person"]"#,
        ]);
        let times = one_of(&[
            "",
            r#","times":["weekend"]"#,
            r#","times":["weekend","weekday-evening"]"#,
        ]);
        let motives = one_of(&[
            "",
            r#","motives":["learn"]"#,
            r#","motives":["earn","learn","being-heard"]"#,
        ]);
        (area, proptest::option::of(0_u32..60), formats, times, motives).prop_map(
            move |(area, km, formats, times, motives)| {
                let km = km.map_or(String::new(), |km| format!(r#","{distance}":{km}"#));
                format!("{area}{km}{formats}{times}{motives}")
            },
        )
    }

    prop_compose! {
        fn person()(
            badges in proptest::collection::vec(badge(), 0..5),
            done in proptest::collection::vec(said(), 0..3),
            place in place("travel_km"),
        ) -> String {
            let badges: Vec<String> = badges.iter().map(|badge| format!("{{{badge}}}")).collect();
            let done: Vec<String> = done
                .iter()
                .map(|words| format!(r#"{{"kind":"told-own-story","words":"{words}"}}"#))
                .collect();
            format!(r#","badges":[{}],"contributions":[{}]{place}"#, badges.join(","), done.join(","))
        }
    }

    prop_compose! {
        fn asked()(
            seeks in proptest::collection::vec((badge(), any::<bool>()), 0..4),
            place in place("within_km"),
        ) -> Posting {
            let seeks: Vec<String> = seeks
                .iter()
                .map(|(badge, must)| format!(r#"{{{badge},"need":"{}"}}"#, if *must { "must" } else { "helps" }))
                .collect();
            posting(&format!(r#"{{"id":"o","seeks":[{}]{place}}}"#, seeks.join(",")))
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_index_finds_and_orders_exactly_as_the_pure_ranking(
            people in proptest::collection::vec(person(), 1..60),
            postings in proptest::collection::vec(asked(), 20),
        ) {
            let lines = people.iter().enumerate();
            let profiles: Vec<Profile> = lines
                .map(|(number, rest)| profile::read(&format!(r#"{{"id":"{number:03}"{rest}}}"#)).expect("sound"))
                .collect();
            let library = Library::of(&profiles).expect("an index");
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
                let found = library.reading.top(&wanted, Subject::Person, usize::MAX / 4).expect("a search");
                let found: Vec<(u128, f32)> =
                    found.iter().map(|found| (found.id.as_u128(), found.closeness.fit)).collect();
                let exact: Vec<(u128, f32)> = exact
                    .iter()
                    .map(|hit| (hit.id.parse().expect("a number"), hit.closeness.fit))
                    .collect();
                prop_assert_eq!(found, exact);
            }
        }
    }
}

//! What the matcher knows of a person and of an opportunity: the lines of `alongside match`, and nothing else.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::text;
use crate::{
    area,
    badge::{Kind, catalogue},
    citizen::{Format, Time},
    opportunity::Need,
};

/// A person, as far as the matcher may know them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Any text; ties are broken by it.
    pub id: String,
    /// What they declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub badges: Vec<Held>,
    /// What they did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributions: Vec<Done>,
    /// What matters to them, one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matters: Option<String>,
    /// Slugs of the list `motive`, the most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motives: Vec<String>,
    /// Outward code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// How far they travel, kilometres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel_km: Option<f64>,
    /// How they take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<Format>,
    /// When they take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Time>,
}

/// A badge somebody declared.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Lived experience or skill.
    pub kind: Kind,
    /// Slug of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    /// Own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Slug of the list `standpoint`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standpoint: Option<String>,
}

/// Something somebody did.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Slug of the list `contribution`.
    pub kind: String,
    /// In their words.
    #[serde(default)]
    pub words: String,
}

/// An opportunity, as far as the matcher needs it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// Any text.
    pub id: String,
    /// The question.
    #[serde(default)]
    pub title: String,
    /// What it is about.
    #[serde(default)]
    pub summary: String,
    /// Whom it seeks.
    #[serde(default)]
    pub seeks: Vec<Sought>,
    /// Outward code of the venue.
    #[serde(default)]
    pub area: Option<String>,
    /// How far away people may live, kilometres.
    #[serde(default)]
    pub within_km: Option<f64>,
    /// How people can take part.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// When it takes place.
    #[serde(default)]
    pub times: Vec<Time>,
    /// What it offers: slugs of the list `motive`.
    #[serde(default)]
    pub motives: Vec<String>,
}

/// Something an opportunity seeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sought {
    /// Lived experience or skill.
    pub kind: Kind,
    /// Slug of the catalogue.
    #[serde(default)]
    pub badge: Option<String>,
    /// Slug of the list `standpoint`.
    #[serde(default)]
    pub standpoint: Option<String>,
    /// In the host's words.
    #[serde(default)]
    pub words: Option<String>,
    /// Must, or helps.
    #[serde(default = "helps")]
    pub need: Need,
}

impl Sought {
    /// Whether it asks for nothing, which everybody or nobody would meet: it names no badge and its words, if any, say
    /// nothing; a standpoint alone is something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let silent = |words: &String| !text::says_something(words);
        self.badge.is_none() && self.words.as_ref().map_or(self.standpoint.is_none(), silent)
    }
}

fn helps() -> Need {
    Need::Helps
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    /// In which field.
    pub field: String,
    /// What.
    pub problem: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "field {}: {}", self.field, self.problem)
    }
}

/// A line that can be checked against the closed lists.
pub trait Line: DeserializeOwned {
    /// What ties are broken by.
    fn id(&self) -> &str;
    /// Says the first slug, code or number that is wrong.
    fn check(&self) -> Result<(), Flaw>;
}

impl Line for Profile {
    fn id(&self) -> &str {
        &self.id
    }

    fn check(&self) -> Result<(), Flaw> {
        for (place, held) in self.badges.iter().enumerate() {
            let name = |field| format!("badges[{place}].{field}");
            check_badge(held.badge.as_deref(), held.kind, || name("badge"))?;
            check_slug("standpoint", held.standpoint.as_deref(), || name("standpoint"))?;
        }
        for (place, done) in self.contributions.iter().enumerate() {
            check_slug("contribution", Some(&done.kind), || {
                format!("contributions[{place}].kind")
            })?;
        }
        check_common(&self.id, &self.motives, self.area.as_deref())?;
        check_distance(self.travel_km, "travel_km")
    }
}

impl Line for Posting {
    fn id(&self) -> &str {
        &self.id
    }

    fn check(&self) -> Result<(), Flaw> {
        for (place, sought) in self.seeks.iter().enumerate() {
            let name = |field| format!("seeks[{place}].{field}");
            check_badge(sought.badge.as_deref(), sought.kind, || name("badge"))?;
            check_slug("standpoint", sought.standpoint.as_deref(), || name("standpoint"))?;
            if sought.is_empty() {
                let problem = "says nothing that can be looked for: give a badge, a standpoint or words";
                return Err(flaw(&name("words"), problem));
            }
        }
        check_common(&self.id, &self.motives, self.area.as_deref())?;
        check_distance(self.within_km, "within_km")
    }
}

fn check_common(id: &str, motives: &[String], area: Option<&str>) -> Result<(), Flaw> {
    if id.is_empty() {
        return Err(flaw("id", "is empty"));
    }
    for (place, motive) in motives.iter().enumerate() {
        check_slug("motive", Some(motive), || format!("motives[{place}]"))?;
    }
    match area {
        Some(code) if area::centre(&code.to_ascii_uppercase()).is_none() => {
            Err(flaw("area", &format!("{code:?} is no outward code")))
        }
        _ => Ok(()),
    }
}

fn check_badge(slug: Option<&str>, kind: Kind, field: impl Fn() -> String) -> Result<(), Flaw> {
    match slug.map(|slug| (slug, catalogue().badge(slug))) {
        None => Ok(()),
        Some((_, Some(badge))) if badge.kind == kind => Ok(()),
        Some((slug, Some(_))) => Err(flaw(&field(), &format!("{slug:?} is no {}", kind.slug()))),
        Some((slug, None)) => Err(flaw(&field(), &format!("the catalogue has no {slug:?}"))),
    }
}

fn check_slug(list: &str, slug: Option<&str>, field: impl Fn() -> String) -> Result<(), Flaw> {
    match slug {
        Some(slug) if catalogue().item(list, slug).is_none() => {
            Err(flaw(&field(), &format!("there is no {list} {slug:?}")))
        }
        _ => Ok(()),
    }
}

fn check_distance(km: Option<f64>, field: &str) -> Result<(), Flaw> {
    match km {
        Some(km) if km < 0.0 => Err(flaw(field, "is less than 0")),
        _ => Ok(()),
    }
}

fn flaw(field: &str, problem: &str) -> Flaw {
    Flaw {
        field: field.to_owned(),
        problem: problem.to_owned(),
    }
}

/// Reads one line and checks it.
pub fn read<T: Line>(line: &str) -> Result<T, Flaw> {
    let parsed: T = serde_json::from_str(line).map_err(|error| Flaw {
        field: field_of::<T>(line),
        problem: error.to_string(),
    })?;
    parsed.check()?;
    Ok(parsed)
}

/// The field because of which a line cannot be read: the first that cannot be read by itself.
fn field_of<T: Line>(line: &str) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(line) else {
        return "(the whole line)".into();
    };
    for (name, value) in fields {
        let mut alone = serde_json::Map::new();
        alone.insert("id".into(), "x".into());
        alone.insert(name.clone(), value);
        if serde_json::from_value::<T>(alone.into()).is_err() {
            return name;
        }
    }
    "id".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_id_is_required() {
        assert!(read::<Profile>(r#"{"id":"a"}"#).is_ok());
        assert!(read::<Posting>(r#"{"id":"a"}"#).is_ok());
    }

    #[test]
    fn what_asks_for_nothing_is_refused_by_its_field() {
        let posting = |rest| {
            read::<Posting>(&format!(
                r#"{{"id":"a","seeks":[{{"kind":"skill"}},{{"kind":"experience"{rest}}}]}}"#
            ))
        };
        assert_eq!(posting("").expect_err("empty").field, "seeks[0].words");
        let posting = |rest| {
            read::<Posting>(&format!(
                r#"{{"id":"a","seeks":[{{"kind":"experience"{rest}}}]}}"#
            ))
        };
        for empty in [
            "",
            r#","words":"""#,
            r#","words":" \u200b ""#,
            r#","words":"?!""#,
            r#","words":"of the","standpoint":"unpaid-carer""#,
        ] {
            assert_eq!(posting(empty).expect_err(empty).field, "seeks[0].words");
        }
        for sound in [
            r#","standpoint":"unpaid-carer""#,
            r#","words":"buses""#,
            r#","badge":"dementia","words":"""#,
        ] {
            assert!(posting(sound).is_ok(), "{sound}");
        }
    }

    #[test]
    fn a_flaw_names_its_field() {
        let field = |line| read::<Profile>(line).expect_err(line).field;
        assert_eq!(field(r#"{"id":"a","colour":"red"}"#), "colour");
        assert_eq!(field(r#"{"area":"LS6"}"#), "id");
        assert_eq!(field(r#"{"id":"a","area":"ZZ9"}"#), "area");
        assert_eq!(field(r#"{"id":"a","formats":["telepathy"]}"#), "formats");
        assert_eq!(
            field(r#"{"id":"a","badges":[{"kind":"skill","badge":"dementia"}]}"#),
            "badges[0].badge"
        );
        assert_eq!(field(r#"{"id":"a","motives":["money"]}"#), "motives[0]");
        assert_eq!(field(r#"{"id":"a""#), "(the whole line)");
    }
}

//! Which texts are said by whom, so that a vector stands exactly as long as its text.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{TextKey, key_of};

/// In which order texts get their vectors: what people say comes first, so that by the time the meaning of
/// something sought is known, nobody is still compared by words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// What people say.
    Said,
    /// Labels of the catalogue, and what opportunities seek.
    Sought,
}

/// The texts of everybody and everything.
#[derive(Debug, Default)]
pub struct Uses {
    by_subject: HashMap<Uuid, (Turn, Vec<TextKey>)>,
    counts: HashMap<TextKey, usize>,
    waiting: BTreeMap<(Turn, TextKey), String>,
    gone: Vec<TextKey>,
}

impl Uses {
    /// Takes note of all texts of a subject, in place of those it had; `has` says whether a text has its vector.
    pub fn set<'t>(
        &mut self,
        subject: Uuid,
        turn: Turn,
        texts: impl Iterator<Item = &'t str>,
        has: impl Fn(TextKey) -> bool,
    ) {
        let mut keys = Vec::new();
        for text in texts {
            let key = key_of(text);
            *self.counts.entry(key).or_default() += 1;
            keys.push(key);
            if !has(key) {
                self.waiting
                    .entry((turn, key))
                    .or_insert_with(|| text.trim().to_owned());
            }
        }
        let before = self.by_subject.remove(&subject);
        if !keys.is_empty() {
            self.by_subject.insert(subject, (turn, keys));
        }
        for key in before.into_iter().flat_map(|(_, keys)| keys) {
            let count = self.counts.entry(key).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.counts.remove(&key);
                self.waiting.remove(&(Turn::Said, key));
                self.waiting.remove(&(Turn::Sought, key));
                self.gone.push(key);
            }
        }
    }

    /// Whether anybody says this.
    #[must_use]
    pub fn has(&self, text: TextKey) -> bool {
        self.counts.contains_key(&text)
    }

    /// The next texts that wait for a vector; they no longer wait.
    pub fn next(&mut self, limit: usize) -> Vec<(TextKey, String)> {
        let mut texts = Vec::new();
        while let Some(((_, key), text)) = self.waiting.pop_first() {
            texts.push((key, text));
            if texts.len() == limit {
                break;
            }
        }
        texts
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The texts that nobody says any more, since this was last asked.
    pub fn take_gone(&mut self) -> Vec<TextKey> {
        let mut gone = std::mem::take(&mut self.gone);
        gone.retain(|key| !self.has(*key));
        gone
    }

    /// Which subjects seek any of these.
    #[must_use]
    pub fn who_seeks(&self, texts: &[TextKey]) -> Vec<Uuid> {
        let sought = self
            .by_subject
            .iter()
            .filter(|(_, (turn, _))| *turn == Turn::Sought);
        let any = sought.filter(|(_, (_, keys))| keys.iter().any(|key| texts.contains(key)));
        any.map(|(subject, _)| *subject).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_waits_once_and_goes_with_the_last_who_says_it() {
        let (ann, bob, asked) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let nothing_yet = |_: TextKey| false;
        let mut uses = Uses::default();
        uses.set(asked, Turn::Sought, ["carers"].into_iter(), nothing_yet);
        uses.set(ann, Turn::Said, ["a carer", "a cook"].into_iter(), nothing_yet);
        uses.set(bob, Turn::Said, [" a carer "].into_iter(), nothing_yet);
        assert_eq!(uses.waiting(), 3);
        uses.set(ann, Turn::Said, ["a cook"].into_iter(), nothing_yet);
        assert_eq!(uses.take_gone(), []);
        uses.set(bob, Turn::Said, std::iter::empty(), nothing_yet);
        assert_eq!(uses.take_gone(), [key_of("a carer")]);
        assert_eq!(uses.take_gone(), []);
        let texts: Vec<String> = uses.next(9).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["a cook", "carers"]);
        assert_eq!(uses.who_seeks(&[key_of("carers"), key_of("a cook")]), [asked]);
    }
}

//! The list as the file that is published: a header, then a line for each group in the order of the numbers, which
//! are counted from 0 and have as many digits as the last (000 to 999, so that three dice with ten sides can draw
//! them too); after the number the ids of the group's people.

use std::collections::HashMap;

/// Why a text is not a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A line that is none of a list.
    #[error(
        "line {line} is not \"number,id,id,…\" with the next number and as many ids as the header has places"
    )]
    Line {
        /// From 1.
        line: usize,
    },
    /// No group.
    #[error("it has no groups")]
    Empty,
    /// It says what a list says, in other bytes than a list has.
    #[error("it is not written as lists are")]
    Form,
}

/// A list as it was read. It can have millions of appearances of thousands of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Everybody on it, in the order of their first appearance.
    pub ids: Vec<String>,
    /// The groups, each the places of its people in `ids`.
    pub groups: Vec<Vec<usize>>,
}

impl List {
    /// The ids of the people of the group with this number; none where there is no such group.
    #[must_use]
    pub fn people(&self, number: usize) -> Vec<String> {
        let group = self.groups.get(number).map_or(&[][..], Vec::as_slice);
        group.iter().map(|&person| self.ids[person].clone()).collect()
    }

    /// In how many groups each of `ids` is, and the first group that has not `size` different people.
    #[must_use]
    pub fn held(&self, size: usize) -> (Vec<usize>, Option<usize>) {
        let mut held = vec![(0, usize::MAX); self.ids.len()];
        let mut odd = None;
        for (number, group) in self.groups.iter().enumerate() {
            let mut different = 0;
            for &person in group {
                let (times, seen) = &mut held[person];
                different += usize::from(*seen != number);
                (*times, *seen) = (*times + 1, number);
            }
            if different != size && odd.is_none() {
                odd = Some(number);
            }
        }
        (held.into_iter().map(|(times, _)| times).collect(), odd)
    }
}

/// The text of a list of groups, each the numbers of people whose ids these are.
#[must_use]
pub fn text(groups: &[Vec<usize>], ids: &[String]) -> String {
    let places = groups.first().map_or(0, Vec::len);
    let digits = digits(groups.len());
    let header =
        std::iter::once("group".to_owned()).chain((1..=places).map(|place| format!("person {place}")));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).ok();
    for (number, group) in groups.iter().enumerate() {
        let number = format!("{number:0digits$}");
        let people = group
            .iter()
            .map(|person| ids.get(*person).map_or("", String::as_str));
        writer
            .write_record(std::iter::once(number.as_str()).chain(people))
            .ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Reads a list.
pub fn read(text: &str) -> Result<List, Unreadable> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut list = List::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (record, number) in reader.records().zip(0..) {
        let line = number + 2;
        let record = record.map_err(|_| Unreadable::Line { line })?;
        let mut cells = record.iter();
        if cells.next().and_then(|cell| cell.parse().ok()) != Some(number) {
            return Err(Unreadable::Line { line });
        }
        let place = |id: &str| {
            places.get(id).copied().unwrap_or_else(|| {
                list.ids.push(id.to_owned());
                places.insert(id.to_owned(), list.ids.len() - 1);
                list.ids.len() - 1
            })
        };
        list.groups.push(cells.map(place).collect());
    }
    if list.groups.is_empty() {
        return Err(Unreadable::Empty);
    }
    if self::text(&list.groups, &list.ids) == text {
        Ok(list)
    } else {
        Err(Unreadable::Form)
    }
}

/// How many digits the numbers of a list of this length have.
#[must_use]
pub fn digits(length: usize) -> usize {
    length.saturating_sub(1).to_string().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written_and_any_other_form_is_refused() {
        let ids = ["ann", "bo, jr", "c \"x\"", "dë"].map(str::to_owned);
        let groups: Vec<Vec<usize>> = (0..12).map(|at| vec![at % 2, 2 + at % 2]).collect();
        let list = text(&groups, &ids);
        assert!(list.starts_with("group,person 1,person 2\n00,ann,\"c \"\"x\"\"\"\n01,\"bo, jr\",dë\n"));
        let read_back = read(&list).expect("a list");
        assert_eq!(read_back.people(1), ["bo, jr", "dë"]);
        assert_eq!(read_back.people(12), [""; 0]);
        assert_eq!(read_back.groups.len(), 12);
        assert_eq!(read_back.ids, ["ann", "c \"x\"", "bo, jr", "dë"]);
        assert_eq!(read_back.held(2), (vec![6; 4], None));
        assert_eq!(read(&list.replace('\n', "\r\n")), Err(Unreadable::Form));
        assert_eq!(
            read(&list.replace("\n03,", "\n04,")),
            Err(Unreadable::Line { line: 5 })
        );
        assert_eq!(
            read(&list.replace("\n11,", "\n11,eve,")),
            Err(Unreadable::Line { line: 13 })
        );
        assert_eq!(read("group\n"), Err(Unreadable::Empty));
    }
}

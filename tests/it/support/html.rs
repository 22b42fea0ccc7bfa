//! Enough HTML reading for pages of ours: elements with attributes and texts, and what people see.

/// Elements that never have an end tag.
const VOID: [&str; 8] = ["input", "link", "meta", "br", "hr", "img", "path", "wbr"];

/// An element with what is inside it.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, with entities read.
    pub attributes: Vec<(String, String)>,
    /// The text inside, white space as single blanks (in a text area as it stands).
    pub text: String,
    /// Where its start tag begins in the page.
    pub start: usize,
    /// Where its end tag begins in the page.
    pub end: usize,
}

impl Element {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// One piece of a page.
enum Piece<'a> {
    Text(&'a str),
    Start {
        name: String,
        attributes: Vec<(String, String)>,
        at: usize,
        after: usize,
    },
    End {
        name: String,
        at: usize,
    },
}

/// Every element of a page in the order of their start tags.
pub fn elements(page: &str) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for piece in pieces(page) {
        match piece {
            Piece::Text(_) => (),
            Piece::Start {
                name,
                attributes,
                at,
                after,
            } => {
                let void = VOID.contains(&name.as_str());
                found.push(Element {
                    name,
                    attributes,
                    text: String::new(),
                    start: at,
                    end: after,
                });
                if !void {
                    open.push((found.len() - 1, after));
                }
            }
            Piece::End { name, at } => {
                if let Some(position) = open.iter().rposition(|(index, _)| found[*index].name == name) {
                    let (index, inside) = open[position];
                    open.truncate(position);
                    found[index].end = at;
                    let content = &page[inside..at];
                    found[index].text = if name == "textarea" {
                        unescape(content)
                    } else {
                        text(content)
                    };
                }
            }
        }
    }
    found
}

/// What people read: no tags, scripts or styles; entities read; white space as single blanks.
pub fn text(page: &str) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    for piece in pieces(page) {
        match piece {
            Piece::Text(piece) if hidden == 0 => text.push_str(&unescape(piece)),
            Piece::Text(_) => (),
            Piece::Start { name, .. } if is_hidden(&name) => hidden += 1,
            Piece::End { name, .. } if is_hidden(&name) => hidden = hidden.saturating_sub(1),
            Piece::Start { name, .. } | Piece::End { name, .. } => {
                if !["a", "b", "i", "em", "strong", "span", "abbr", "code"].contains(&name.as_str()) {
                    text.push(' ');
                }
            }
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page means, whatever its white space, order of attributes and way to write entities.
pub fn canonical(page: &str) -> Vec<String> {
    let pieces = pieces(page).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => {
            let words = unescape(text).split_whitespace().collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then_some(words)
        }
        Piece::Start {
            name, mut attributes, ..
        } => {
            attributes.sort();
            Some(format!("<{name} {attributes:?}>"))
        }
        Piece::End { name, .. } => Some(format!("</{name}>")),
    });
    pieces.collect()
}

fn is_hidden(name: &str) -> bool {
    ["script", "style", "title", "template"].contains(&name)
}

/// The names of all fields among the elements of a form, and what they would send untouched.
pub fn fields(inside: &[&Element]) -> (Vec<String>, Vec<(String, String)>) {
    let (mut names, mut filled) = (Vec::new(), Vec::new());
    for element in inside {
        let Some(name) = element.get("name") else { continue };
        let value = match (element.name.as_str(), element.get("type")) {
            ("input", Some("checkbox" | "radio")) => element
                .get("checked")
                .map(|_| element.get("value").unwrap_or("on").to_owned()),
            ("input", Some("submit" | "button")) | ("button", _) => continue,
            ("input", _) => Some(element.get("value").unwrap_or_default().to_owned()),
            ("textarea", _) => Some(element.text.clone()),
            ("select", _) => inside
                .iter()
                .filter(|option| {
                    option.name == "option" && option.start > element.start && option.end < element.end
                })
                .find(|option| option.get("selected").is_some())
                .map(|option| option.get("value").unwrap_or_default().to_owned()),
            _ => continue,
        };
        names.push(name.to_owned());
        filled.extend(value.map(|value| (name.to_owned(), value)));
    }
    (names, filled)
}

fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let rest = &page[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if let Some(end) = rest.strip_prefix("</") {
            let length = end.find('>').unwrap_or(end.len());
            pieces.push(Piece::End {
                name: end[..length].trim().to_ascii_lowercase(),
                at,
            });
            at += 2 + length + 1;
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (name, attributes, length) = start_tag(rest);
            let raw = name == "script" || name == "style";
            pieces.push(Piece::Start {
                name: name.clone(),
                attributes,
                at,
                after: at + length,
            });
            at += length;
            if raw {
                at += page[at.min(page.len())..].find(&format!("</{name}")).unwrap_or(0);
            }
        } else {
            let length = rest
                .bytes()
                .skip(1)
                .position(|byte| byte == b'<')
                .map_or(rest.len(), |next| next + 1);
            let text = &rest[..length];
            if !text.starts_with("<!") {
                pieces.push(Piece::Text(text));
            }
            at += length;
        }
    }
    pieces
}

/// Name, attributes and length of the start tag that `rest` begins with.
fn start_tag(rest: &str) -> (String, Vec<(String, String)>, usize) {
    let bytes = rest.as_bytes();
    let is_end = |byte: u8| byte.is_ascii_whitespace() || byte == b'>' || byte == b'/';
    let mut at = 1;
    while at < bytes.len() && !is_end(bytes[at]) {
        at += 1;
    }
    let name = rest[1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] == b'>' {
            return (name, attributes, (at + 1).min(bytes.len()));
        }
        let start = at;
        while at < bytes.len() && !is_end(bytes[at]) && bytes[at] != b'=' {
            at += 1;
        }
        let attribute = rest[start..at].to_ascii_lowercase();
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            let quote = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
            let from = at + usize::from(quote.is_some());
            at = from;
            while at < bytes.len()
                && quote.map_or(!bytes[at].is_ascii_whitespace() && bytes[at] != b'>', |quote| {
                    bytes[at] != quote
                })
            {
                at += 1;
            }
            value = &rest[from..at];
            at += usize::from(quote.is_some());
        } else if at == start {
            at += 1;
        }
        attributes.push((attribute, unescape(value)));
    }
}

/// Reads the entities that our pages use.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let known = after
            .split_once(';')
            .and_then(|(name, rest)| Some((entity(name)?, rest)));
        if let Some((character, after)) = known {
            plain.push(character);
            rest = after;
        } else {
            plain.push('&');
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[test]
fn a_form_is_read_as_a_person_sees_it() {
    let page = r#"<form action="/a?b=1&amp;c=2" method=post><input type=hidden name=token value='t"'>
        <input type="checkbox" name="x" value="1" checked><input type="checkbox" name="x" value="2">
        <textarea name="words">Caf&#233; &lt;b&gt;</textarea><select name="s"><option value="1">A</option>
        <option value="2" selected>B</option></select><button name="go">Press <b>me</b></button></form>"#;
    let all = elements(page);
    let inside: Vec<&Element> = all[1..].iter().collect();
    let (names, filled) = fields(&inside);
    assert_eq!(names, ["token", "x", "x", "words", "s"]);
    let expected = [("token", "t\""), ("x", "1"), ("words", "Café <b>"), ("s", "2")];
    let filled: Vec<(&str, &str)> = filled
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(filled, expected);
    assert_eq!(all[0].get("action"), Some("/a?b=1&c=2"));
    assert!(text(page).ends_with("Press me"), "{}", text(page));
}

//! Letters as the `directory` transport leaves them: one file each.

use std::path::Path;

/// A letter that left.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// Every header, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The text body.
    pub text: String,
    /// The HTML body.
    pub html: String,
}

impl Letter {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every link in it, text and HTML and headers.
    pub fn links(&self) -> Vec<String> {
        let headers: Vec<&str> = self.headers.iter().map(|(_, value)| value.as_str()).collect();
        let whole = format!("{}\n{}\n{}", self.text, self.html, headers.join("\n"));
        let mut links: Vec<String> = whole
            .match_indices("http")
            .map(|(at, _)| {
                let rest = &whole[at..];
                let end = rest
                    .find(|c: char| c.is_whitespace() || "\"'<>()".contains(c))
                    .unwrap_or(rest.len());
                super::html::unescape(rest[..end].trim_end_matches(['.', ',']))
            })
            .filter(|link| link.starts_with("http://") || link.starts_with("https://"))
            .collect();
        links.sort();
        links.dedup();
        links
    }

    /// The first link of the text whose address contains `part`.
    #[track_caller]
    pub fn link(&self, part: &str) -> String {
        let found = self.links().into_iter().find(|link| link.contains(part));
        found.unwrap_or_else(|| panic!("no link with {part:?} in the letter:\n{}", self.text))
    }
}

/// Every letter in a folder, in the order of the files' names.
pub fn read(folder: &Path) -> Vec<Letter> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| parse(&std::fs::read_to_string(path).expect("a letter")))
        .collect()
}

fn parse(raw: &str) -> Letter {
    let (headers, body) = head(raw);
    let mut letter = Letter {
        to: address(get(&headers, "to")).to_owned(),
        subject: decode_words(get(&headers, "subject")),
        text: String::new(),
        html: String::new(),
        headers: headers.clone(),
    };
    part(&headers, body, &mut letter);
    letter
}

fn part(headers: &[(String, String)], body: &str, letter: &mut Letter) {
    let kind = get(headers, "content-type");
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        let boundary = kind.split("boundary=").nth(1).unwrap_or_default();
        let boundary = boundary
            .trim_start_matches('"')
            .split(['"', ';'])
            .next()
            .unwrap_or_default();
        let boundary = format!("--{boundary}");
        let parts = body
            .split(&boundary)
            .skip(1)
            .take_while(|part| !part.starts_with("--"));
        for piece in parts {
            let (headers, body) = head(piece.trim_start_matches("\r\n"));
            part(&headers, body, letter);
        }
        return;
    }
    let bytes = match get(headers, "content-transfer-encoding")
        .to_ascii_lowercase()
        .as_str()
    {
        "quoted-printable" => quoted_printable(body, false),
        "base64" => base64(body),
        _ => body.as_bytes().to_vec(),
    };
    let text = String::from_utf8(bytes)
        .expect("a letter in UTF-8")
        .replace("\r\n", "\n");
    if kind.starts_with("text/html") {
        letter.html.push_str(&text);
    } else if kind.is_empty() || kind.starts_with("text/plain") {
        letter.text.push_str(&text);
    }
}

/// Headers, unfolded, and what follows them.
fn head(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers = unfolded
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    (headers, body)
}

fn get<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    headers
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value)
}

fn address(to: &str) -> &str {
    to.rsplit_once('<')
        .map_or(to, |(_, rest)| rest.trim_end_matches('>'))
}

/// RFC 2047 words.
fn decode_words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        let mut pieces = after.splitn(4, '?');
        let (Some(_), Some(encoding), Some(word), Some(tail)) =
            (pieces.next(), pieces.next(), pieces.next(), pieces.next())
        else {
            break;
        };
        if !before.trim().is_empty() || plain.is_empty() {
            plain.push_str(before);
        }
        let bytes = if encoding.eq_ignore_ascii_case("b") {
            base64(word)
        } else {
            quoted_printable(word, true)
        };
        plain.push_str(&String::from_utf8_lossy(&bytes));
        rest = tail.strip_prefix('=').unwrap_or(tail);
    }
    plain + rest
}

fn quoted_printable(text: &str, word: bool) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let code = (bytes[at] == b'=').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            plain.push(byte);
            at += 3;
        } else {
            plain.push(if word && bytes[at] == b'_' {
                b' '
            } else {
                bytes[at]
            });
            at += 1;
        }
    }
    plain
}

fn base64(text: &str) -> Vec<u8> {
    use ::base64::Engine;
    let text: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    ::base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64 in a letter")
}

#[test]
fn a_letter_is_read_as_mail_software_reads_it() {
    let raw = "To: =?utf-8?b?U2nDom4=?= <sian@example.org>\r\nSubject: =?utf-8?Q?Caf=C3=A9_?=\r\n =?utf-8?b?4oCT?= now\r\n\
        Content-Type: multipart/alternative;\r\n boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nSi=C3=A2n, see http://a.example/r/x=\r\nyz.\r\n--b1\r\n\
        Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+SGk8L2I+\r\n--b1--\r\n";
    let letter = parse(raw);
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("sian@example.org", "Café – now")
    );
    assert_eq!(letter.text.trim(), "Siân, see http://a.example/r/xyz.");
    assert_eq!(letter.html.trim(), "<b>Hi</b>");
    assert_eq!(letter.links(), ["http://a.example/r/xyz"]);
}

//! What kind of mail came to an address for bounces.

use mail_parser::{Message, MimeHeaders};

/// A mail, as far as it matters here.
pub(super) enum Mail {
    /// A report of delivery (RFC 3464, RFC 6533), with its fields.
    Report(String),
    /// Feedback of a mail provider (RFC 5965), with its fields.
    Feedback(String),
    /// A mail server wrote, in words only.
    FromServer,
    /// An automatic answer, a receipt, or somebody's own mail.
    Other,
}

/// Reports are told by their parts, not by who sends them: many are marked as automatic answers, too.
pub(super) fn kind(message: &Message<'_>) -> Mail {
    let part = |kinds: &[&str]| {
        message
            .parts
            .iter()
            .find(|part| kinds.iter().any(|kind| part.is_content_type("message", kind)))
            .map(|part| String::from_utf8_lossy(part.contents()).into_owned())
    };
    if let Some(fields) = part(&["feedback-report"]) {
        Mail::Feedback(fields)
    } else if let Some(fields) = part(&["delivery-status", "global-delivery-status"]) {
        Mail::Report(fields)
    } else if part(&["disposition-notification", "global-disposition-notification"]).is_none()
        && is_from_a_server(message)
    {
        Mail::FromServer
    } else {
        Mail::Other
    }
}

/// Whether a mail without a report comes from a mail server and not from somebody who is away: null senders are
/// common to both, these signs are not.
fn is_from_a_server(message: &Message<'_>) -> bool {
    let has = |name: &str| message.header(name).is_some();
    if has("X-Failed-Recipients") || has("X-MS-Exchange-Message-Is-Ndr") {
        return true;
    }
    let from = message.from().and_then(|from| from.first()?.address());
    let name = from
        .and_then(|address| address.split('@').next())
        .unwrap_or_default()
        .to_ascii_lowercase();
    match name.as_str() {
        // No person has this name, and a server marks its own reports as automatic answers (RFC 3834).
        "mailer-daemon" | "mail-daemon" => !is_away(message),
        // Postmasters are people, who go on holiday.
        "postmaster" => !is_automatic(message) && !is_away(message) && speaks_of_failure(message),
        _ => false,
    }
}

/// Marked as made by a machine (RFC 3834), or as answering mail by itself.
fn is_automatic(message: &Message<'_>) -> bool {
    let value = |name: &str| {
        message
            .header(name)
            .and_then(|value| value.as_text().map(str::to_lowercase))
    };
    let other_than_no = |name: &str| value(name).is_some_and(|value| value.trim() != "no");
    let precedence = value("Precedence").unwrap_or_default();
    other_than_no("Auto-Submitted")
        || other_than_no("X-Autoreply")
        || other_than_no("X-Autorespond")
        || message.header("X-Auto-Response-Suppress").is_some()
        || ["auto_reply", "auto-reply", "bulk", "junk", "list"].contains(&precedence.trim())
}

/// What programs put above the answer of somebody who is away, in the languages of our people and their neighbours.
fn is_away(message: &Message<'_>) -> bool {
    const SUBJECTS: [&str; 11] = [
        "automatic reply",
        "auto-reply",
        "auto reply",
        "autoreply",
        "auto response",
        "autoresponse",
        "out of office",
        "out of the office",
        "away from",
        "ateb awtomatig",
        "allan o'r swyddfa",
    ];
    let subject = message
        .subject()
        .unwrap_or_default()
        .to_lowercase()
        .replace('’', "'");
    let has = |name: &str| message.header(name).is_some();
    has("X-Autoreply") || has("X-Autorespond") || SUBJECTS.iter().any(|words| subject.contains(words))
}

fn speaks_of_failure(message: &Message<'_>) -> bool {
    const WORDS: [&str; 10] = [
        "undeliver",
        "not be delivered",
        "not delivered",
        "delivery fail",
        "delivery has failed",
        "failed to deliver",
        "failure notice",
        "delivery status",
        "returned mail",
        "returned to sender",
    ];
    let subject = message.subject().unwrap_or_default().to_lowercase();
    let text = message.body_text(0).unwrap_or_default().to_lowercase();
    WORDS
        .iter()
        .any(|words| subject.contains(words) || text.contains(words))
}

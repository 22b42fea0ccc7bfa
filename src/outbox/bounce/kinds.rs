//! What kind of mail came to an address for bounces.

use mail_parser::{Message, MimeHeaders};

/// A mail, as far as it matters here.
pub(super) enum Mail {
    /// A report of delivery (RFC 3464, RFC 6533), with its fields.
    Report(String),
    /// Feedback of a mail provider (RFC 5965), with its fields.
    Feedback(String),
    /// A mail provider says in words only that its customer took the letter for spam.
    Complaint,
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
    } else if is_complaint(message) {
        Mail::Complaint
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
    let name = name_of_sender(message);
    match name.as_str() {
        // No person has this name, and a server marks its own reports as automatic answers (RFC 3834).
        "mailer-daemon" | "mail-daemon" => {
            !is_away(message) && (!is_automatic(message) || speaks_of_failure(message))
        }
        // Postmasters are people, who go on holiday.
        "postmaster" => !is_automatic(message) && !is_away(message) && speaks_of_failure(message),
        _ => false,
    }
}

/// The name before the `@` of the sender, in small letters.
fn name_of_sender(message: &Message<'_>) -> String {
    let from = message.from().and_then(|from| from.first()?.address());
    let name = from.and_then(|address| address.split('@').next());
    name.unwrap_or_default().to_ascii_lowercase()
}

/// Whether a mail is a complaint in the form that a provider used before RFC 5965, or uses beside it: Outlook.com
/// (Junk Mail Reporting Program) names the person in a header of its own; others write from a desk for abuse.
fn is_complaint(message: &Message<'_>) -> bool {
    const DESKS: [&str; 11] = [
        "abuse",
        "arf",
        "fbl",
        "feedback",
        "feedbackloop",
        "feedback-loop",
        "complaint",
        "complaints",
        "scomp",
        "staff",
        "postmaster",
    ];
    const SUBJECTS: [&str; 7] = [
        "complaint about message",
        "feedback report",
        "spam complaint",
        "spam report",
        "abuse report",
        "abuse complaint",
        "junk mail report",
    ];
    let subject = message.subject().unwrap_or_default().to_lowercase();
    message.header("X-HmXmrOriginalRecipient").is_some()
        || DESKS.contains(&name_of_sender(message).as_str())
            && SUBJECTS.iter().any(|words| subject.contains(words))
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
    const SUBJECTS: [&str; 16] = [
        "on leave",
        "annual leave",
        "on holiday",
        "vacation",
        "ar wyliau",
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
    const WORDS: [&str; 14] = [
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
        "returning message",
        "unable to deliver",
        "not deliver",
        "after rcpt to",
    ];
    let subject = message.subject().unwrap_or_default().to_lowercase();
    let text = message.body_text(0).unwrap_or_default().to_lowercase();
    WORDS
        .iter()
        .any(|words| subject.contains(words) || text.contains(words))
}

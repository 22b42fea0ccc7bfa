//! Where a conversation fails, and how.

/// Where in the conversation something goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first line.
    Greeting,
    /// EHLO.
    Hello,
    /// MAIL.
    Sender,
    /// RCPT.
    Recipient,
    /// DATA.
    Ready,
    /// In the middle of the text.
    Text,
    /// After the text.
    LastLine,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Hangs up.
    Drop,
    /// Takes the letter and hangs up without a word; before the last line it only hangs up.
    TakeAndDrop,
    /// Not now.
    Busy,
    /// Never.
    Refuse,
    /// Not now, and the connection ends.
    Leaving,
    /// Answers late, but in time.
    Slow,
    /// Answers too late.
    TooSlow,
    /// Answers something that is no answer.
    Garbage,
    /// Closes its writing half and goes on listening.
    HalfClosed,
}

/// Every step, in order.
pub const STEPS: [Step; 7] = [
    Step::Greeting,
    Step::Hello,
    Step::Sender,
    Step::Recipient,
    Step::Ready,
    Step::Text,
    Step::LastLine,
];
/// Every fault.
pub const FAULTS: [Fault; 9] = [
    Fault::Drop,
    Fault::TakeAndDrop,
    Fault::Busy,
    Fault::Refuse,
    Fault::Leaving,
    Fault::Slow,
    Fault::TooSlow,
    Fault::Garbage,
    Fault::HalfClosed,
];

//! Who read what about whom, when and why. A row is written in the transaction of the reading, and the
//! person it is about can see it.

pub mod records;

use crate::{
    account::{AccountId, Role},
    citizen::CitizenId,
    moment::Moment,
    opportunity::OpportunityId,
    organisation::OrganisationId,
};
pub use records::{about, count_today, insert, latest};

crate::slugs! {
    /// What somebody did.
    pub enum Action {
        /// Read who a person with a place is.
        ReadPerson = "read-person",
        /// Searched the anonymous cards.
        SearchCards = "search-cards",
        /// Asked how many people could be reached.
        Count = "count",
        /// Took a copy of somebody's data.
        Export = "export",
        /// Found a person by their exact address.
        FindPerson = "find-person",
        /// Read who somebody is whom no group of a draw can have.
        ReadLeftOut = "read-left-out",
        /// Verified an organisation.
        Verify = "verify",
        /// Refused an organisation.
        Refuse = "refuse",
        /// Suspended an organisation.
        Suspend = "suspend",
        /// Approved an opportunity.
        Approve = "approve",
        /// Sent an opportunity back with a reason.
        SendBack = "send-back",
        /// Released a wave of invitations.
        Release = "release",
        /// Stopped a wave of invitations.
        Stop = "stop",
        /// Printed a letter with somebody's postal address.
        PrintLetter = "print-letter",
        /// Said that printed letters were posted.
        PostLetters = "post-letters",
        /// Wrote down an answer that they heard or read.
        HearReply = "hear-reply",
        /// Read a supporter's draft to the person whose code they had.
        ReadDraft = "read-draft",
        /// Wrote down what a person said about a supporter's draft.
        HearDraft = "hear-draft",
        /// Registered somebody who asked them to.
        Register = "register",
        /// Began to act for somebody who asked them to.
        ActFor = "act-for",
        /// Changed something for somebody who asked them to.
        ChangeFor = "change-for",
        /// Opened what a page needs to write something down for somebody who asked them to.
        OpenFor = "open-for",
        /// Wrote down what somebody asked for: a consent, a rest, a helper, a copy.
        RecordFor = "record-for",
        /// Erased somebody who asked them to.
        EraseFor = "erase-for",
        /// Read a phone number to ring the person.
        Ring = "ring",
        /// A supporter looked at what the person lets them see.
        SupporterRead = "supporter-read",
        /// A supporter wrote a draft.
        SupporterDraft = "supporter-draft",
        /// A supporter ended their mandate.
        SupporterEnded = "supporter-ended",
        /// Found out whether a letter arrived.
        SettleLetter = "settle-letter",
        /// Changed what was asked of a group, because none could be made.
        ChangeGroup = "change-group",
        /// Typed the number that decided a draw.
        DrawGroup = "draw-group",
        /// Took an opportunity down, with a reason.
        TakeDown = "take-down",
        /// Put an opportunity back that was taken down.
        PutBack = "put-back",
        /// Called an opportunity off.
        Cancel = "cancel",
        /// Asked for another address of somebody, or confirmed their own.
        ChangeEmail = "change-email",
        /// Undid a change of address from the old mailbox.
        UndoEmail = "undo-email",
        /// Let an officer set up the second factor anew.
        RenewSecondFactor = "renew-second-factor",
        /// Invited somebody to join the organisation as an officer.
        InviteOfficer = "invite-officer",
        /// Joined an organisation as an officer.
        JoinOrganisation = "join-organisation",
        /// Ended the access of an officer.
        EndOfficer = "end-officer",
        /// Ended the access of a steward.
        EndSteward = "end-steward",
    }
}

/// One thing to note.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who did it.
    pub actor: AccountId,
    /// For which organisation, when they acted for one.
    pub organisation: Option<OrganisationId>,
    /// About whom, when it was about one person.
    pub citizen: Option<CitizenId>,
    /// For which opportunity.
    pub opportunity: Option<OpportunityId>,
    /// What they did.
    pub action: Action,
    /// Why, or what was asked, in words.
    pub detail: String,
}

/// One noted thing, as people read it.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Noted {
    /// When.
    pub at: Moment,
    /// What.
    pub action: Action,
    /// Why, or what was asked.
    pub detail: String,
    /// What the actor may do here; none when the account is gone.
    pub role: Option<Role>,
    /// The actor's name, when it is an officer.
    pub called: Option<String>,
    /// The organisation's name.
    pub organisation: Option<String>,
    /// The opportunity's question.
    pub opportunity: Option<String>,
}

//! The registration: one question after the other. It can be left at any point and goes on where it stood.

crate::slugs! {
    /// A question of the registration, in the order in which they are asked.
    pub enum Step {
        /// The name to be called by.
        Name = "name",
        /// What may be used for what.
        Consent = "consent",
        /// Where, and how far to travel.
        Place = "place",
        /// How and when.
        Ways = "ways",
        /// What you know.
        Badges = "badges",
        /// What you have done.
        Contributions = "contributions",
        /// What matters.
        Matters = "matters",
        /// How often.
        Often = "often",
        /// A look at everything.
        Check = "check",
        /// Registered.
        Done = "done",
    }
}

/// How many questions there are, the last look at everything included.
pub const QUESTIONS: usize = Step::Done as usize;

impl Step {
    /// What comes next.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.get(self as usize + 1).copied().unwrap_or(Self::Done)
    }

    /// What came before; nothing before the first.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        (self as usize)
            .checked_sub(1)
            .and_then(|place| Self::ALL.get(place).copied())
    }

    /// The address of the question.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Done => "/you".to_owned(),
            step => format!("/you/{}", step.slug()),
        }
    }

    /// Where a registration stands that stood at `self`, once `answered` is answered or skipped.
    #[must_use]
    pub fn after(self, answered: Self) -> Self {
        self.max(answered.next())
    }

    /// What is shown after `answered`: the next question, or the overview when somebody came from there.
    #[must_use]
    pub fn onward(self, answered: Self) -> Self {
        if self >= Self::Check {
            self
        } else {
            answered.next()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_on_the_way_does_not_lose_the_place() {
        assert_eq!(Step::Name.after(Step::Name), Step::Consent);
        assert_eq!(Step::Matters.after(Step::Name), Step::Matters);
        assert_eq!(Step::Matters.onward(Step::Name), Step::Consent);
        assert_eq!(Step::Often.after(Step::Often), Step::Check);
    }

    #[test]
    fn a_change_at_the_end_leads_back_to_the_overview() {
        assert_eq!(Step::Check.onward(Step::Name), Step::Check);
        assert_eq!(Step::Done.onward(Step::Place), Step::Done);
        assert_eq!(Step::Done.after(Step::Place), Step::Done);
        assert_eq!(Step::Done.path(), "/you");
    }
}

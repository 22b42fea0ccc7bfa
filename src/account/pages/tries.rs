//! Tries of the password of an account: whose they are, and who waits.
//!
//! A browser that somebody has signed in with has tries of its own, so that no stranger keeps the person out. For all
//! others first the network counts, then this account from this network, and last this account from everywhere:
//! guesses that come from many networks are slowed down, too. Only failures count.

use crate::{
    account::{
        AccountId,
        attempts::{self, ACCOUNT, ADDRESS, EVERYWHERE, LETTERS, SITE},
    },
    web::{Error, Form, Result, Visit, address, visit::Tried},
};

/// The subjects that a try of one password counts for.
pub struct Tries {
    subjects: Vec<Tried<'static>>,
}

impl Tries {
    /// The tries of the password of the address `email`, which is that of `account`, from this browser.
    pub async fn of(visit: &Visit, email: &str, account: Option<AccountId>) -> Result<Self> {
        let network = address::network(visit.address);
        let subjects = if let Some(device) = visit.known_device(account).await? {
            vec![("sign-in-device", device, ACCOUNT)]
        } else {
            let site = address::site(visit.address).map(|site| ("sign-in", site, SITE));
            let mut subjects = vec![("sign-in", network.clone(), ADDRESS)];
            subjects.extend(site);
            subjects.push(("sign-in", format!("{email}\n{network}"), ACCOUNT));
            subjects.push(("sign-in", email.to_owned(), EVERYWHERE));
            subjects
        };
        Ok(Self { subjects })
    }

    /// Counts a try. When it has to wait, the form says for how long at `field`, and this is `false`.
    pub async fn may_try(&self, visit: &Visit, form: &mut Form, field: &str) -> Result<bool> {
        may_try(visit, form, field, &self.subjects).await
    }

    /// The try was a success: it does not count for the network, and forgets the failures of the account.
    pub async fn succeed(&self, visit: &Visit) -> Result<()> {
        let (database, secret) = (&visit.site.database, &visit.site.secret);
        for (what, subject, limit) in &self.subjects {
            if limit.free == ADDRESS.free || limit.free == SITE.free {
                attempts::take_back(database, secret, what, subject).await?;
            } else {
                attempts::forget(database, secret, what, subject).await?;
            }
        }
        Ok(())
    }
}

/// Counts a form that asks for a letter to `email`. The same form sent again, by its `id`, asks for no second letter:
/// it counts for the network alone, whether or not anybody has that address.
pub async fn may_ask(visit: &Visit, form: &mut Form, what: &str, (email, id): (&str, &str)) -> Result<bool> {
    let (database, secret) = (&visit.site.database, &visit.site.secret);
    let repeated = attempts::is_repeated(database, secret, (what, email, id), visit.site.now()).await?;
    let subject = if repeated { "" } else { email };
    may_try(visit, form, "email", &visit.limits(what, subject, LETTERS)).await
}

/// Counts a try for each of these subjects, until one has to wait: then the form says for how long at `field`, and
/// this is `false`.
pub async fn may_try(visit: &Visit, form: &mut Form, field: &str, subjects: &[Tried<'_>]) -> Result<bool> {
    match visit.count(subjects).await {
        Ok(()) => Ok(true),
        Err(Error::Wait(seconds)) => {
            form.problem_with(field, "wait", seconds);
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

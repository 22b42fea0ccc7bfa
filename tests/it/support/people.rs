//! People of a story, made the short way: straight into the database and signed in.

use alongside::{
    account::{self, Account, AccountId, Email, Role, Status, sessions},
    database::sql,
    frontend::Language,
};

use super::{Visitor, World};

/// Somebody with an account and a signed-in browser.
pub struct Person {
    /// Their account.
    pub id: AccountId,
    /// Their address.
    pub email: String,
    /// Their browser, signed in.
    pub browser: Visitor,
}

impl World {
    /// A steward, signed in with the second factor.
    pub async fn steward(&self) -> Person {
        self.person("steward", Role::Steward).await
    }

    /// An active account of this role with a session; `name` makes the address.
    pub async fn person(&self, name: &str, role: Role) -> Person {
        let now = self.now();
        let email = format!("{}@people.example", ascii(name));
        let account = Account {
            id: AccountId::new(now),
            role,
            email: Email::parse(&email),
            password: None,
            locale: Language::English,
            status: Status::Active,
            code_secret: (role != Role::Citizen).then(|| account::random::<20>().to_vec()),
            code_step: 0,
        };
        assert!(account.email.is_some(), "{email} is no address");
        let mut transaction = self.database().begin().await.expect("a transaction");
        let fresh = account::records::insert(&mut transaction, &account, now)
            .await
            .expect("an account");
        assert!(fresh, "{email} is there already");
        let session = sessions::begin(&mut transaction, account.id, role != Role::Citizen, now).await;
        let session = session.expect("a session");
        transaction.commit().await.expect("committed");
        Person {
            id: account.id,
            email,
            browser: Visitor::new(&self.address, Some(session.reveal())),
        }
    }

    /// Runs one statement: a change that no page makes, to bring a story to where it begins.
    pub async fn run(&self, statement: &'static str, subject: uuid::Uuid) -> u64 {
        let mut transaction = self.database().begin().await.expect("a transaction");
        let rows = sql(&mut transaction, statement)
            .bind(subject)
            .run()
            .await
            .expect("a statement");
        transaction.commit().await.expect("committed");
        rows
    }
}

/// The letters of a name that an address can hold.
fn ascii(name: &str) -> String {
    let name = name
        .to_lowercase()
        .replace(['â', 'ä'], "a")
        .replace('ŵ', "w")
        .replace('ŷ', "y");
    name.chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '.'
            }
        })
        .collect()
}

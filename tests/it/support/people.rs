//! People and opportunities of a story, made the short way: through the records, and signed in.

use alongside::{
    account::{self, Account, AccountId, Email, Role, Status, sessions},
    badge::{Kind, Visibility},
    citizen::{
        self, Citizen, ConsentPurpose, Contribution, ContributionId, Declared, DeclaredId, Format, Time,
        consent, declared,
    },
    database::{Transaction, sql},
    frontend::Language,
    moment::{DAY, Moment},
    opportunity::{self, FeePer, Need, Opportunity, OpportunityId, ReplacementCare, Seek, State},
    organisation::{self, Officer, Organisation, OrganisationId, OrganisationKind, Standing},
};

use super::{Visitor, World};

/// Somebody with an account and a signed-in browser.
pub struct Person {
    /// Their account; a citizen's is the citizen.
    pub id: AccountId,
    /// Their address.
    pub email: String,
    /// For whom an officer acts.
    pub organisation: Option<OrganisationId>,
    /// The token of their session.
    pub session: String,
    /// Their browser, signed in.
    pub browser: Visitor,
}

impl World {
    /// A steward, signed in with the second factor.
    pub async fn steward(&self) -> Person {
        self.steward_called("steward").await
    }

    /// Another steward, whose address is made of a name.
    pub async fn steward_called(&self, called: &str) -> Person {
        let mut transaction = self.database().begin().await.expect("a transaction");
        let person = self.account(&mut transaction, called, Role::Steward).await;
        transaction.commit().await.expect("committed");
        person
    }

    /// A verified officer of a verified organisation of their own, signed in with the second factor.
    pub async fn officer(&self, called: &str, organisation: &str) -> Person {
        let now = self.now();
        let mut transaction = self.database().begin().await.expect("a transaction");
        let mut person = self.account(&mut transaction, called, Role::Officer).await;
        let organisation = Organisation {
            id: OrganisationId::new(now),
            name: organisation.to_owned(),
            kind: OrganisationKind::Council,
            website: "https://council.example".to_owned(),
            responsible: "Ruth Ames".to_owned(),
            status: Standing::Verified,
            applied_at: now,
            reason: None,
        };
        organisation::records::insert(&mut transaction, &organisation)
            .await
            .expect("an organisation");
        let officer = Officer {
            account_id: person.id,
            organisation_id: organisation.id,
            called: called.to_owned(),
            job: "Engagement lead".to_owned(),
            verified_at: Some(now),
        };
        organisation::records::insert_officer(&mut transaction, &officer)
            .await
            .expect("an officer");
        transaction.commit().await.expect("committed");
        person.organisation = Some(organisation.id);
        person
    }

    /// A citizen who has registered, consented to everything, lives in LS6, has been through a hospital
    /// discharge as a carer (for matching only) and can speak in public (searchable).
    pub async fn citizen(&self, called: &str) -> Person {
        self.citizen_with(called, |_| ()).await
    }

    /// The same, with what `change` has changed.
    pub async fn citizen_with(&self, called: &str, change: impl FnOnce(&mut Citizen)) -> Person {
        let mut transaction = self.database().begin().await.expect("a transaction");
        let person = self.account(&mut transaction, called, Role::Citizen).await;
        let mut citizen = citizen_like_most(person.id, called, self.now());
        change(&mut citizen);
        store(&mut transaction, &citizen, self.now())
            .await
            .expect("a citizen");
        transaction.commit().await.expect("committed");
        person
    }

    /// An open opportunity of this officer that seeks what [`World::citizen`] has.
    pub async fn opportunity(&self, officer: &Person, title: &str) -> OpportunityId {
        self.opportunity_with(officer, title, |_| ()).await
    }

    /// The same, with what `change` has changed.
    pub async fn opportunity_with(
        &self,
        officer: &Person,
        title: &str,
        change: impl FnOnce(&mut Opportunity),
    ) -> OpportunityId {
        let mut opportunity = opportunity_like_most(officer, title, self.now());
        change(&mut opportunity);
        let mut transaction = self.database().begin().await.expect("a transaction");
        let fresh = opportunity::records::insert(&mut transaction, &opportunity, self.now()).await;
        assert!(fresh.expect("an opportunity"), "it is new");
        transaction.commit().await.expect("committed");
        opportunity.id
    }

    /// An active account of this role with a session; `name` makes the address.
    async fn account(&self, transaction: &mut Transaction, name: &str, role: Role) -> Person {
        let now = self.now();
        let staff = role != Role::Citizen;
        let email = format!("{}@people.example", ascii(name));
        let account = Account {
            id: AccountId::new(now),
            role,
            email: Email::parse(&email),
            password: None,
            locale: Language::English,
            status: Status::Active,
            code_secret: staff.then(|| account::random::<20>().to_vec()),
            code_step: 0,
        };
        assert!(account.email.is_some(), "{email} is no address");
        let fresh = account::records::insert(transaction, &account, now)
            .await
            .expect("an account");
        assert!(fresh, "{email} is there already");
        let session = sessions::begin(transaction, account.id, staff, now)
            .await
            .expect("a session");
        let browser = Visitor::new(&self.address, Some(session.reveal()));
        Person {
            id: account.id,
            email,
            organisation: None,
            session: session.reveal().to_owned(),
            browser,
        }
    }

    /// Runs one statement about `subject`: a change that no page makes, to bring a story to where it begins.
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

fn citizen_like_most(id: AccountId, called: &str, now: Moment) -> Citizen {
    Citizen {
        id,
        called: Some(called.to_owned()),
        area: Some("LS6".to_owned()),
        travel_km: Some(20),
        formats: vec![Format::Online, Format::InPerson],
        times: vec![Time::WeekdayDaytime, Time::WeekdayEvening],
        matters: Some("That nobody goes home alone".to_owned()),
        motives: vec!["make-it-better-for-those-who-come-next".to_owned()],
        phone: None,
        open_ceiling: 2,
        month_ceiling: 3,
        paused_until: None,
        step: "done".to_owned(),
        created_at: now,
        badges: vec![
            declared("hospital-discharge", Kind::Experience, Visibility::Matching, now),
            declared("public-speaking", Kind::Skill, Visibility::Searchable, now),
        ],
        contributions: vec![Contribution {
            id: ContributionId::new(now),
            kind: "sat-on-a-panel".to_owned(),
            words: "The carers' panel".to_owned(),
            year: Some(2025),
        }],
        consents: ConsentPurpose::ALL.to_vec(),
    }
}

/// A badge of the catalogue as somebody declares it.
pub fn declared(badge: &str, kind: Kind, visibility: Visibility, now: Moment) -> Declared {
    Declared {
        id: DeclaredId::new(now),
        kind,
        badge: Some(badge.to_owned()),
        words: None,
        standpoint: (kind == Kind::Experience).then(|| "unpaid-carer".to_owned()),
        visibility,
    }
}

async fn store(transaction: &mut Transaction, citizen: &Citizen, now: Moment) -> sqlx::Result<()> {
    let id = citizen.id;
    citizen::records::insert(transaction, id, now).await?;
    let called = citizen.called.as_deref().unwrap_or_default();
    citizen::records::update_called(transaction, id, called, now).await?;
    citizen::records::update_place(transaction, id, citizen.area.clone(), citizen.travel_km, now).await?;
    citizen::records::update_ways(transaction, id, &citizen.formats, &citizen.times, now).await?;
    citizen::records::update_matters(transaction, id, &citizen.motives, citizen.matters.clone(), now).await?;
    citizen::records::update_ceilings(transaction, id, citizen.open_ceiling, citizen.month_ceiling, now)
        .await?;
    citizen::records::update_phone(transaction, id, citizen.phone.clone(), now).await?;
    citizen::records::update_pause(transaction, id, citizen.paused_until, now).await?;
    citizen::records::update_step(transaction, id, &citizen.step).await?;
    for badge in &citizen.badges {
        declared::records::insert_badge(transaction, id, badge, now).await?;
    }
    for contribution in &citizen.contributions {
        declared::records::insert_contribution(transaction, id, contribution, now).await?;
    }
    let wishes: Vec<(ConsentPurpose, bool)> = ConsentPurpose::ALL
        .iter()
        .map(|purpose| (*purpose, citizen.consents.contains(purpose)))
        .collect();
    consent::records::update(transaction, id, &wishes, Language::English, now).await
}

fn opportunity_like_most(officer: &Person, title: &str, now: Moment) -> Opportunity {
    let seek = |kind, badge: &str, need| Seek {
        kind,
        badge: Some(badge.to_owned()),
        standpoint: None,
        words: None,
        need,
    };
    Opportunity {
        id: OpportunityId::new(now),
        organisation_id: officer.organisation.expect("an officer acts for an organisation"),
        officer_id: officer.id,
        state: State::Open,
        title: title.to_owned(),
        summary: "We are planning the way home from hospital afresh.".to_owned(),
        part: "Tell us what went well and what did not, and write the new way with us.".to_owned(),
        open_text: "Everything between the ward and the front door.".to_owned(),
        fixed_text: "The budget, because it is set for two years.".to_owned(),
        decides: "The discharge board, with two seats for members of this group".to_owned(),
        decided_when: "March 2027".to_owned(),
        stage: "co-design".to_owned(),
        activity: "co-design-workshop".to_owned(),
        area: Some("LS1".to_owned()),
        within_km: Some(30),
        formats: vec![Format::Online, Format::InPerson],
        times: vec![Time::WeekdayDaytime],
        starts_on: Some("2027-01-12".to_owned()),
        minutes: Some(120),
        meetings: Some(3),
        motives: vec!["make-it-better-for-those-who-come-next".to_owned()],
        fee_pence: 2500,
        fee_per: FeePer::Hour,
        pay_on: Some("2027-01-31".to_owned()),
        expenses: "Travel and a meal, paid in advance".to_owned(),
        replacement_care: ReplacementCare::Paid,
        access: vec!["step-free-venue".to_owned(), "regular-breaks".to_owned()],
        access_notes: String::new(),
        places: Some(4),
        reply_by: Some(Moment::end_of(now.plus(14 * DAY).day())),
        feedback_by: "2027-04-30".to_owned(),
        form_seed: None,
        opened_at: Some(now),
        formed_at: None,
        reason: None,
        seeks: vec![
            seek(Kind::Experience, "hospital-discharge", Need::Must),
            seek(Kind::Skill, "public-speaking", Need::Helps),
        ],
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

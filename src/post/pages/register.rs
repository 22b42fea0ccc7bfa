//! A steward registers somebody who asks them to: on the telephone, at a table, or from a paper form.

use serde_json::{Value, json};

use super::{acting, address, heard};
use crate::{
    account::{Account, AccountId, Role, Status, pages::form_id, records as accounts},
    area,
    audit::{self, Action, Entry},
    citizen::{ConsentPurpose, LetterFormat, consent, pages::phone_in, records as citizens},
    database::Transaction,
    frontend::Language,
    mail,
    outbox::{self, Kind, NewLetter, Recipient},
    post::{Address, HeardId, How, What, calls, records},
    web::{Form, Result, Steward, Visit, visit::done},
};

/// What somebody said of themselves.
struct Said {
    called: String,
    /// None for somebody who has no address: they are rung.
    address: Option<Address>,
    phone: Option<String>,
    area: Option<String>,
    language: Language,
    format: LetterFormat,
    wishes: Vec<(ConsentPurpose, bool)>,
    heard: (String, How),
}

/// Asks what they said.
pub async fn show(steward: Steward) -> Result {
    ask(&steward.visit, &Form::default())
}

fn ask(visit: &Visit, form: &Form) -> Result {
    let purposes: Vec<Value> = ConsentPurpose::asked_by_others()
        .map(|purpose| {
            let key = format!("consent-{}", purpose.slug());
            json!({
                "value": purpose.slug(), "text": visit.text(&key), "hint": visit.text(&format!("{key}-hint")),
            })
        })
        .collect();
    let formats: Vec<Value> = LetterFormat::ALL
        .iter()
        .map(|format| {
            json!({"value": format.slug(), "text": visit.text(&format!("letter-format-{}", format.slug()))})
        })
        .collect();
    let context = json!({
        "form": form.shown(visit), "purposes": purposes, "formats": formats,
        "id": form_id(form, visit.site.now()),
    });
    visit.english_page("steward/register.html", context)
}

fn read(form: &mut Form) -> Option<Said> {
    let called = form.required_line("called", 60);
    let phone = phone_in(form);
    let homeless = form.text("no_address") == "yes";
    let address = if homeless { None } else { address::read(form) };
    if homeless && phone.is_none() && form.text("phone").is_empty() {
        form.problem("phone", "missing");
    }
    let typed = form.text("area").to_owned();
    let area = area::parse(&typed);
    if area.is_none() && !typed.is_empty() {
        form.problem("area", "unknown");
    }
    let language = form.choice("locale", Language::parse);
    let format = form.choice("letter_format", LetterFormat::parse);
    if form.text("adult") != "yes" {
        form.problem("adult", "missing");
    }
    let ticked = form.choices("consent", ConsentPurpose::parse);
    let wishes = ConsentPurpose::asked_by_others()
        .map(|purpose| (purpose, ticked.contains(&purpose)))
        .collect();
    let heard = heard(form);
    form.is_fine().then_some(())?;
    Some(Said {
        called,
        address,
        phone,
        area,
        language: language?,
        format: format?,
        wishes,
        heard: heard?,
    })
}

/// Registers them. Somebody without an address gets a code, which they say when we ring them back: only then are they
/// rung about anything else. Everything, the note of who heard it, the letter that says what was written down, and the
/// steward's hour to write down the rest, is one transaction; the same form sent twice registers one person.
pub async fn register(steward: Steward, mut form: Form) -> Result {
    let visit = &steward.visit;
    let id: AccountId = form_id(&form, visit.site.now())
        .parse()
        .unwrap_or_else(|_| AccountId::new(visit.site.now()));
    let Some(said) = read(&mut form) else {
        return ask(visit, &form);
    };
    let mut transaction = visit.site.database.begin().await?;
    if accounts::by_id(&mut transaction, id).await?.is_some() {
        return Ok(done("/steward/rights", "person-registered"));
    }
    store(&steward, &mut transaction, id, &said).await?;
    let (by, how) = said.heard.clone();
    let reason = format!("{by} ({})", how.slug());
    let heard = (What::Registration, how, by);
    let note = (id, HeardId::new(visit.site.now()));
    acting::start(&steward, &mut transaction, note, heard, reason).await?;
    let code = if said.address.is_none() {
        Some(calls::new_code(&mut transaction, &visit.site.secret, id, visit.site.now()).await?)
    } else {
        None
    };
    transaction.commit().await?;
    match code {
        // The code is kept nowhere as it is said, so it is shown once.
        Some(code) => visit.english_page("steward/phone-code.html", json!({"code": code})),
        None => Ok(done("/you/ways", "person-registered")),
    }
}

async fn store(
    steward: &Steward,
    transaction: &mut Transaction,
    id: AccountId,
    said: &Said,
) -> anyhow::Result<()> {
    let now = steward.visit.site.now();
    let account = Account {
        id,
        role: Role::Citizen,
        email: None,
        password: None,
        locale: said.language,
        status: Status::Active,
        code_secret: None,
        code_step: 0,
    };
    accounts::insert(transaction, &account, now).await?;
    citizens::insert(transaction, id, now).await?;
    citizens::update_called(transaction, id, &said.called, now).await?;
    citizens::update_phone(transaction, id, said.phone.clone(), now).await?;
    citizens::update_place(transaction, id, said.area.clone(), None, now).await?;
    citizens::update_letter_format(transaction, id, said.format).await?;
    citizens::update_step(transaction, id, "ways").await?;
    consent::records::update(transaction, id, &said.wishes, said.language, now).await?;
    if let Some(address) = &said.address {
        records::set_address(transaction, id, address, now).await?;
    }
    let (by, how) = &said.heard;
    let entry = Entry {
        actor: steward.id,
        organisation: None,
        citizen: Some(id),
        opportunity: None,
        action: Action::Register,
        detail: format!("{by} ({})", how.slug()),
    };
    audit::insert(transaction, &entry, now).await?;
    outbox::put(transaction, &welcome(&steward.visit, id, said)?, now).await?;
    Ok(())
}

/// The letter that says what was written down, and how to change it.
fn welcome(visit: &Visit, id: AccountId, said: &Said) -> anyhow::Result<NewLetter> {
    let site = &visit.site;
    let agreed: Vec<String> = said
        .wishes
        .iter()
        .filter(|(_, given)| *given)
        .map(|(purpose, _)| {
            site.frontend
                .text(said.language, &format!("consent-{}", purpose.slug()))
        })
        .collect();
    let context = json!({
        "operator": site.config.operator, "called": said.called, "phone": said.phone,
        "area": said.area, "agreed": agreed, "by": said.heard.0,
    });
    let written = mail::write(&site.frontend, said.language, "written-down", &context)?;
    Ok(NewLetter {
        unique_key: format!("written-down:{id}"),
        kind: Kind::Account,
        account_id: Some(id),
        invitation_id: None,
        organisation_id: None,
        recipient: Recipient::Paper,
        subject: written.subject,
        text: written.text,
        html: written.html,
        unsubscribe_url: None,
        not_before: site.now(),
    })
}

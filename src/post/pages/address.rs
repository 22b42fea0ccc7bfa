//! Letters on paper: where they go, for whoever wants them.

use serde_json::json;

use crate::{
    account::records as accounts,
    citizen::CitizenId,
    database::Transaction,
    frontend::Language,
    outbox::Recipient,
    post::{
        Address,
        contact::{self, Writing},
        postcode, records,
    },
    web::{Citizen, Form, Result, Visit, visit::done},
};

/// The longest address, in characters.
const LONGEST: usize = 300;

/// Asks where letters on paper shall go.
pub async fn show(Citizen { visit, id }: Citizen) -> Result {
    let known = records::address(&visit.site.database, id).await?;
    let form = known.as_ref().map_or_else(Form::default, |known| {
        Form::filled([
            ("postal_address", known.address.clone()),
            ("postcode", known.postcode.clone()),
        ])
    });
    let account = accounts::by_id(&visit.site.database, id).await?;
    let email = account.is_some_and(|account| account.email.is_some());
    ask(&visit, &form, known.is_some() && email)
}

fn ask(visit: &Visit, form: &Form, can_end: bool) -> Result {
    visit.page(
        "citizen/paper.html",
        json!({"form": form.shown(visit), "can_end": can_end}),
    )
}

/// The address in a form: `missing`, `too-long`, `unknown`.
pub fn read(form: &mut Form) -> Option<Address> {
    let address = form.required("postal_address", LONGEST);
    let typed = form.text("postcode").to_owned();
    let postcode = postcode(&typed);
    match (&postcode, typed.is_empty()) {
        (None, true) => form.problem("postcode", "missing"),
        (None, false) => form.problem("postcode", "unknown"),
        _ => (),
    }
    let address = address
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    Some(Address {
        address,
        postcode: postcode?,
    })
}

/// Stores where they go; with the button for it, letters come by email again.
pub async fn keep(Citizen { visit, id }: Citizen, mut form: Form) -> Result {
    let now = visit.site.now();
    let mut transaction = visit.site.database.begin().await?;
    if form.has("end") {
        records::delete_address(&mut transaction, id).await?;
        transaction.commit().await?;
        return Ok(done("/you", "you-saved"));
    }
    let Some(address) = read(&mut form).filter(|_| form.is_fine()) else {
        drop(transaction);
        return ask(&visit, &form, false);
    };
    records::set_address(&mut transaction, id, &address, now).await?;
    tell_new(&visit, &mut transaction, id, &address).await?;
    transaction.commit().await?;
    Ok(done("/you", "you-saved"))
}

/// When a steward wrote a new address down, a letter goes to it as well: the one to the earlier address is written
/// already.
async fn tell_new(
    visit: &Visit,
    transaction: &mut Transaction,
    id: CitizenId,
    address: &Address,
) -> Result<()> {
    let steward = visit.signed_in().filter(|session| session.acting_for.is_some());
    let contact = contact::records::find(&mut *transaction, visit.session_token()).await?;
    let (Some(steward), Some(contact)) = (steward, contact) else {
        return Ok(());
    };
    let to = format!("{}\n{}", address.address, address.postcode);
    if to == contact.reach {
        return Ok(());
    }
    let (site, now) = (&visit.site, visit.site.now());
    let account = accounts::by_id(&mut *transaction, id).await?;
    let language = account.map_or(Language::English, |account| account.locale);
    let writing = Writing {
        steward: steward.account_id,
        citizen: id,
        language,
        contact: &contact,
    };
    let lines = [site.frontend.text(language, "recorded-address")];
    let fact = (
        format!("address-for:{}:{}", contact.id, now.0),
        Recipient::PaperAt(to),
    );
    contact::confirm(transaction, site, writing, &lines, fact, now).await?;
    Ok(())
}

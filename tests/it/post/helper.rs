//! Somebody whom staff wrote down to help a person: nothing of it counts before the person says yes.

use super::{
    count, on_paper, printed,
    rights::{begin, noted},
};
use crate::support::{World, stories};

stories!(a_helper_hears_nothing_before_the_person_says_yes);

async fn a_helper_hears_nothing_before_the_person_says_yes(world: &World) {
    const MAIR: &str = "mair@helpers.example";
    let siân = on_paper(world, "Siân").await;
    let mut steward = world.steward().await;
    let active = "select count(*) from supporter where confirmed_at is not null";
    for (name, by_voice) in [("Mair", true), ("Nia", false)] {
        begin(&mut steward, "Siân", "LS6 3AB").await;
        let browser = &mut steward.browser;
        browser.click("Name a person who helps them").await;
        let page = browser
            .press("Write this down", &[("supporter_name", name)])
            .await;
        page.must_say("Write their email address")
            .must_say("Tick what they may do");
        let helper = [("supporter_email", MAIR), ("may", "words"), ("may", "answers")];
        browser
            .press("Write this down", &helper)
            .await
            .must_say("It is written down");
        world.work().await;
        assert!(world.letters().await.iter().all(|letter| letter.to != MAIR) || !by_voice);
        assert_eq!(count(world, active).await, i64::from(!by_voice));
        let code = printed(&mut steward).await.code();
        if by_voice {
            let browser = &mut steward.browser;
            browser.open("/steward/reply").await;
            let page = browser.press("Go on", &[("paper_code", code.as_str())]).await;
            page.must_say("Mair")
                .must_say(MAIR)
                .must_say("It counts only if they say yes now");
            let said = [("decision", "yes"), ("how", "phone"), ("heard_by", "Meera Shah")];
            browser
                .press("Write this down", &said)
                .await
                .must_say("It is written down");
            assert_eq!(count(world, active).await, 1);
            let letter = world.letter(MAIR, "asks for your help").await;
            assert!(letter.text.contains("Siân"));
        } else {
            let mut visitor = world.visitor();
            visitor.open("/reply").await;
            let typed = [("paper_code", code.as_str()), ("paper_name", "Siân")];
            visitor.press("Go to my answer", &typed).await.must_say("Nia");
            visitor.press("No", &[]).await;
            assert_eq!(count(world, active).await, 1);
            let ended = "select count(*) from supporter where ended_at is not null";
            assert_eq!(count(world, ended).await, 1);
        }
        steward.browser.open("/steward/post").await;
        steward.browser.press("These were printed and posted", &[]).await;
    }
    assert!(noted(world, "record-for", &siân).await >= 3);
}

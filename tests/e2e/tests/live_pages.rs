//! Pages that the desk writes: by keyboard, through a reload, taken back, tried out.

use anyhow::ensure;
use e2e::{Outcome, Page, journey};
use thirtyfour::prelude::Key;

const BOTH: [&str; 2] = ["Orders database", "Web servers"];

journey!(components_are_added_by_keyboard, async |page| {
    page.load("#/").await?;
    page.tab_to("a \"System\"").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"What your system is made of").await?;
    ensure!(page.evaluate("document.title").await? == "System - Holdfast");
    page.hold_accessible().await?;

    page.tab_to("input #f-new-name").await?;
    page.type_text("Orders database").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"Orders database").await?;
    ensure!(page.evaluate("document.title").await? == "Orders database - Holdfast");
    page.tab_to("a \"All components\"").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_components(&BOTH[..1]).await?;
    page.wait_for_focus("h1 #heading").await?;

    // A name that is taken: said at the field, which has the focus, and in the title.
    page.tab_to("select #f-new-kind").await?;
    page.type_text("Web").await?;
    page.wait_until("the kind to be chosen", async |page| {
        Ok(page.value("#f-new-kind").await? == "web-server")
    })
    .await?;
    page.tab_to("input #f-new-name").await?;
    page.type_text("Orders database").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for("#f-new-name-wrong").await?;
    page.wait_for_focus("input #f-new-name").await?;
    let named = "document.getElementById('f-new-name').getAttribute('aria-describedby').split(' ')\
        .includes('f-new-name-wrong')";
    ensure!(page.evaluate(named).await? == true, "the field does not name its message");
    ensure!(page.evaluate("document.title").await? == "Error: System - Holdfast");
    page.hold_accessible().await?;
    page.fill("#f-new-name", "Web servers").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"Web servers").await?;
    page.is_stored("\"name\":\"Web servers\"").await?;
    page.hold_no_sideways_scroll().await?;

    page.reload().await?;
    page.wait_for_focus("h1 #heading \"Web servers").await.ok();
    page.visit("#/system").await?;
    page.wait_for_components(&BOTH).await?;
    page.click_text("Remove Orders database").await?;
    page.wait_for_components(&BOTH[1..]).await?;
    page.wait_for_focus("h1 #heading").await?;
    page.click_text("Undo").await?;
    page.wait_for_components(&BOTH).await?;
    page.visit("#/results").await?;
    page.visit("#/system").await?;
    page.wait_for_components(&BOTH).await
});

journey!(what_is_typed_is_written_once_it_rests, async |page| {
    two_components(page).await?;
    page.click_text("Web servers").await?;
    page.wait_for_focus("h1 #heading \"Web servers").await?;
    page.tab_to("input #f-name").await?;
    page.press(&[Key::Home]).await?;
    // Typed in the middle, letter by letter: the caret stays where it is.
    page.type_text("Old ").await?;
    page.wait_for_focus("input #f-name").await?;
    ensure!(page.value("#f-name").await? == "Old Web servers");
    page.is_stored("\"name\":\"Old Web servers\"").await?;
    heading(page, "Old Web servers").await?;
    page.fill("#f-name", "").await?;
    page.wait_for("#f-name-wrong").await?;
    page.type_text("Front").await?;
    page.wait_gone("#f-name-wrong").await?;
    // Gone at once, before typing rests: written all the same.
    page.driver()?.back().await?;
    page.wait_for_components(&["Orders database", "Front"]).await?;
    page.is_stored("\"name\":\"Front\"").await?;
    page.click_text("Undo the last change").await?;
    page.wait_for_components(&["Orders database", "Old Web servers"]).await
});

journey!(what_is_tried_out_is_dropped_or_kept, async |page| {
    two_components(page).await?;
    let before = page.document().await?;
    page.click_text("Try a change").await?;
    page.wait_for("#trying").await?;
    page.click_text("Remove Orders database").await?;
    page.wait_for_components(&BOTH[1..]).await?;
    // On another page it goes on.
    page.click_text("Web servers").await?;
    page.wait_for("#trying").await?;
    page.fill("#f-name", "Tried").await?;
    heading(page, "Tried").await?;
    page.hold_accessible().await?;
    page.visit("#/results").await?;
    page.visit("#/system").await?;
    page.wait_for("#trying").await?;
    page.wait_for_components(&["Tried"]).await?;
    ensure!(page.document().await? == before, "what is tried is in the document");
    page.click_text("Drop them").await?;
    page.wait_for_components(&BOTH).await?;

    page.click_text("Try a change").await?;
    page.click_text("Remove Orders database").await?;
    page.wait_for_components(&BOTH[1..]).await?;
    page.click_text("Make the changes").await?;
    page.wait_gone("#trying").await?;
    page.wait_for_components(&BOTH[1..]).await?;
    page.wait_until("it to be written", async |page| Ok(!page.stored().await?.contains("\"database\"")))
        .await?;
    // One edit, taken back as one.
    page.click_text("Undo the last change").await?;
    page.wait_for_components(&BOTH).await?;

    // It was about these answers, not about others.
    page.click_text("Try a change").await?;
    page.wait_for("#trying").await?;
    page.visit("#/").await?;
    page.click_text("Try an example").await?;
    page.click_text("Show the example").await?;
    page.wait_for("table.matrix").await?;
    page.visit("#/system").await?;
    page.wait_for_text("What you were trying out is dropped").await?;
    page.wait_gone("#trying").await
});

journey!(answers_are_taken_over, async |page| {
    page.try_example().await?;
    let read = async |page: &Page| page.evaluate(RESULTS).await;
    let before = read(page).await?;
    page.visit("#/check/answers").await?;
    let asked: Vec<String> = page.answers().await?.into_iter().map(|(question, _)| question).collect();
    page.visit("#/system").await?;
    page.wait_for_text("Start from your answers").await?;
    page.click_text("Take over your answers").await?;
    page.wait_for("table.comps").await?;
    page.is_kept().await?;
    page.visit("#/results").await?;
    page.wait_for("table.matrix").await?;
    let after = read(page).await?;
    assert_eq!(after, before, "the results are others");

    // Nothing is asked twice: what moved to the system is not among the questions any more.
    page.visit("#/check/answers").await?;
    let left: Vec<String> = page.answers().await?.into_iter().map(|(question, _)| question).collect();
    assert!(left.len() < asked.len() && left.iter().all(|one| asked.contains(one)), "{left:#?}");
    for moved in ["How often is your most important data copied?", "How much recent work could you lose"] {
        assert!(asked.iter().any(|one| one.starts_with(moved)), "{asked:#?}");
        assert!(!left.iter().any(|one| one.starts_with(moved)), "{moved} is asked twice");
    }
    page.hold_accessible().await?;
    page.click_text("Undo the last change").await?;
    page.wait_until("the questions to be back", async |page| Ok(page.answers().await?.len() == asked.len()))
        .await
});

/// The matrix, row by row.
const RESULTS: &str = "[...document.querySelectorAll('table.matrix tr')].map((row) => \
    [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, ' ').trim()))";

/// Adds two components.
async fn two_components(page: &Page) -> Outcome {
    page.load("#/system").await?;
    for (kind, name) in [("database", BOTH[0]), ("web-server", BOTH[1])] {
        page.click(&format!("#f-new-kind option[value={kind}]")).await?;
        page.fill("#f-new-name", name).await?;
        page.click_text("Add it").await?;
        page.wait_for_focus(&format!("h1 #heading \"{name}")).await?;
        page.visit("#/system").await?;
    }
    page.wait_for_components(&BOTH).await?;
    page.is_stored("\"web-server\"").await
}

async fn heading(page: &Page, name: &str) -> Outcome {
    page.wait_until("the heading to follow", async |page| Ok(page.text("h1").await? == name)).await
}

//! Pages that the desk writes: by keyboard, through a reload, taken back, tried out.

use anyhow::ensure;
use e2e::{Outcome, Page, journey};
use thirtyfour::prelude::Key;

journey!(components_are_named_by_keyboard, async |page| {
    page.load("#/").await?;
    page.tab_to("a \"System\"").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"What your system is made of").await?;
    ensure!(page.evaluate("document.title").await? == "System - Holdfast");
    page.wait_for_text("Nothing is named yet.").await?;
    page.hold_accessible().await?;

    // Without a name: said at the field, which has the focus.
    page.tab_to("#new-name \"Name of a component").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_text("Enter a name, such as Orders database").await?;
    page.wait_for_focus("input #new-name").await?;
    let named = "document.getElementById('new-name').getAttribute('aria-describedby') === 'new-name-wrong'";
    ensure!(page.evaluate(named).await? == true, "the field does not name its message");
    page.hold_accessible().await?;

    for name in ["Orders database", "Web servers"] {
        page.type_text(name).await?;
        page.press(&[Key::Enter]).await?;
        page.wait_for_text(name).await?;
        page.wait_for_focus("input #new-name").await?;
        ensure!(page.value("#new-name").await?.is_empty());
    }
    page.wait_gone("#new-name-wrong").await?;
    page.is_stored("{\"id\":\"web-servers\",\"name\":\"Web servers\"}").await?;
    page.hold_no_sideways_scroll().await?;

    page.reload().await?;
    names(page, &["Orders database", "Web servers"]).await?;
    page.click_text("Remove Orders database").await?;
    names(page, &["Web servers"]).await?;
    page.wait_for_focus("h1 #heading").await?;
    page.click_text("Undo the last change").await?;
    names(page, &["Orders database", "Web servers"]).await?;
    page.visit("#/results").await?;
    page.visit("#/system").await?;
    names(page, &["Orders database", "Web servers"]).await
});

journey!(what_is_typed_is_written_once_it_rests, async |page| {
    two_components(page).await?;
    page.click_text("Web servers").await?;
    page.wait_for_focus("h1 #heading \"Web servers").await?;
    page.tab_to("input #name").await?;
    page.press(&[Key::Home]).await?;
    // Typed in the middle, letter by letter: the caret stays where it is.
    page.type_text("Old ").await?;
    page.wait_for_focus("input #name").await?;
    ensure!(page.value("#name").await? == "Old Web servers");
    page.is_stored("\"name\":\"Old Web servers\"").await?;
    page.wait_until("the heading to follow", async |page| Ok(page.text("h1").await? == "Old Web servers"))
        .await?;
    page.fill("#name", "").await.ok();
    page.wait_for_text("Enter a name, such as Orders database").await?;
    page.type_text("Front").await?;
    page.wait_gone("#name-wrong").await?;
    // Gone at once, before typing rests: written all the same.
    page.driver()?.back().await?;
    names(page, &["Orders database", "Front"]).await?;
    page.is_stored("\"name\":\"Front\"").await?;
    page.click_text("Undo the last change").await?;
    page.wait_until("the name before", async |page| Ok(!page.text("main").await?.contains("Front"))).await
});

journey!(what_is_tried_out_is_dropped_or_kept, async |page| {
    two_components(page).await?;
    let before = page.document().await?;
    page.click_text("Try something out").await?;
    page.wait_for("#trying").await?;
    page.click_text("Remove Orders database").await?;
    names(page, &["Web servers"]).await?;
    // On another page it goes on.
    page.click_text("Web servers").await?;
    page.wait_for("#trying").await?;
    page.fill("#name", "Tried").await?;
    page.wait_until("the heading to follow", async |page| Ok(page.text("h1").await? == "Tried")).await?;
    page.hold_accessible().await?;
    page.click_text("Back to the list").await?;
    names(page, &["Tried"]).await?;
    ensure!(page.document().await? == before, "what is tried is not in the document");
    page.click_text("Drop it").await?;
    names(page, &["Orders database", "Web servers"]).await?;

    page.click_text("Try something out").await?;
    page.click_text("Remove Orders database").await?;
    names(page, &["Web servers"]).await?;
    page.click_text("Keep it").await?;
    page.wait_gone("#trying").await?;
    names(page, &["Web servers"]).await?;
    page.is_stored("\"components\": [\n    {\"id\":\"web-servers\"").await?;
    // One edit, taken back as one.
    page.click_text("Undo the last change").await?;
    names(page, &["Orders database", "Web servers"]).await?;

    // It was about these answers, not about others.
    page.click_text("Try something out").await?;
    page.wait_for("#trying").await?;
    page.visit("#/").await?;
    page.click_text("Try an example").await?;
    page.click_text("Show the example").await?;
    page.wait_for("table.matrix").await?;
    page.visit("#/system").await?;
    page.wait_for_text("What you were trying out is dropped").await?;
    page.wait_gone("#trying").await
});

/// Names two components by keyboard.
async fn two_components(page: &Page) -> Outcome {
    page.load("#/system").await?;
    page.wait_for("#new-name").await?.click().await?;
    for name in ["Orders database", "Web servers"] {
        page.type_text(name).await?;
        page.press(&[Key::Enter]).await?;
        page.wait_for_text(name).await?;
    }
    names(page, &["Orders database", "Web servers"]).await?;
    page.is_stored("\"web-servers\"").await
}

/// Waits until the list is of exactly these.
async fn names(page: &Page, expected: &[&str]) -> Outcome {
    let list = "[...document.querySelectorAll('main li > a')].map((a) => a.textContent)";
    page.wait_until(&format!("the list to be {expected:?}"), async |page| {
        let found: Vec<String> = serde_json::from_value(page.evaluate(list).await?)?;
        ensure!(found == expected, "it is {found:?}");
        Ok(true)
    })
    .await
}

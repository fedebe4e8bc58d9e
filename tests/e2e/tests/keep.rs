//! What is kept, and images: planned in the tool's own words, compared, tried, carried into the report.

use anyhow::ensure;
use e2e::journey;
use thirtyfour::prelude::Key;

const DUMP: &str = "#/keep/database/db-dump";

journey!(two_policies_are_compared_and_one_is_planned, async |page| {
    page.describe_shop().await?;
    page.click("nav.near a[href='#/keep']").await?;
    page.wait_for_focus("h1 #heading \"What is kept, and for how long").await?;
    page.hold_accessible().await?;
    page.click(&format!("a[href='{DUMP}']")).await?;
    page.wait_for_text("Choose a tool").await?;
    page.hold_accessible().await?;

    // Whose rules: only that tool's own fields.
    page.click("#f-r0\\.dialect option[value=restic]").await?;
    page.wait_for("#f-r0\\.keep_daily").await?;
    page.is_stored("\"keep_plan\"").await?;
    page.wait_for("table.cal").await?;
    page.fill("#f-r0\\.keep_daily", "7").await?;
    page.fill("#f-r0\\.keep_weekly", "5").await?;
    page.fill("#f-r0\\.keep_monthly", "12").await?;
    page.press(&[Key::Tab]).await?;
    page.wait_for_text("at every moment").await?;
    page.is_stored("\"keep_monthly\":12").await?;

    // Nonsense is said at its field and changes nothing.
    page.fill("#f-r0\\.keep_weekly", "many").await?;
    page.wait_for("#f-r0\\.keep_weekly-wrong").await?;
    page.fill("#f-r0\\.keep_weekly", "5").await?;
    page.wait_gone("#f-r0\\.keep_weekly-wrong").await?;

    // Another policy beside it.
    page.click_text("Set another beside it").await?;
    page.wait_for("table.beside").await?;
    page.click("#f-r1\\.dialect option[value=last]").await?;
    page.wait_for("#f-r1\\.keep_last").await?;
    page.fill("#f-r1\\.keep_last", "35").await?;
    page.wait_for_text("35 copies").await?;
    page.wait_for_text("Only this one keeps").await?;
    page.hold_accessible().await?;
    page.hold_no_sideways_scroll().await?;

    // The commands can be copied, and that is said.
    page.wait_for_text("restic forget --dry-run --keep-daily 7 --keep-weekly 5 --keep-monthly 12").await?;
    page.click("button[data-copy='own-first']").await?;
    page.wait_until("the button to say what came of it", async |page| {
        let words = page.text("button[data-copy='own-first']").await?;
        Ok(words.starts_with("Copied") || words.starts_with("Selected"))
    })
    .await?;

    // Tried out, it changes nothing that is written.
    let before = page.document().await?;
    page.click_text("Try a change").await?;
    page.wait_for("#trying").await?;
    page.fill("#f-r0\\.keep_monthly", "2").await?;
    page.press(&[Key::Tab]).await?;
    page.wait_for_text("--keep-monthly 2").await?;
    ensure!(page.document().await? == before, "what is tried is in the document");
    page.click_text("Drop them").await?;
    page.wait_for_text("--keep-monthly 12").await?;

    // On a phone.
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.hold_accessible().await
});

journey!(images_are_planned_and_the_report_shows_both, async |page| {
    page.describe_shop().await?;
    page.visit(DUMP).await?;
    page.click("#f-r0\\.dialect option[value=proxmox]").await?;
    page.wait_for("table.cal").await?;
    page.is_stored("\"keep_plan\"").await?;
    page.visit("#/images").await?;
    page.wait_for_focus("h1 #heading \"Images of your servers").await?;
    page.hold_accessible().await?;
    page.click("#f-changing option[value=daily]").await?;
    page.fill("#f-size", "40 GB").await?;
    page.press(&[Key::Tab]).await?;
    page.is_stored("\"image_bytes\":40000000000").await?;
    page.wait_for_text("Why images alone are no backup").await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.hold_accessible().await?;
    page.viewport(1280, 800).await?;

    let file = page.report().await?;
    let report = std::fs::read_to_string(file)?;
    for part in
        ["What is kept, by which rules", "Image plan", "proxmox-backup-client prune GROUP --dry-run true"]
    {
        ensure!(report.contains(part), "{part} is not in the report");
    }
    Ok(())
});

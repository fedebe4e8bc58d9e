//! People are named, a runbook is drafted and drilled with a reload and a killed browser in the middle, and what it proved
//! stands in the results.

use anyhow::{Context, ensure};
use e2e::{Outcome, Page, journey};
use serde_json::{Value, json};

/// The steps of the drill.
const STEPS: usize = 8;

/// How many elements a selector finds.
async fn count(page: &Page, css: &str) -> Outcome<usize> {
    let found = page.evaluate(&format!("document.querySelectorAll({}).length", json!(css))).await?;
    found.as_u64().and_then(|n| usize::try_from(n).ok()).context("no number")
}

/// Presses the large button until the step of that number is done.
async fn does(page: &Page, number: usize) -> Outcome {
    page.wait_for_text(&format!("Step {number} of {STEPS}")).await?;
    page.click(".dnow .btn.big").await?;
    page.wait_for_text("under way").await?;
    page.click_text("Done").await?;
    page.wait_until("the step to be done", async |page| {
        Ok(page
            .evaluate("document.body.textContent.replace(/\\s+/g, ' ')")
            .await?
            .as_str()
            .is_some_and(|text| !text.contains(&format!("Step {number} of {STEPS},"))))
    })
    .await
}

journey!(a_drill_is_planned_run_and_proves_something, async |page| {
    page.describe_shop().await?;
    page.visit("#/people").await?;
    page.fill("#f-new-person", "Ada Berg").await?;
    page.click_text("Add them").await?;
    page.wait_for_focus("h1 #heading \"Ada Berg").await?;
    page.click("[name='role.restores']").await?;
    page.is_stored("\"restores\"").await?;
    page.hold_accessible().await?;
    page.visit("#/people").await?;
    page.wait_for_text("Nobody is named who leads").await?;
    page.hold_accessible().await?;

    // A runbook for the loss of a host, cut down to eight steps.
    page.visit("#/plans").await?;
    page.hold_accessible().await?;
    page.evaluate("document.querySelector('#f-scenario').value = 'disk-host-loss'").await?;
    page.click_text("Draft it").await?;
    page.wait_for("ol.todo-steps").await?;
    page.hold_accessible().await?;
    loop {
        let there = count(page, "ol.todo-steps > li").await?;
        if there <= STEPS {
            break;
        }
        // What brings the files back, and checks them, stays.
        let away = "(() => { const all = [...document.querySelectorAll('ol.todo-steps > li')]; \
            const keep = /Product pictures|product pictures/; \
            const one = all.find((li) => !keep.test(li.querySelector('h3').textContent)) ?? all.at(-1); \
            one.querySelector(\"button[value^='remove-step']\").click(); })()";
        page.evaluate(away).await?;
        page.wait_until("a step to go", async |page| {
            Ok(count(page, "ol.todo-steps > li").await? == there - 1)
        })
        .await?;
    }
    ensure!(count(page, "ol.todo-steps > li").await? == STEPS);
    page.forget_downloads()?;
    page.click_text("Markdown").await?;
    let text = std::fs::read_to_string(page.wait_for_download(".md").await?)?;
    ensure!(text.contains("- [ ]") && !text.contains("Ada"), "{text}");

    page.visit("#/drills").await?;
    page.hold_accessible().await?;
    page.evaluate(
        "(() => { const level = document.querySelector('#f-level'); level.value = 'side-system'; \
         level.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )
    .await?;
    page.click_text("Plan it").await?;
    page.wait_for_text("Written down before it begins").await?;
    page.hold_accessible().await?;
    let at = page.fragment().await?;
    while count(page, "button[value^='holds ']").await? > 0 {
        let open = count(page, "button[value^='holds ']").await?;
        page.click("button[value^='holds ']").await?;
        page.wait_until("a condition to hold", async |page| {
            Ok(count(page, "button[value^='holds ']").await? == open - 1)
        })
        .await?;
    }
    page.click_text("Begin the drill").await?;
    page.wait_for(".clock").await?;
    page.hold_accessible().await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.viewport(1280, 800).await?;

    does(page, 1).await?;
    does(page, 2).await?;
    page.is_kept().await?;
    page.reload().await?;
    page.wait_for(".clock").await?;
    does(page, 3).await?;
    page.fill("#f-note", "The password had expired").await?;
    page.click_text("Nobody expected that").await?;
    page.wait_for_text("What nobody expected").await?;
    page.is_stored("The password had expired").await?;
    does(page, 4).await?;
    page.is_kept().await?;
    let begun = page.evaluate("document.querySelector('.clock').dataset.since").await?;

    page.crash().await?;
    page.load(&at).await?;
    page.wait_for(".clock").await?;
    assert_eq!(page.evaluate("document.querySelector('.clock').dataset.since").await?, begun);
    page.wait_for_text(&format!("Step 5 of {STEPS}")).await?;
    // The clock runs on its own.
    let first = page.text(".clock").await?;
    page.wait_until("the clock to run", async |page| Ok(page.text(".clock").await? != first)).await?;
    for number in 5..=STEPS {
        does(page, number).await?;
    }
    page.click_text("End the drill").await?;
    page.wait_for_text("Planned and real").await?;
    page.wait_for("figure.chart svg").await?;
    page.hold_accessible().await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await?;
    page.viewport(1280, 800).await?;
    page.fill("#f-lesson", "Renew passwords in time").await?;
    page.click("button[value='learn']").await?;
    page.wait_for_text("Renew passwords in time").await?;
    page.is_stored("Renew passwords in time").await?;

    // Only with the amount of data does a time say anything.
    let restored: Value =
        page.evaluate("document.querySelector(\"[name^='data.'][name$='.full']\")?.value ?? ''").await?;
    ensure!(restored != "", "the size that was described stands there");
    let field = "[name^='data.'][name$='.restored']";
    page.fill(field, restored.as_str().unwrap_or_default()).await?;
    page.click("button[value='amounts']").await?;
    page.is_stored("restored_bytes").await?;
    page.visit("#/drills").await?;
    page.wait_for_text("back after").await?;
    page.hold_accessible().await?;
    page.visit("#/results").await?;
    page.wait_for_text("Measured in drills").await?;
    page.hold_accessible().await?;

    let report = std::fs::read_to_string(page.report().await?)?;
    ensure!(report.contains("People and drills") && !report.contains("Ada Berg"), "names are in the report");
    Ok(())
});

journey!(a_year_of_drills_goes_into_a_calendar, async |page| {
    page.describe_shop().await?;
    page.visit("#/drills/year").await?;
    page.wait_for_text("What it would be").await?;
    page.hold_accessible().await?;
    page.click_text("Plan the year").await?;
    page.wait_for_text("The programme").await?;
    page.hold_accessible().await?;
    page.forget_downloads()?;
    page.click_text("Save as a calendar file").await?;
    let text = std::fs::read_to_string(page.wait_for_download(".ics").await?)?;
    ensure!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("BEGIN:VALARM"), "{text}");
    page.visit("#/plans/hangs").await?;
    page.wait_for_text("would help most").await?;
    page.hold_accessible().await?;
    page.hold_no_sideways_scroll().await?;
    page.visit("#/plans/restart").await?;
    page.wait_for_text("systemctl").await?;
    page.hold_accessible().await?;
    page.viewport(360, 740).await?;
    page.hold_no_sideways_scroll().await
});

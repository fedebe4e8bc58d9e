//! What is typed and cannot be read: said above, said at the field, kept, and put right.

use anyhow::ensure;
use e2e::{Outcome, Page, journey};
use thirtyfour::prelude::Key;

journey!(a_length_that_is_none, async |page| {
    page.load("#/check/acceptable-loss").await?;
    page.fill("#f-length", "soon").await?;
    page.click_text("Continue").await?;
    refused(page, "f-length", "Enter a length of time as a number and a unit, such as 4 h, 90 min or 1 day")
        .await?;
    assert_eq!(page.value("#f-length").await?, "soon");
    page.hold_accessible().await?;
    // Each message leads to its field.
    page.tab_to("button \"Enter a length of time").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("input #f-length").await?;
    page.fill("#f-length", "4h").await?;
    goes_on(page, "If tonight's backup failed").await?;
    assert!(page.stored().await?.contains("\"duration_s\": 14400"));
    Ok(())
});

journey!(a_time_that_no_clock_shows, async |page| {
    page.try_example().await?;
    page.visit("#/check/backup-schedule").await?;
    page.fill("#f-at", "25:00").await?;
    page.fill("#f-run-to-safe", "2 fortnights").await?;
    page.click_text("Continue").await?;
    refused(page, "f-at", "Enter a time from 00:00 to 23:59, such as 02:00").await?;
    refused(page, "f-run-to-safe", "“fortnights” is not a unit Holdfast knows.").await?;
    assert_eq!(page.text("#errors-title").await?, "There are 2 things to put right");
    assert_eq!(page.value("#f-at").await?, "25:00");
    assert_eq!(page.value("#f-run-to-safe").await?, "2 fortnights");
    page.hold_accessible().await?;
    // The document still says what it said.
    assert_eq!(
        page.document().await?["answers"]["backup-schedule"]["is"]["schedule"]["daily"]["at"],
        "02:00"
    );

    page.fill("#f-at", "3.15 am").await?;
    page.wait_until("one thing to be left", async |page| {
        Ok(page.text("#errors-title").await? == "There is one thing to put right")
    })
    .await?;
    page.fill("#f-run-to-safe", "90 min").await?;
    goes_on(page, "When did a backup of your most important data last finish").await?;
    let document = page.document().await?;
    assert_eq!(document["answers"]["backup-schedule"]["is"]["schedule"]["daily"]["at"], "03:15");
    assert_eq!(document["answers"]["run-to-safe"]["is"]["duration_s"], 5400);
    Ok(())
});

journey!(a_day_that_has_not_come, async |page| {
    page.try_example().await?;
    page.visit("#/check/last-good-backup").await?;
    type_date(page, 3).await?;
    let typed = page.value("#f-date").await?;
    page.click_text("Continue").await?;
    refused(page, "f-date", "Enter a day that has come: today is").await?;
    assert_eq!(page.value("#f-date").await?, typed);
    page.hold_accessible().await?;
    type_date(page, -1).await?;
    goes_on(page, "How much recent work could you lose").await
});

journey!(nothing_chosen, async |page| {
    page.load("#/check/current-stage").await?;
    page.click_text("Continue").await?;
    refused(page, "f-choices", "Choose the answer that fits best").await?;
    page.hold_accessible().await?;
    page.click_text("Running, with steady traffic").await?;
    goes_on(page, "If this application failed badly").await
});

/// Types the day that many days from now into the field for a date, in the order of an American keyboard.
async fn type_date(page: &Page, days: i32) -> Outcome {
    let digits = format!(
        "(() => {{ const day = new Date(Date.now() + {days} * 864e5); const two = (n) => String(n).padStart(2, '0'); \
         return two(day.getMonth() + 1) + two(day.getDate()) + day.getFullYear(); }})()"
    );
    let digits = page.evaluate(&digits).await?;
    page.tab_to("input #f-date").await?;
    page.type_text(digits.as_str().unwrap_or_default()).await
}

/// The box above has the focus and says it, the field says it, and so does the title.
async fn refused(page: &Page, field: &str, message: &str) -> Outcome {
    page.wait_for_focus("section #errors ").await?;
    let title = page.evaluate("document.title").await?;
    ensure!(title.as_str().is_some_and(|title| title.starts_with("Error: ")), "the title is {title}");
    let above = page.text("#errors").await?;
    ensure!(above.contains(message), "the box says {above}");
    let tops = format!(
        "[document.querySelector('#errors'), document.getElementById('{field}')] \
         .map((e) => e.getBoundingClientRect().top)"
    );
    let tops: Vec<f64> = serde_json::from_value(page.evaluate(&tops).await?)?;
    ensure!(tops.is_sorted(), "the box is not above the field: {tops:?}");
    if field != "f-choices" {
        let at = page.text(&format!("#{field}-wrong")).await?;
        ensure!(at.contains(message), "the field says {at}");
        let named = format!(
            "(() => {{ const e = document.getElementById('{field}'); return e.getAttribute('aria-invalid') === 'true' \
             && e.getAttribute('aria-describedby').split(' ').includes('{field}-wrong'); }})()"
        );
        ensure!(page.evaluate(&named).await? == true, "the field does not name its message");
    }
    Ok(())
}

async fn goes_on(page: &Page, question: &str) -> Outcome {
    page.click_text("Continue").await?;
    page.wait_for_focus(&format!("h1 #heading \"{question}")).await?;
    let title = page.evaluate("document.title").await?;
    ensure!(title.as_str().is_some_and(|title| title.starts_with(question)), "the title is {title}");
    Ok(())
}

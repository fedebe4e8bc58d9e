//! A shop described from a template: a limit missed and met, a protection lost for a try, input that cannot be, a report.

use anyhow::ensure;
use e2e::{Outcome, Page, journey};
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

/// What stands in the panel beside a component.
const BIG: &str = ".cons .big";
/// The finding on the results that the orders database misses its limit.
const MISSED: &str = "Orders database: up to 26 h 10 min lost; the limit is 15 min";
/// The headings of all findings.
const FINDINGS: &str = "[...document.querySelectorAll('article.find h3')].map((head) => \
    head.textContent.replace(/\\s+/g, ' ').trim())";

journey!(a_template_is_a_whole_system, async |page| {
    page.describe_shop().await?;
    page.wait_for_text("Every value in it is a guess until you say otherwise.").await?;
    let all = ["Orders database", "Product pictures", "Web servers", "Load balancer", "Keys and passwords"];
    page.wait_for_components(&all).await?;

    page.visit("#/results").await?;
    let count = async |css: &str| -> Outcome<Value> {
        page.evaluate(&format!("document.querySelectorAll({}).length", json!(css))).await
    };
    assert_eq!(count("ul.three li").await?, 3);
    // Each component has a column, each scenario a row.
    assert_eq!(count("table.matrix thead th").await?, all.len() + 1);
    assert_eq!(count("table.matrix tbody tr").await?, 11);
    let heads = "[...document.querySelectorAll('main h2')].map((head) => head.textContent)";
    let heads = page.evaluate(heads).await?;
    assert_eq!(
        heads,
        json!([
            "The last two weeks",
            "What would be lost, whatever happens",
            "How soon you would be back",
            "What fits together",
            "What to do, worst first",
            "What the copies take",
            "Take it with you"
        ])
    );
    // The picture of the weeks, the way back and the space: each drawn, and each in a table for who cannot see it.
    for section in ["The last two weeks", "How soon you would be back", "What the copies take"] {
        let drawn = format!(
            "(() => {{ const section = [...document.querySelectorAll('main section')].find((one) => \
                one.querySelector('h2')?.textContent === {}); \
                return section.querySelector('figure svg') !== null && \
                    section.querySelector('table') !== null; }})()",
            json!(section)
        );
        assert_eq!(page.evaluate(&drawn).await?, true, "{section}");
    }
    Ok(())
});

journey!(a_missed_limit_is_met_by_one_recommendation, async |page| {
    page.describe_shop().await?;
    page.click_text("Orders database").await?;
    page.wait_for_focus("h1 #heading \"Orders database").await?;
    page.fill("#f-loss-limit", "2 days").await?;
    page.wait_for_text("Within your limit of 48 h").await?;
    ensure!(!findings(page).await?.iter().any(|says| says.starts_with("Orders database: up to")));

    page.visit("#/system/database").await?;
    page.fill("#f-loss-limit", "15 min").await?;
    // At once: nothing was pressed, the field was not left.
    page.wait_for_text("Over your limit by 25 h 55 min").await?;
    assert_eq!(page.text(BIG).await?, "26 h 10 min");
    page.wait_for_focus("input #f-loss-limit").await?;
    ensure!(findings(page).await?.iter().any(|says| says == MISSED));

    // Asked for by hand, without leaving the field first.
    page.visit("#/system/database").await?;
    page.fill("#f-loss-limit", "10 min").await?;
    page.click_text("Find ways to meet your limit").await?;
    page.wait_for_focus("div #ways").await?;
    page.fill("#f-loss-limit", "15 min").await?;
    page.press(&[Key::Tab]).await?;
    page.click_text("Find ways to meet your limit").await?;
    let offered = "[...document.querySelectorAll('.wayslist li p:first-child')].map((p) => p.textContent)";
    assert_eq!(
        page.evaluate(offered).await?,
        json!(["Ship the logs of the orders, at most 5\u{a0}min behind."])
    );
    page.click_text("Make this change").await?;
    page.wait_for_text("Done: Ship the logs of the orders, at most 5 min behind.").await?;
    assert_eq!(page.text(BIG).await?, "5 min");
    page.wait_for_text("Within your limit of 15 min").await?;
    page.is_stored("pitr-logs").await?;
    ensure!(!findings(page).await?.iter().any(|says| says.starts_with("Orders database: up to")));

    page.click_text("Undo the last change").await?;
    page.wait_until("the finding to be back", async |page| {
        Ok(page.evaluate(FINDINGS).await?.as_array().is_some_and(|all| all.contains(&json!(MISSED))))
    })
    .await?;
    page.reload().await?;
    page.wait_for("table.matrix").await?;
    ensure!(findings(page).await?.iter().any(|says| says == MISSED));
    page.visit("#/system/database").await?;
    assert_eq!(page.value("#f-loss-limit").await?, "15 min");
    page.wait_for_text("Over your limit by 25 h 55 min").await
});

journey!(every_figure_opens_to_how_it_was_reached, async |page| {
    page.describe_shop().await?;
    page.visit("#/system/database").await?;
    let shown = |id: &str| {
        format!(
            "document.querySelector('#{id}')?.open ? document.querySelector('#{id} .deriv').textContent : ''"
        )
    };
    // By keyboard; what is open stays open while somebody types, and speaks of what is typed.
    page.tab_to("How this was reached Orders database, data centre lost: why 26 h 10 min?").await?;
    page.press(&[Key::Enter]).await?;
    let says =
        page.evaluate(&shown("how-region-loss")).await?.as_str().unwrap_or_default().replace('\u{a0}', " ");
    ensure!(says.contains("Your limit4 h") && says.contains("Over the limit by22 h 10 min"), "{says}");
    page.fill("#f-loss-limit", "15 min").await?;
    page.wait_for_text("Over your limit by 25 h 55 min").await?;
    let says =
        page.evaluate(&shown("how-region-loss")).await?.as_str().unwrap_or_default().replace('\u{a0}', " ");
    ensure!(says.contains("Your limit15 min") && says.contains("Over the limit by25 h 55 min"), "{says}");

    page.fill("#f-down-limit", "150 min").await?;
    page.press(&[Key::Tab]).await?;
    page.is_stored("\"downtime_limit_s\":9000").await?;
    page.click_text("Find ways to meet your limit").await?;
    page.wait_for("#ways .how").await?;
    // Each way has its own, and each says what it changes the figure to.
    let open = "[...document.querySelectorAll('#ways .wayslist > li')].map((li) => { const how = li.querySelector('.how'); \
        how.open = true; return how.querySelector('.deriv').textContent; })";
    let all = page.evaluate(open).await?;
    let all: Vec<&str> = all.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure!(
        all.len() > 2 && all.iter().all(|one| one.contains("with it") || one.contains("With it")),
        "{all:?}"
    );
    page.hold_accessible().await?;
    page.hold_no_sideways_scroll().await?;

    // The results: the recovery time of a scenario, its picture and its steps, and the finding that leads there.
    page.visit("#/results").await?;
    page.tab_to_link("#/results/back/region-loss").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h3 #why \"Data centre lost: why back after").await?;
    page.wait_for_text("Your system, data centre lost: until all is back").await?;
    page.tab_to_link("#/results/back/region-loss/database").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h3 #why \"Orders database, data centre lost: why back after").await?;
    page.hold_accessible().await
});

journey!(losing_a_protection_is_tried_and_dropped, async |page| {
    page.describe_shop().await?;
    let before = page.document().await?;
    page.click_text("Try a change").await?;
    page.wait_for("#trying").await?;
    page.wait_for_text("No result would be another.").await?;
    page.click_text("Orders database").await?;
    page.wait_for_focus("h1 #heading \"Orders database").await?;
    page.click_text("Remove nightly dump").await?;
    // Now and then stand side by side, and say which is which.
    page.wait_for("table.compared .changed").await?;
    let columns = "[...document.querySelectorAll('.compared thead th')].map((head) => head.textContent)";
    assert_eq!(page.evaluate(columns).await?, json!(["Now", "With it"]));
    assert_eq!(compared(page, "Lost at worst").await?, ["26 h 10 min", "nothing left"]);
    page.hold_accessible().await?;

    page.click_text("All components").await?;
    page.wait_for_text("What would change").await?;
    let row = "[...document.querySelectorAll('section table.flow tbody tr')].map((row) => \
        [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, ' ').trim()))\
        .find((row) => row[1] === 'Data centre lost')";
    assert_eq!(
        page.evaluate(row).await?,
        json!(["Orders database", "Data centre lost", "26 h 10 min", "nothing left"])
    );
    page.hold_accessible().await?;
    assert_eq!(page.document().await?, before, "what is tried is not in the document");
    page.click_text("Drop them").await?;
    page.wait_gone("#trying").await?;
    page.wait_for_text("26 h 10 min").await?;
    assert_eq!(page.document().await?, before);
    Ok(())
});

journey!(what_cannot_be_is_said_at_its_field, async |page| {
    page.describe_shop().await?;
    page.visit("#/system/database/db-dump").await?;
    for (field, typed, says) in [
        ("f-p.db-dump.takes", "30 h", "Look again: A run takes 30 h and the next one starts 24 h after it."),
        ("f-loss-limit", "0", "Look again: No loss at all means"),
    ] {
        page.fill(&by_id(field), typed).await?;
        said_at(page, field, "doubt", says).await?;
    }
    for (field, typed, says) in [
        ("f-down-limit", "-4 h", "Enter a length of time of 0 or more"),
        ("f-p.db-dump.at", "26:00", "Enter a time from 00:00 to 23:59"),
    ] {
        page.fill(&by_id(field), typed).await?;
        said_at(page, field, "wrong", says).await?;
    }
    page.click("#d-amounts > summary").await?;
    for (typed, says) in [
        ("-3 GB", "Enter a size above 0"),
        ("0 GB", "Enter a size above 0"),
        ("plenty", "Enter a size"),
        ("1000000000000000000 B", "Enter a size below 1,000,000 TB"),
    ] {
        page.fill("#f-size", typed).await?;
        said_at(page, "f-size", "wrong", says).await?;
    }
    page.click("#d-ties > summary").await?;
    page.click(&by_id("f-needs.web-server")).await?;
    said_at(page, "f-needs", "wrong", "none of them could come back first").await?;
    ensure!(page.evaluate("document.title").await? == "Error: Orders database - Holdfast");
    assert_eq!(page.text("#errors-title").await?, "There are 4 things to put right");
    page.hold_accessible().await?;

    // Whatever is wrong, the other fields go on, and the figure with them.
    page.fill("#f-holds", "invoices").await?;
    page.is_stored("\"holds\":\"invoices\"").await?;
    ensure!(
        page.stored().await?.contains("\"size_bytes\":120000000000"),
        "what cannot be read replaced the size"
    );
    page.wait_for(BIG).await?;

    // A message leads to its field, also where it is folded away.
    page.click("#d-amounts > summary").await?;
    page.click_text("Enter a size below 1,000,000 TB, such as 500 GB").await?;
    page.wait_for_focus("input #f-size").await?;
    page.fill("#f-size", "999999 TB").await?;
    page.wait_gone("#f-size-wrong").await?;
    page.is_stored("\"size_bytes\":999999000000000000").await?;
    page.wait_for(BIG).await?;

    // Left and come back, nothing of it is there any more.
    page.visit("#/system").await?;
    page.visit("#/system/database").await?;
    page.wait_gone("#errors").await?;
    ensure!(page.evaluate("document.title").await? == "Orders database - Holdfast");
    assert_eq!(page.value("#f-down-limit").await?, "8 h");
    page.visit("#/results").await?;
    page.wait_for("table.matrix").await?;
    Ok(())
});

journey!(the_report_holds_what_was_described, async |page| {
    page.describe_shop().await?;
    let document = page.document().await?;
    let kept = page.scratch_file("report.html");
    std::fs::copy(page.report().await?, &kept)?;
    assert_eq!(e2e::check_html(&kept)?, Vec::<String>::new());
    page.open_file(&kept).await?;
    page.wait_for("table.matrix").await?;
    let text = page.text("body").await?;
    for part in [
        "Orders database",
        "Nightly dump",
        "Replica on a second host",
        "How soon you would be back",
        "What fits together",
        "What the copies take",
    ] {
        assert!(text.contains(part), "the report says nothing of {part:?}");
    }
    assert_ne!(page.evaluate("document.querySelectorAll('svg[role=img]').length").await?, 0);
    page.hold_accessible().await?;
    page.load("#/").await?;
    page.open_saved(&kept).await?;
    page.wait_for("#f-name").await?;
    assert_eq!(page.document().await?, document);
    Ok(())
});

/// The selector of an id with dots in it.
fn by_id(id: &str) -> String {
    format!("[id='{id}']")
}

/// Waits until a message of that kind stands at a field, and the field names it.
async fn said_at(page: &Page, field: &str, kind: &str, says: &str) -> Outcome {
    let message = format!("{field}-{kind}");
    page.wait_until(&format!("{message} to say {says:?}"), async |page| {
        let text = page.text(&by_id(&message)).await?;
        ensure!(text.contains(says), "it says {text:?}");
        Ok(true)
    })
    .await?;
    let named = format!("document.getElementById('{field}').getAttribute('aria-describedby').split(' ')");
    ensure!(
        page.evaluate(&named).await?.as_array().is_some_and(|all| all.contains(&json!(message))),
        "{field} does not name its message"
    );
    Ok(())
}

/// The findings on the results page.
async fn findings(page: &Page) -> Outcome<Vec<String>> {
    page.visit("#/results").await?;
    page.wait_for("article.find").await?;
    Ok(serde_json::from_value(page.evaluate(FINDINGS).await?)?)
}

/// Now and then, of one figure of the panel.
async fn compared(page: &Page, label: &str) -> Outcome<Vec<String>> {
    let cells = format!(
        "[...[...document.querySelectorAll('.compared tbody')].find((body) => \
            body.querySelector('th').textContent.startsWith({})).querySelectorAll('td')]\
            .map((cell) => cell.textContent.replace(/\\s+/g, ' ').trim())",
        json!(label)
    );
    Ok(serde_json::from_value(page.evaluate(&cells).await?)?)
}

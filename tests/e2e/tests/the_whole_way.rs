//! From nothing to a report and back, by keyboard alone as far as the report.

use anyhow::ensure;
use e2e::{Outcome, Page, journey};
use serde_json::json;
use thirtyfour::prelude::Key;

/// The customer's clock stands still, so that screen and report are of the same minute.
const SATURDAY: &str = "() => { const Real = Date; const at = Real.UTC(2026, 10, 21, 9, 31); \
    globalThis.Date = class extends Real { \
        constructor(...given) { if (given.length) { super(...given); } else { super(at); } } \
        static now() { return at; } }; }";

/// What is done on a question's page before Continue.
enum Do {
    /// Goes to the radio button that reads so, by arrow keys.
    Choose(&'static str),
    /// Ticks the boxes that read so.
    Tick(&'static [&'static str]),
    /// Goes to the field with that id and types.
    Type(&'static str, &'static str),
    /// Chooses "On this date" and types the date, in the order of an American keyboard.
    Date(&'static str),
    /// Names the database as what would be missed most.
    Database,
    /// Says that it was looked up.
    LookedUp,
}
use Do::{Choose, Database, Date, LookedUp, Tick, Type};

/// Every question of the quick check with its answer, in the order they are asked.
const ANSWERS: [(&str, &[Do]); 21] = [
    ("Where is this application now?", &[Choose("Running, with a busy event coming")]),
    ("If this application failed badly for a day", &[Choose("We lose sales or money")]),
    (
        "Which parts does your application have?",
        &[
            Tick(&[
                "Web or application servers",
                "Database",
                "Files people upload",
                "DNS and domain registration",
                "Keys, certificates and passwords",
            ]),
            Database,
            Type("f-holds", "orders"),
        ],
    ),
    ("Which of these protect your most important data today?", &[Tick(&["Database dump"]), LookedUp]),
    ("If every server were lost, where would you find the keys", &[Choose("One person knows them")]),
    (
        "How often is your most important data copied?",
        &[
            Choose("Every day, weekends too"),
            Type("f-at", "02:00"),
            Type("f-run-to-safe", "2 h 10 min"),
            LookedUp,
        ],
    ),
    ("When did a backup of your most important data last finish", &[Date("11202026")]),
    ("How much recent work could you lose and still carry on?", &[Type("f-length", "4h")]),
    ("If tonight's backup failed", &[Choose("A message goes to an inbox few people read")]),
    ("How often is a new server image made?", &[Choose("Every day")]),
    (
        "Where are the copies of your most important data kept?",
        &[Tick(&["Same region, another data centre"]), Type("f-keep-for", "2 weeks")],
    ),
    ("Could one stolen administrator login", &[Choose("Yes")]),
    ("When did you last restore your most important data", &[Choose("Never")]),
    ("How long could the application be down", &[Type("f-length", "1 day")]),
    ("If all your servers disappeared", &[Choose("Written steps")]),
    ("When did you last check the contact details", &[Choose("I do not know")]),
    ("If the person who usually fixes things is away", &[Choose("Yes, but they never have")]),
    ("Is there a written emergency plan", &[Choose("I do not know")]),
    ("When did you last practise an emergency?", &[Date("06302025")]),
    ("Which of these have you seen come back", &[Tick(&["Web service", "Database"])]),
    ("When does the busy time start?", &[Date("12192026")]),
];

/// How some of them stand in the list of answers: what was typed, read in full.
const READ: [(&str, &str); 8] = [
    ("How often is your most important data copied?", "Every day at 02:00 Seen"),
    ("From its start, how long until the finished copy", "2 h 10 min Seen"),
    ("When did a backup of your most important data last finish", "20 November 2026 Told"),
    ("How much recent work could you lose", "4 h"),
    ("How long is each copy kept?", "14 days Told"),
    ("How long could the application be down", "24 h"),
    ("When did you last check the contact details", "I do not know"),
    ("When does the busy time start?", "19 December 2026 Told"),
];

/// Scenario, then a figure for each component.
const CELLS: &str = "[...document.querySelectorAll('table.matrix tbody tr')].map((row) => \
    [...row.children].map((cell) => cell.textContent.replace(/\\s+/g, ' ').trim()))";
const SENTENCES: &str = "[...document.querySelectorAll('ul.three li')].map((item) => \
    item.textContent.replace(/\\s+/g, ' ').trim())";

journey!(from_the_first_question_to_a_report_and_back, async |page| {
    page.before_every_page(SATURDAY).await?;
    page.load("#/").await?;
    page.tab_to("\"Quick check\"").await?;
    page.press(&[Key::Enter]).await?;
    for (question, answer) in ANSWERS {
        page.wait_for_focus(&format!("h1 #heading \"{question}")).await?;
        for step in answer {
            act(page, step).await?;
        }
        page.tab_to("button \"Continue\"").await?;
        page.press(&[Key::Enter]).await?;
    }

    page.wait_for_focus("h1 #heading \"Your answers\"").await?;
    let answers = page.answers().await?;
    for (question, wanted) in READ {
        let row = answers.iter().find(|(ask, _)| ask.starts_with(question));
        assert_eq!(row.map(|(_, answer)| answer.as_str()), Some(wanted), "{question} {answers:#?}");
    }
    assert!(answers.iter().all(|(_, answer)| answer != "Not answered"), "{answers:#?}");
    page.tab_to("#f-name").await?;
    page.type_text("Kettle & Co, production").await?;
    page.tab_to("\"See your results\"").await?;
    page.press(&[Key::Enter]).await?;

    page.wait_for_focus("h1 #heading \"Results").await?;
    page.wait_for("table.matrix").await?;
    assert_eq!(page.text("h1").await?, "Results for Kettle & Co, production");
    let (sentences, cells) = (page.evaluate(SENTENCES).await?, page.evaluate(CELLS).await?);
    assert!(sentences[0].as_str().is_some_and(|worst| worst.contains("orders")), "{sentences}");
    let why = page.text("#why").await?;
    let address = worst_cell(page, &why).await?;
    page.tab_to_link(&address).await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("#why").await?;
    assert_eq!(page.fragment().await?, address);
    assert_eq!(page.text("#why").await?, why);
    let steps = page.evaluate(&steps_of(".why")).await?;
    assert!(steps.as_array().is_some_and(|steps| !steps.is_empty()), "{why}: {steps}");

    page.tab_to("\"Make the report\"").await?;
    page.press(&[Key::Enter]).await?;
    page.wait_for_focus("h1 #heading \"Your report\"").await?;
    page.visit("#/report").await?;
    page.tab_to("#download-report").await?;
    page.press(&[Key::Enter]).await?;
    let report = page.wait_for_download(".html").await?;
    assert_eq!(
        report.file_name().and_then(|name| name.to_str()),
        Some("holdfast-kettle-co-production-20261121.html")
    );
    // Kept elsewhere: the download folder is emptied for what is downloaded next.
    let kept = page.scratch_file("report.html");
    std::fs::copy(&report, &kept)?;
    assert_eq!(e2e::check_html(&kept)?, Vec::<String>::new());
    let document = page.document().await?;

    let before = page.requests().len();
    page.open_file(&kept).await?;
    page.wait_for("table.matrix").await?;
    assert_eq!(page.evaluate(SENTENCES).await?, sentences);
    assert_eq!(page.evaluate(CELLS).await?, cells);
    let place = address.replace("#/results/why/", "why-").replace('/', "-");
    let explained = format!("details:is(#{place}, :has(#{place}))");
    assert_eq!(page.evaluate(&steps_of(&explained)).await?, steps, "{why}");
    let scripts = page.evaluate("[...document.scripts].map((script) => script.type)").await?;
    assert_eq!(scripts, json!(["application/json"]));
    let asked = page.requests().split_off(before);
    assert!(asked.iter().all(|url| url.ends_with("/report.html")), "{asked:?}");

    page.load("#/").await?;
    page.click_text("Delete everything kept in this browser").await?;
    page.click_text("Delete everything").await?;
    page.wait_for_text("21 questions, about 5 minutes").await?;
    page.open_saved(&kept).await?;
    page.wait_for_focus("h1 #heading \"Your answers\"").await?;
    assert_eq!(page.answers().await?, answers);
    assert_eq!(page.document().await?, document);
    Ok(())
});

async fn act(page: &Page, step: &Do) -> Outcome {
    match step {
        Choose(label) => {
            page.tab_to("input #f-choices").await?;
            arrow_to(page, label).await
        }
        Tick(labels) => {
            for label in *labels {
                page.tab_to(&format!("\"{label}\"")).await?;
                page.type_text(" ").await?;
            }
            Ok(())
        }
        Type(field, text) => {
            page.tab_to(&format!("input #{field} ")).await?;
            page.type_text(text).await
        }
        Date(digits) => {
            page.tab_to("input #f-choices").await?;
            arrow_to(page, "On this date").await?;
            page.tab_to("input #f-date").await?;
            page.type_text(digits).await
        }
        Database => {
            // The boxes have ids; these radio buttons have none.
            page.tab_to("input \"").await?;
            arrow_to(page, "Database").await
        }
        LookedUp => {
            page.tab_to("select #f-known").await?;
            page.press(&[Key::Down]).await?;
            ensure!(page.value("#f-known").await? == "seen", "the arrow key does not choose");
            Ok(())
        }
    }
}

/// Goes down a group of radio buttons to the one that reads so.
async fn arrow_to(page: &Page, label: &str) -> Outcome {
    let there = format!("\"{label}");
    let checked = "document.activeElement.checked";
    for _ in 0..12 {
        if page.focus().await?.contains(&there) {
            if page.evaluate(checked).await? == false {
                page.type_text(" ").await?;
            }
            ensure!(page.evaluate(checked).await? == true, "{label} was not chosen");
            return Ok(());
        }
        page.press(&[Key::Down]).await?;
    }
    anyhow::bail!("the arrow keys never came to {label}, but to {}", page.focus().await?)
}

/// The address of the cell whose derivation has that heading: "Database, disk or host lost: why 26 h 10 min?"
async fn worst_cell(page: &Page, why: &str) -> Outcome<String> {
    let names = "(() => { const table = document.querySelector('table.matrix'); \
        const columns = [...table.tHead.rows[0].cells].map((cell) => cell.querySelector('span')?.textContent); \
        return [...table.tBodies[0].rows].flatMap((row) => [...row.cells].map((cell, at) => \
            [`${columns[at]}, ${row.cells[0].textContent.trim()}:`, cell.querySelector('a')?.getAttribute('href')])); })()";
    let cells: Vec<(String, Option<String>)> = serde_json::from_value(page.evaluate(names).await?)?;
    let found = cells.iter().find(|(name, _)| why.to_lowercase().starts_with(&name.to_lowercase()));
    let address = found.and_then(|(_, address)| address.clone());
    address.ok_or_else(|| anyhow::anyhow!("no cell for {why:?} in {cells:#?}"))
}

/// The steps of a derivation, each with its figure.
fn steps_of(place: &str) -> String {
    format!(
        "[...document.querySelectorAll('{place} .deriv ol.steps li')].map((step) => \
         step.textContent.replace(/\\s+/g, ' ').trim())"
    )
}

//! "Open a saved file" with what is none.

use e2e::{Outcome, Page, journey};
use serde_json::{Value, json};
use std::fs::{self, File};
use xtask::layout;

/// How every message ends.
const LEFT: &str = "Your answers here were left as they are.";

/// Would run in a page, a style sheet or a script that took it for markup.
const HOSTILE: &str = "</style></script><img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
const HOLDS: &str = "\"><b onclick=hacked=1>orders</b>";

journey!(a_bad_file_is_refused_and_nothing_changes, async |page| {
    page.load("#/check/current-stage").await?;
    page.click_text("Running, with steady traffic").await?;
    let before = page.document().await?;
    page.visit("#/").await?;
    let example = example()?;
    let newer = {
        let mut newer: Value = serde_json::from_str(&example)?;
        (newer["schema"], newer["app"]) = (json!(99), json!("9.0.0"));
        newer.to_string()
    };
    let cases: [(&str, &[u8], &str); 9] = [
        (
            "package.json",
            br#"{ "name": "shop", "version": "1.0.0" }"#,
            "This is a package.json, not a Holdfast file.",
        ),
        ("notes.txt.json", b"Buy milk", "This is not a Holdfast file, or it was changed by hand: line 1"),
        ("report.pdf.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "This is a PDF, not a Holdfast file."),
        (
            "page.html",
            b"<!doctype html><title>Shop</title><p>Welcome",
            "This is a web page without Holdfast answers in it.",
        ),
        ("empty.json", b"\n", "This file is empty."),
        (
            "cut.json",
            example.as_bytes().get(..example.len() / 2).unwrap_or_default(),
            "This file ends too early, at line",
        ),
        ("newer.json", newer.as_bytes(), "This file was made by a newer Holdfast (9.0.0, file version 99)"),
        ("deep.json", &[b'['; 200_000], "it is nested more than 64 levels deep."),
        ("large.json", b"", "This file is too large: 100000000 bytes, and Holdfast reads up to 10000000."),
    ];
    for (name, bytes, message) in cases {
        let file = page.scratch_file(name);
        fs::write(&file, bytes)?;
        if name == "large.json" {
            File::options().write(true).open(&file)?.set_len(100_000_000)?;
        }
        page.open_saved(&file).await?;
        let prefix = format!("{name}: ");
        page.wait_for_text(&prefix).await?;
        let said = page.text(".errmsg").await?;
        assert!(said.starts_with(&prefix) && said.contains(message) && said.ends_with(LEFT), "{said}");
    }
    page.hold_accessible().await?;
    assert_eq!(page.document().await?, before);
    Ok(())
});

journey!(hostile_names_are_only_text, async |page| {
    let mut hostile: Value = serde_json::from_str(&example()?)?;
    (hostile["name"], hostile["focus"]["holds"], hostile["example"]) =
        (json!(HOSTILE), json!(HOLDS), json!(false));
    // Parts of another version are kept and must be as harmless.
    hostile["answers"][HOSTILE] = json!({ "is": HOSTILE });
    hostile[HOSTILE] = json!(HOSTILE);
    let file = page.scratch_file("hostile.holdfast.json");
    fs::write(&file, hostile.to_string())?;
    page.load("#/").await?;
    page.open_saved(&file).await?;
    page.wait_for_focus("h1 #heading \"Your answers\"").await?;
    assert_eq!(page.value("#f-name").await?, HOSTILE);
    let document = page.document().await?;
    assert_eq!(document["name"], HOSTILE);
    assert_eq!(document[HOSTILE], HOSTILE);
    for route in [
        "#/",
        "#/check/component-kinds",
        "#/check/backup-schedule",
        "#/check/answers",
        "#/results",
        "#/report",
    ] {
        page.visit(route).await?;
        inert(page).await?;
    }
    page.visit("#/results").await?;
    assert_eq!(page.text("h1").await?, format!("Results for {HOSTILE}"));
    assert!(page.text("ul.three").await?.contains(HOLDS));

    let kept = page.scratch_file("hostile.html");
    fs::copy(page.report().await?, &kept)?;
    assert_eq!(e2e::check_html(&kept)?, Vec::<String>::new());
    page.open_file(&kept).await?;
    page.wait_for("table.matrix").await?;
    inert(page).await?;
    assert!(page.text(".cover").await?.contains(HOSTILE));
    assert!(page.text("ul.three").await?.contains(HOLDS));
    assert_eq!(
        page.evaluate("[...document.scripts].map((script) => script.type)").await?,
        json!(["application/json"])
    );
    assert_eq!(page.evaluate("document.styleSheets.length").await?, 1);
    assert_eq!(page.evaluate("getComputedStyle(document.body).fontFamily === ''").await?, false);

    page.load("#/").await?;
    page.open_saved(&kept).await?;
    page.wait_for_focus("h1 #heading \"Your answers\"").await?;
    assert_eq!(page.document().await?, document);
    Ok(())
});

fn example() -> Outcome<String> {
    Ok(fs::read_to_string(layout::root().join("examples/shop.holdfast.json"))?)
}

async fn inert(page: &Page) -> Outcome {
    let traces = "[window.hacked ?? null, document.querySelectorAll('img, [onerror], [onclick], body script:not([type])').length]";
    let found = page.evaluate(traces).await?;
    anyhow::ensure!(found == json!([null, 0]), "at {}: {found}", page.fragment().await?);
    Ok(())
}

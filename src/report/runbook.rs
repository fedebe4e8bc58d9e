use super::inert::inert;
use super::style::{csp_hash, sheet_without_cover};
use crate::runbook::export::{CallLine, Line, Sheet};
use crate::units::{Duration, in_words, long_date};
use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A runbook as one HTML file to be printed, with boxes to tick and room for times: no script, nothing fetched. `today` stands at its
/// foot.
pub fn runbook_page(sheet: &Sheet, today: NaiveDate) -> String {
    let date = long_date(today);
    let css = sheet_without_cover("Runbook", &inert(&sheet.name), &date);
    let policy =
        format!("default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'", csp_hash(&css));
    let head = html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(policy);
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        meta name="referrer" content="no-referrer";
        title { "Runbook: " (sheet.name) }
    };
    let body = html! {
        main id="main" class="wrap runbook" {
            h1 { (sheet.name) }
            p { (sheet.purpose()) }
            (facts(sheet, &date))
            h2 class="ruled" { "Steps" }
            (steps(&sheet.lines))
            @if !sheet.calls.is_empty() {
                h2 class="ruled" { "Whom to call" }
                @for call in &sheet.calls { (calls(call)) }
            }
        }
        footer class="foot" { div class="wrap" {
            span { "Made with Holdfast " (env!("CARGO_PKG_VERSION")) " on the owner’s own machine." }
        } }
    };
    let (head, body) = (inert(&head.into_string()), inert(&body.into_string()));
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" {
            "\n"
            head { (PreEscaped(head)) style { (PreEscaped(css)) } }
            "\n"
            body class="report" { (PreEscaped(body)) }
            "\n"
        }
        "\n"
    };
    page.into_string()
}

fn facts(sheet: &Sheet, date: &str) -> Markup {
    html! {
        p class="hint" {
            @if let Some(expected) = sheet.expected {
                "Expected until the end: " strong { (expected.to_the_minute()) } ". Steps of several components go on side by side. "
            }
            @if let Some(day) = sheet.drafted { "Drafted on " (long_date(day)) ". " }
            "Printed on " (date) ". "
            @if !sheet.names { "People stand by their roles: keep the list of names beside it." }
        }
        p class="blanks" { "Date __________ Began at __________ Led by ____________________" }
    }
}

fn steps(lines: &[Line]) -> Markup {
    html! {
        table class="tbl flow" {
            caption class="vh" { "Steps, with boxes to tick" }
            thead { tr {
                th scope="col" { "Done" }
                th scope="col" { "Step" }
                th scope="col" { "Who" }
                th scope="col" { "Expected" }
                th scope="col" { "Real" }
            } }
            tbody { @for line in lines { (step(line)) } }
        }
    }
}

fn step(line: &Line) -> Markup {
    html! {
        tr {
            td class="box" data-label="Done" { span aria-hidden="true" { "☐" } span class="vh" { "To tick" } }
            th scope="row" {
                p { (line.number) ". " (line.does) }
                p class="hint" {
                    (line.phase.name())
                    @if !line.component.is_empty() { " · " (line.component) }
                }
                @if !line.detail.is_empty() { p class="more" { (line.detail) } }
                @if !line.command.is_empty() { pre class="raw" { (line.command) } }
                @if !line.works_when.is_empty() { p class="more" { strong { "It worked when: " } (line.works_when) } }
                @if !line.way_back.is_empty() { p class="more" { strong { "Way back: " } (line.way_back) } }
            }
            td data-label="Who" {
                (line.owner)
                @for way in &line.ways { br; (way) }
                @if !line.deputy.is_empty() { p class="hint" { "Deputy: " (line.deputy) } }
            }
            td data-label="Expected" { @match line.takes {
                Some(Duration::ZERO) => "at once",
                Some(time) => (time.to_the_minute()),
                None => "not known",
            } }
            td class="room" data-label="Real" { "from" br; "to" }
        }
    }
}

fn calls(call: &CallLine) -> Markup {
    let said = |values: &[String]| if values.is_empty() { "not given".to_owned() } else { in_words(values) };
    html! {
        h3 { (call.name) }
        ul class="plainlist" {
            li { "Reach: " (said(&call.ways)) }
            li { "May call: " (said(&call.may_call)) }
            li { "At hand: " (said(&call.at_hand)) }
        }
    }
}

use super::sheet::{Line, Sheet};
use crate::units::{in_words, long_date};
use std::fmt::Write as _;

/// The runbook as Markdown (CommonMark, with the tick boxes that many readers know). What people typed stays text.
pub fn markdown(sheet: &Sheet) -> String {
    let mut out = format!("# {}\n\n{}\n", plain(&sheet.name), plain(&sheet.purpose()));
    if let Some(day) = sheet.drafted {
        let _ = writeln!(out, "\nDrafted on {}.", plain(&long_date(day)));
    }
    if let Some(expected) = sheet.expected {
        let _ = writeln!(
            out,
            "\nExpected until the end: {expected}. Steps of several components go on side by side."
        );
    }
    out.push_str("\n## Steps\n");
    for line in &sheet.lines {
        step(&mut out, line);
    }
    if !sheet.calls.is_empty() {
        out.push_str("\n## Whom to call\n");
    }
    for call in &sheet.calls {
        let _ = writeln!(out, "\n### {}\n", plain(&call.name));
        for (what, values) in
            [("Reach", &call.ways), ("May call", &call.may_call), ("At hand", &call.at_hand)]
        {
            let said = if values.is_empty() { "not given".to_owned() } else { plain(&in_words(values)) };
            let _ = writeln!(out, "- {what}: {said}");
        }
    }
    out
}

fn step(out: &mut String, line: &Line) {
    let of = if line.component.is_empty() { String::new() } else { format!(", {}", plain(&line.component)) };
    let _ = writeln!(out, "\n### {}\\. {} ({}{of})\n", line.number, plain(&line.does), line.phase.name());
    out.push_str("- [ ] Started \\_\\_\\_\\_\\_\\_  Done \\_\\_\\_\\_\\_\\_\n");
    let takes = line.takes.map_or("not known".to_owned(), |time| time.to_string());
    let deputy = if line.deputy.is_empty() { "nobody is named" } else { &line.deputy };
    let reach =
        if line.ways.is_empty() { String::new() } else { format!(" ({})", plain(&line.ways.join("; "))) };
    let _ = writeln!(out, "- Who: {}{reach}. Deputy: {}", plain(&line.owner), plain(deputy));
    let _ = writeln!(out, "- Expected: {takes}");
    for (what, text) in [("How to know it worked", &line.works_when), ("Way back", &line.way_back)] {
        if !text.is_empty() {
            let _ = writeln!(out, "- {what}: {}", plain(text));
        }
    }
    if !line.detail.is_empty() {
        let _ = writeln!(out, "\n{}", plain(&line.detail));
    }
    if !line.command.is_empty() {
        let fence = "`".repeat(longest_run(&line.command).max(2) + 1);
        let _ = writeln!(out, "\n{fence}text\n{}\n{fence}", line.command);
    }
}

/// The longest row of backticks in a text.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A text in which nothing means anything: every sign that could is escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            // Addresses become links by themselves at some readers: the full stop and the colon stay as they are elsewhere.
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '&'
            | '=' | '$' | '^' => {
                out.extend(['\\', c]);
            }
            '+' | '-' if out.is_empty() => out.extend(['\\', c]),
            '.' | ')' if !out.is_empty() && out.chars().all(|c| c.is_ascii_digit()) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

//! Where files come in, and how far each has come. What is pressed here is the host's to do: it has the files.

use super::file::{FileRead, FileState};
use super::stored::{left_out_list, notes};
use crate::desk::parts::controls::{Line, act};
use crate::desk::parts::form::Form;
use crate::import::Tool;
use crate::units::{NBSP, grouped};
use maud::{Markup, html};

/// The place for files, and the box for text. `data-intake` tells the host that this page takes them.
pub(super) fn place(form: &Form) -> Markup {
    html! {
        section class="intake drop" data-intake="" aria-labelledby="intake-h" {
            h2 class="h-small" id="intake-h" { "Take in what a tool prints" }
            p class="row" {
                label class="btn file" {
                    "Choose files"
                    input type="file" class="vh" id="f-files" multiple aria-describedby="intake-hint";
                }
                span class="hint" id="intake-hint" { "or drop them anywhere on this page. The tool is recognised by what stands in the file." }
            }
            div class="field" {
                label for="f-paste" { "Or paste it here" }
                textarea id="f-paste" name="paste" rows="2" spellcheck="false" autocomplete="off" { (form.value("paste")) }
            }
            @if !form.value("paste").trim().is_empty() { p class="row" { (act("file-text", "Read this text", "btn quiet")) } }
            details id="commands" {
                summary { "Which command prints it" }
                (commands())
            }
        }
    }
}

fn commands() -> Markup {
    html! {
        table class="tbl flow cmds" {
            caption class="vh" { "Tools and the commands whose output is read" }
            thead { tr { th scope="col" { "Tool" } th scope="col" { "Command" } } }
            tbody {
                @for tool in Tool::ALL {
                    tr { th scope="row" { (crate::units::capitalised(tool.name())) } td { code { (tool.command()) } } }
                }
            }
        }
        p class="hint measure" { "Words in capitals stand for your own names. These commands only read." }
    }
}

/// The files that have not become part of the document.
pub(super) fn files(files: &[FileRead], form: &Form, here: &str) -> Markup {
    let shown = files.iter().filter(|file| !matches!(file.state, FileState::Ready { .. }));
    let shown: Vec<&FileRead> = shown.collect();
    html! {
        @if !shown.is_empty() {
            ul class="files" role="list" {
                @for file in shown { li id=(format!("file-{}", file.number)) { (one(file, form, here)) } }
            }
        }
    }
}

fn one(file: &FileRead, form: &Form, here: &str) -> Markup {
    let n = file.number;
    let button = |what: &str, words: &str| {
        html! {
            button type="button" class="link" name="act" value=(format!("{what} {n}")) { (words) span class="vh" { ": " (file.called()) } }
        }
    };
    html! {
        h3 class="h-small" { bdi { (file.called()) } }
        @match &file.state {
            FileState::Waiting => { p class="row" { span { "Waiting for its turn" } (button("file-drop", "Cancel")) } }
            FileState::Reading { percent, entries } => {
                p class="row" {
                    progress max="100" value=(percent) aria-label={ "Reading " (file.called()) } { (percent) "%" }
                    span { (percent) "%, " (grouped(*entries as u64)) " entries" }
                    (button("file-drop", "Cancel"))
                }
            }
            FileState::Refused(says) => {
                div class="notice bad" { p { (with_code(says)) } p class="row" { (button("file-drop", "Put away")) } }
            }
            FileState::NeedsZone { tool, points, wrong } => (zone(file, (*tool, *points), wrong, form, here)),
            FileState::Ready { .. } => {}
            FileState::Nothing { tool, skipped, skipped_in_file, notes: of_file } => {
                div class="notice" {
                    p { "It is from " (tool.name()) ". Not one entry of it is a restore point that counts." }
                    (notes(of_file))
                    (left_out_list(&format!("file-{n}-skipped"), skipped, *skipped_in_file, true))
                    p class="row" { (button("file-drop", "Put away")) }
                }
            }
        }
    }
}

/// Words with commands in backticks.
fn with_code(says: &str) -> Markup {
    html! {
        @for (n, part) in says.split('`').enumerate() {
            @if n % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn zone(file: &FileRead, (tool, points): (Tool, usize), wrong: &str, form: &Form, here: &str) -> Markup {
    let n = file.number;
    let name = format!("zone-{n}");
    let mut form_of = Form::new(None, [(name.clone(), form.value_or(&name, here).to_owned())].into());
    if !wrong.is_empty() {
        form_of.problem(&name, wrong);
    }
    html! {
        div class="notice" {
            p {
                "It is from " (tool.name()) ", with " (grouped(points as u64)) (NBSP)
                @if points == 1 { "restore point" } @else { "restore points" }
                ". Its times do not say in which time zone they are."
            }
            form data-enter=(format!("file-zone {n}")) {
                (Line {
                    name: &name,
                    label: "On which clock did the tool run?",
                    hint: "The time zone of that server, such as Europe/Berlin or UTC",
                    class: "w20",
                    list: Some("zones"),
                    ..Line::NEW
                }.show(&form_of))
                p class="row" {
                    (act(&format!("file-zone {n}"), "Use this time zone", "btn"))
                    (act(&format!("file-drop {n}"), "Put this file away", "link"))
                }
            }
        }
    }
}

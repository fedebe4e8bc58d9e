use crate::system::Unreadable;
use maud::{Markup, html};

/// Entries of the document that this version cannot read: which, why, and their text to be copied from here. `act` gives
/// what can be done about each.
pub fn unreadable(entries: &[Unreadable], act: &dyn Fn(&Unreadable) -> Markup) -> Markup {
    html! {
        @for entry in entries {
            div class="notice bad" role="alert" {
                p { strong { (entry.called()) ": " } (entry.error) "." }
                details { summary { "What stands there" } pre class="raw" { (entry.text) } }
                (act(entry))
            }
        }
    }
}

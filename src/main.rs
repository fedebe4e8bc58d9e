//! The browser app's entry: nothing but start-up. The app is handed the writer of the report here, so that screens and
//! report know only the outcome and never each other.

use holdfast::report::{GuideTexts, file_name, single_file};
use holdfast::ui::ReportFile;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        holdfast::ui::crashed();
    }));
    holdfast::ui::start(|answers, outcome, guides| {
        let texts = guides.into_iter().fold(GuideTexts::new(), |texts, (id, guide)| texts.with(id, guide));
        ReportFile { name: file_name(outcome), html: single_file(answers, outcome, &texts) }
    });
}

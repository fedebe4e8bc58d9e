//! The browser app's entry: nothing but start-up.

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        holdfast::ui::crashed();
    }));
    holdfast::ui::start();
}

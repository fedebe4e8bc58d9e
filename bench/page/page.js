// For the driver of the browser: one case at a time, so that no call takes long.
import init, { count, time } from "./bench.js";

await init();
window.bench = { count, time };

// Starts the app. A file of its own because the page's policy allows no inline script; the build writes the names
// of the app's two files into the links below.

const href = (id) => document.getElementById(id)?.href;

// Says in the page what went wrong and what to do; the first paint above it stays readable.
function explain(text, detail) {
  const main = document.querySelector("#app main") ?? document.getElementById("app");
  const notice = document.createElement("div");
  notice.setAttribute("role", "alert");
  const say = document.createElement("p");
  say.textContent = text;
  notice.append(say);
  if (detail) {
    const more = document.createElement("p");
    more.textContent = `What the browser said: ${detail}`;
    notice.append(more);
  }
  main.append(notice);
}

// The second half of the app: what works everything out. The app asks for it once its first screen is up, and again when
// it did not come. Its names carry no hash, so the hash of the first half stands behind them: both are of one build.
let desk;
let tries = 0;
globalThis.holdfastDesk = () => {
  desk ??= fetchDesk().catch((error) => {
    desk = undefined;
    throw error;
  });
  desk.then(keep, keep);
  return desk;
};

async function fetchDesk() {
  tries += 1;
  const again = tries > 1 ? `&${tries}` : "";
  const module = await import(at("desk.js", again));
  await module.default({ module_or_path: at("desk_bg.wasm", again) });
  return module;
}

function at(name, again = "") {
  const app = new URL(href("app-js"));
  const build = app.pathname.split("/").pop().replace(/^holdfast-|\.js$/g, "");
  return new URL(`${name}?${build}${again}`, app);
}

// What makes the app work without a connection comes last. It also leads out of a version that does not start.
let kept;
const keep = () => (kept ??= offline().then((it) => it.keep(), () => {}));
const offline = async () => import(at("later/offline.js"));
globalThis.holdfastForget = () => offline().then((it) => it.forget());

async function boot() {
  if (typeof WebAssembly !== "object") {
    explain(
      "Holdfast cannot start: this browser has no WebAssembly, or it is switched off. " +
        "Use a current Firefox, Chrome, Edge or Safari, or allow WebAssembly for this page.",
    );
    return;
  }
  try {
    const app = await import(href("app-js"));
    await app.default({ module_or_path: href("app-wasm") });
  } catch (error) {
    console.error(error);
    explain(
      "Holdfast could not be loaded. Check the connection and load the page again; " +
        "if it stays like this, a file of the site is missing. Nothing you saved is lost.",
      String(error?.message ?? error),
    );
    keep();
  }
}

boot();

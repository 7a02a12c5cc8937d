// Nothing moves away under the hand that types, points or presses.
import { form, words } from "./page.js";

let point = null;
let isPressed = false;
const waiting = [];
addEventListener("pointermove", (event) => { point = event.pointerType === "mouse" ? [event.clientX, event.clientY] : null; });
addEventListener("keydown", () => { point = null; });
addEventListener("pointerdown", () => { isPressed = true; });
for (const end of ["pointerup", "pointercancel", "dragend"]) {
  addEventListener(end, () => {
    isPressed = false;
    setTimeout(() => waiting.splice(0).forEach((go) => go()), 0);
  });
}

// Once nothing is pressed: a click lands on what it was aimed at.
export const released = () => isPressed && new Promise((go) => { waiting.push(go); setTimeout(go, 3000); });

// Changes the page so that what one points at, or is in, stays where it is.
export function steady(change) {
  const pointed = point && document.elementFromPoint(...point)?.closest("label, input, textarea, button, a, th, td");
  const still = pointed || (form.contains(document.activeElement) && document.activeElement);
  const before = still && still.getBoundingClientRect().top;
  change();
  showTitle();
  if (still?.isConnected) window.scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
}

const title = document.title.startsWith(`${words.wrong} `) ? document.title.slice(words.wrong.length + 1) : document.title;

// The title says while something is wrong.
function showTitle() {
  const isWrong = form.querySelector(".question:not([hidden]) .wrong:not(:empty, :has(.lacks)), .conflict, #laget");
  const now = isWrong ? `${words.wrong} ${title}` : title;
  if (document.title !== now) document.title = now;
}

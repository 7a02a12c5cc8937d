// Five comforts; every page works without them.
"use strict";

// "Så räknades det" opens beside the table without a new page. Of two numbers asked for, the last one is shown.
let asked = null;
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href*='tal=']");
  const panel = document.getElementById("panel");
  if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  asked = link;
  try {
    const page = await pageAt(link.href);
    if (asked !== link) return;
    panel.innerHTML = page.getElementById("panel").innerHTML;
    history.replaceState(null, "", link.href);
    document.getElementById("sa-raknades-det").focus();
  } catch {
    location.assign(link.href);
  }
});

// A job's page follows the job. What is said is changed only when it is another, so that it is read out once.
async function follow(job) {
  for (let wait = 700; job.dataset.state; wait = Math.min(wait * 1.2, 5000)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const now = (await pageAt(location.href)).getElementById(job.id);
      for (const part of job.children) {
        const other = now.children[Array.prototype.indexOf.call(job.children, part)];
        if (part.innerHTML !== other.innerHTML) part.innerHTML = other.innerHTML;
      }
      job.dataset.state = now.dataset.state;
    } catch {
      // The next turn asks again.
    }
  }
}
const job = document.getElementById("jobb");
if (job) follow(job);

async function pageAt(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The menu under one's name closes when one turns away from it.
const menu = document.querySelector("details.who");
if (menu) {
  document.addEventListener("click", (event) => menu.contains(event.target) || menu.removeAttribute("open"));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
}

// A form that asks for it isn't left while something typed or ticked in it isn't saved.
for (const form of document.querySelectorAll("form[data-warns]")) {
  let leaving = false;
  const isTyped = (each) => {
    if (["checkbox", "radio"].includes(each.type)) return each.checked !== each.defaultChecked;
    return each.defaultValue !== undefined && each.value !== each.defaultValue;
  };
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (form.dataset.warns || [...form.elements].some(isTyped))) event.preventDefault();
  });
}

// What is on its way isn't sent once more by a second click: one would be told of the second, which was refused or had
// nothing left to do, and never of the first. A page that stays, as somebody was asked and stayed, can send again.
const LONGEST_WAY = 10000;
let onItsWay = null;
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (onItsWay?.form === event.target && performance.now() - onItsWay.since < LONGEST_WAY) event.preventDefault();
  else onItsWay = { form: event.target, since: performance.now() };
});
window.addEventListener("pageshow", () => { onItsWay = null; });
window.addEventListener("beforeunload", (event) => setTimeout(() => { if (event.defaultPrevented) onItsWay = null; }));

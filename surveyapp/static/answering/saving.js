// A section's page with its script: each answer is saved as it is given, what it asks for opens, and what is left is
// counted. Without it everything works with "Spara".
import { announce, cells, controlIn, controlsOf, form, newFileIn, words } from "./page.js";
import { adjust, refresh } from "./opening.js";
import { post, token } from "./posting.js";
import { letRowsBeEmptied } from "./rows.js";
import { say, saysUnsaved } from "./status.js";
import { released, steady } from "./steady.js";
import { hasLack, showConflict, showError, showFile } from "./told.js";

const tokenOf = (box) => box.querySelector(`input[name="${box.dataset.cell}:v"]`);

// ---- Saving: one request at a time, each sent until it is answered, so that nobody conflicts with themselves ----

const changed = new Set();
// Of a request that was refused whole, each cell is sent by itself; one that is still refused waits to be changed.
const alone = new Set();
const stuck = new Set();
let sending = null;
let wait = 0;
let timer = null;
let isAsked = false;
// The pressed button does its work once all is saved; whoever goes on answering meanwhile stays, and is told.
let submitter = null;
let isKeptHere = false;
let leaving = false;
// What is told once all is sent: trouble on the way, and faults of answers that were saved.
let trouble = "";
let faults = [];
let undecided = "";
let lastSaved = "";

function soon(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

function bodyOf(names) {
  const boxes = names.map((name) => cells.get(name));
  const files = boxes.map(newFileIn).filter(Boolean);
  const body = files.length ? new FormData() : new URLSearchParams();
  for (const name of ["version", "page:reader"]) body.append(name, form.elements[name].value);
  for (const control of boxes.flatMap(controlsOf)) {
    const isTick = control.type === "radio" || control.type === "checkbox";
    if (!isTick || control.checked) body.append(control.name, control.value);
  }
  for (const control of files) body.append(control.name, control.files[0]);
  return body;
}

async function send() {
  if (sending?.busy) return;
  if (!sending) {
    const names = alone.size ? [...alone].slice(0, 1) : [...changed];
    if (!names.length && !isAsked) return;
    for (const each of [changed, alone]) names.forEach((name) => each.delete(name));
    sending = { names, body: bodyOf(names) };
  }
  sending.busy = true;
  const outcome = await post(sending.body);
  await released();
  sending.busy = false;
  if (outcome.cells) saved(outcome);
  else if (outcome.refused) refused(outcome);
  else if (outcome.isTooMuch && sending.names.length) setAside();
  else {
    if (outcome.signedOut) say(words.signedOut, { isUnsaved: true, to: words.signIn, link: words.signInHere });
    else say(words.unsaved, { isUnsaved: true });
    wait = Math.min(wait ? wait * 2 : 1000, 30000);
    soon(wait);
  }
}

function saved(outcome) {
  wait = 0;
  sending = null;
  stopTelling();
  for (const [name, told] of Object.entries(outcome.cells)) tell(name, told);
  for (const [name, told] of Object.entries(outcome.beside)) tellLack(name, told);
  for (const [name, told] of Object.entries(outcome.gone)) steady(() => showError(cells.get(name), told.error));
  trouble = outcome.trouble || trouble;
  lastSaved = outcome.saved;
  if (outcome.conflict) undecided = outcome.conflict;
  onward();
}

// Nothing is saved, and asking again wouldn't help: it is tried when one changes something, or comes back to the page.
function refused(outcome) {
  sending.names.forEach((name) => changed.add(name));
  sending = null;
  wait = 0;
  submitter = null;
  stopTelling();
  const box = document.createElement("div");
  box.className = "box box-wrong";
  box.id = "laget";
  box.tabIndex = -1;
  for (const text of [outcome.refused, outcome.todo]) box.append(Object.assign(document.createElement("p"), { textContent: text }));
  steady(() => form.prepend(box));
  say(outcome.refused, { isUnsaved: true, to: "#laget", link: words.todo });
}

const stopTelling = () => steady(() => document.getElementById("laget")?.remove());

function setAside() {
  const names = sending.names;
  sending = null;
  wait = 0;
  if (names.length > 1) names.forEach((name) => alone.add(name));
  else if (!changed.has(names[0])) {
    stuck.add(names[0]);
    const wrong = document.createElement("strong");
    wrong.textContent = words.wrong;
    steady(() => showError(cells.get(names[0]), `${wrong.outerHTML} ${words.tooMuch}`));
  }
  onward();
}

// What is left is sent; then it is told what became of it all, and the pressed button does its work.
function onward() {
  if (changed.size || alone.size) return soon(0);
  const isExplicit = isAsked;
  isAsked = false;
  if (isExplicit) [...held.keys()].forEach(reveal);
  tellAll();
  const pressed = submitter;
  submitter = null;
  if (!pressed || stuck.size || isOnlySaving(pressed) || tellUnsent(pressed)) return;
  leaving = true;
  form.requestSubmit(pressed);
}

// Files that were refused: nobody goes on without one before that is told where the button is pressed, once.
const unsent = new Set();

function tellUnsent(pressed) {
  const name = [...unsent].find((each) => !cells.get(each).closest("[data-question]").hidden);
  if (!name || pressed?.name !== "next") return false;
  unsent.clear();
  say(words.unsent, { isUnsaved: true, to: `#${controlIn(cells.get(name)).id}`, link: words.show });
  return true;
}

function tellAll() {
  const conflict = form.querySelector(".conflict");
  const [lost] = stuck;
  if (lost) say(words.stuck, { isUnsaved: true, to: `#${controlIn(cells.get(lost)).id}`, link: words.show });
  else if (conflict) {
    const at = conflict.closest("[data-cell]").id;
    say(undecided, { isUnsaved: true, to: `#${at}`, link: words.undecided });
  } else if (trouble) say(trouble, { isUnsaved: true });
  else if (lastSaved) sayFaults();
  trouble = "";
  faults = [];
}

function sayFaults() {
  const [first] = faults;
  const link = faults.length > 1 ? words.faults : words.oneFault;
  const told = isKeptHere ? [lastSaved, words.keptHere].join(". ") : lastSaved;
  isKeptHere = false;
  if (first) say(`${told}.`, { to: `#${controlIn(cells.get(first.name)).id}`, link, more: faults.map((each) => each.text).join(" ") });
  else say(told);
  faults = [];
}

// ---- What is told at an answer ----

// By cell: what is told once one has left it.
const held = new Map();

const isTypingIn = (box) => box.contains(document.activeElement) && document.activeElement.matches("textarea, input[type=text]");

function tell(name, told) {
  const box = cells.get(name);
  tokenOf(box).value = told.token;
  // What was wrong with it before may be mended.
  faults = faults.filter((each) => each.name !== name);
  steady(() => {
    if ("file" in told) showFile(box, told.file, changed.has(name));
    if ("file" in told && told.error) unsent.add(name);
    else unsent.delete(name);
    showConflict(box, told.conflict);
  });
  held.delete(name);
  if (isTypingIn(box) && (told.error || told.read)) held.set(name, told);
  else show(name, told);
}

function show(name, told) {
  const box = cells.get(name);
  const read = box.querySelector(".read");
  steady(() => {
    showError(box, told.error);
    if (read && "read" in told) read.textContent = told.read;
  });
  if (told.fault) faults.push({ name, text: told.fault });
}

// What a row lacks since another was answered, or no longer lacks: told unless something else is wrong with it, and
// not where its own answer is on its way.
function tellLack(name, told) {
  const box = cells.get(name);
  const wrong = box?.querySelector(".wrong");
  if (!box || [changed, alone, stuck].some((each) => each.has(name))) return;
  if (wrong.innerHTML === told.error || (wrong.innerHTML && !hasLack(wrong))) return;
  faults = faults.filter((each) => each.name !== name);
  show(name, told);
}

function reveal(name) {
  const told = held.get(name);
  held.delete(name);
  // What has been changed since is told of when that is saved.
  if (told && !changed.has(name) && !sending?.names.includes(name)) show(name, told);
}

form.addEventListener("focusout", async (event) => {
  const box = event.target.closest("[data-cell]");
  if (!box) return;
  await released();
  if (!held.has(box.dataset.cell) || isTypingIn(box)) return;
  reveal(box.dataset.cell);
  if (faults.length && !isUnsaved() && !form.querySelector(".conflict")) sayFaults();
});

const hasNewFile = () => [...cells.values()].some(newFileIn);
const hasReply = () => [...form.querySelectorAll("[data-reply]")].some((each) => each.value.trim());
const isOnlySaving = (button) => button?.name === "save" && !hasReply();
const isUnsaved = () => [changed, alone, stuck].some((each) => each.size) || Boolean(sending?.names.length);

// Whether it stands otherwise than the page came.
function isTouched(control) {
  if (control.type === "file") return control.files.length;
  if (control.type === "radio") return control.checked && !control.defaultChecked;
  if (control.type === "checkbox") return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

// Typing marks a cell unsaved at once; it is sent when one leaves the control.
form.addEventListener("input", (event) => mark(event.target, 1500));
form.addEventListener("change", (event) => mark(event.target, 250));

function mark(control, delay) {
  const box = control.closest("[data-cell]");
  if (!box || (control.type === "file" && !control.files.length)) return;
  steady(() => box.querySelector("tr.removed")?.remove());
  adjust(box, control);
  refresh();
  if (submitter && !isOnlySaving(submitter)) {
    submitter = null;
    isKeptHere = true;
  }
  changed.add(box.dataset.cell);
  stuck.delete(box.dataset.cell);
  if (!saysUnsaved()) say(words.saving);
  if (!wait) soon(delay);
}

// Saved first, then posted: a page that can't be posted is never left, and only to save nobody leaves it.
form.addEventListener("submit", (event) => {
  form.elements.csrfmiddlewaretoken.value = token();
  if (leaving || (!isUnsaved() && !isOnlySaving(event.submitter))) {
    leaving = leaving || !tellUnsent(event.submitter);
    if (!leaving) event.preventDefault();
    return;
  }
  event.preventDefault();
  submitter = event.submitter;
  isKeptHere = false;
  isAsked = true;
  if (stuck.size && !changed.size && !alone.size && !sending) return onward();
  soon(0);
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && (isUnsaved() || hasNewFile() || hasReply() || form.querySelector(".conflict"))) event.preventDefault();
});
const again = () => { if (sending || changed.size) soon(0); };
window.addEventListener("online", again);
window.addEventListener("focus", again);
document.addEventListener("visibilitychange", () => document.hidden || again());
window.addEventListener("pageshow", () => { leaving = false; });

letRowsBeEmptied((control) => mark(control, 250));
refresh();
// What was answered before the script had come is on its way, too.
for (const box of cells.values()) {
  for (const control of [...controlsOf(box), ...box.querySelectorAll("input[type=file]")].filter(isTouched)) mark(control, 250);
}
announce("");

// What a section's page does at once that it otherwise does when it is saved: saves each answer, opens what an
// answer asks for, and keeps count. Without this script everything works with "Spara".
const form = document.getElementById("svar");
const status = document.getElementById("sparat");
const words = form.dataset;
const cells = new Map([...form.querySelectorAll("[data-cell]")].map((box) => [box.dataset.cell, box]));

const controlsOf = (box) => [...box.querySelectorAll("input, textarea")].filter((each) => each.name && each.type !== "file");
const ownControls = (box) => controlsOf(box).filter((each) => each.name === box.dataset.cell);
const chosenIn = (box) => ownControls(box).filter((each) => each.checked).map((each) => each.value);
const tokenOf = (box) => box.querySelector(`input[name="${box.dataset.cell}:v"]`);
const typeOf = (box) => box.closest("[data-question]").dataset.type;

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
let lastSaved = "";

// to: where a link after the text leads; more: what is read out and not shown.
function say(text, { isUnsaved = false, to = "", link = "", more = "" } = {}) {
  const place = document.createElement("p");
  place.append(text);
  if (to) {
    const way = document.createElement("a");
    way.href = to;
    way.textContent = link;
    place.append(" ", way);
  }
  if (more) {
    const unseen = document.createElement("span");
    unseen.className = "visually-hidden";
    unseen.textContent = `: ${more}`;
    place.append(unseen);
  }
  if (status.innerHTML !== place.innerHTML) status.replaceChildren(...place.childNodes);
  status.classList.toggle("unsaved", isUnsaved);
}

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
    say(outcome.signedOut ? words.signedOut : words.unsaved, { isUnsaved: true });
    wait = Math.min(wait ? wait * 2 : 1000, 30000);
    soon(wait);
  }
}

// The token changes when one signs in, perhaps in another tab: asked for anew each time.
function token() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${words.cookie}=`));
  return found ? found.slice(words.cookie.length + 1) : form.elements.csrfmiddlewaretoken.value;
}

async function post(body) {
  const abort = new AbortController();
  const limit = setTimeout(() => abort.abort(), body instanceof FormData ? 180000 : 20000);
  try {
    const answer = await fetch(words.autosave, {
      method: "POST",
      body,
      redirect: "manual",
      signal: abort.signal,
      headers: { "X-CSRFToken": token() },
    });
    if (answer.type === "opaqueredirect") return { signedOut: true };
    if (answer.ok || answer.status === 409) return await answer.json();
    if (answer.status === 400 || answer.status === 413) return { isTooMuch: true };
    // Without a cookie no token is right: a page gives a new one.
    if (answer.status === 403) await fetch(form.action, { signal: abort.signal });
  } catch {
    // The network or the server: tried again.
  } finally {
    clearTimeout(limit);
  }
  return {};
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

let undecided = "";

// What is left is sent; then it is told what became of it all, and the pressed button does its work.
function onward() {
  if (changed.size || alone.size) return soon(0);
  const isExplicit = isAsked;
  isAsked = false;
  if (isExplicit) [...held.keys()].forEach(reveal);
  tellAll();
  const pressed = submitter;
  submitter = null;
  if (!pressed || stuck.size || isOnlySaving(pressed)) return;
  leaving = true;
  form.requestSubmit(pressed);
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

// ---- What is told at an answer. Nothing moves away under the hand that types, points or presses ----

// By cell: what is told once one has left it.
const held = new Map();

const isTypingIn = (box) => box.contains(document.activeElement) && document.activeElement.matches("textarea, input[type=text]");

function tell(name, told) {
  const box = cells.get(name);
  tokenOf(box).value = told.token;
  // What was wrong with it before may be mended.
  faults = faults.filter((each) => each.name !== name);
  steady(() => {
    if ("file" in told) showFile(box, told.file);
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

const hasLack = (wrong) => Boolean(wrong.querySelector(".lacks"));

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
const released = () => isPressed && new Promise((go) => { waiting.push(go); setTimeout(go, 3000); });

// Changes the page so that what one points at, or is in, stays where it is.
function steady(change) {
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

const controlIn = (box) => box.querySelector("input:not([type=hidden]), textarea");

function showError(box, markup) {
  const wrong = box.querySelector(".wrong");
  if (wrong.innerHTML !== markup) wrong.innerHTML = markup;
  for (const control of [...ownControls(box), ...box.querySelectorAll("input[type=file]")]) {
    if (markup && !hasLack(wrong)) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (!markup) leaveOut(box);
}

// What has been mended is named no longer in the list at the top.
function leaveOut(box) {
  for (const way of document.querySelectorAll(".box-wrong li:not([hidden]) a")) {
    const named = document.getElementById(way.getAttribute("href").slice(1));
    if (named?.closest("[data-cell]") !== box) continue;
    way.closest("li").hidden = true;
    const list = way.closest(".box-wrong");
    list.hidden = !list.querySelector("li:not([hidden])");
  }
}

// What was chosen is sent, or refused with a sentence that names it: the control is free for another.
function showFile(box, markup) {
  const place = box.querySelector("[data-file]");
  const control = box.querySelector("input[type=file]");
  const hadFocus = place.contains(document.activeElement);
  if (place.innerHTML.trim() !== markup.trim()) place.innerHTML = markup;
  if (!changed.has(box.dataset.cell)) control.value = "";
  if (hadFocus && !place.contains(document.activeElement)) control.focus();
}

function showConflict(box, markup) {
  if (box.tagName !== "TBODY") {
    box.querySelector(".conflict-place").innerHTML = markup;
    return;
  }
  box.querySelector("tr.beside:not(.removed)")?.remove();
  if (markup) below(box, "").innerHTML = markup;
}

const newFileIn = (box) => [...box.querySelectorAll("input[type=file]")].find((each) => each.files.length);
const hasNewFile = () => [...cells.values()].some(newFileIn);
const hasReply = () => [...form.querySelectorAll("[data-reply]")].some((each) => each.value.trim());
const isOnlySaving = (button) => button?.name === "save" && !hasReply();
const isUnsaved = () => [changed, alone, stuck].some((each) => each.size) || Boolean(sending?.names.length);

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
  if (!status.classList.contains("unsaved")) say(words.saving);
  if (!wait) soon(delay);
}

// A grid's row is emptied where one is: by its button, which Tab passes by, or by a key, and it can be undone.
form.addEventListener("click", (event) => {
  const button = event.target.closest(".row-clear");
  if (!button) return;
  event.preventDefault();
  empty(button.closest("[data-cell]"));
});
form.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-cell]");
  if (!["Delete", "Backspace"].includes(event.key) || event.target.type !== "radio" || !box.querySelector(".row-clear")) return;
  event.preventDefault();
  if (chosenIn(box).length) empty(box);
});
for (const button of form.querySelectorAll(".row-clear")) button.tabIndex = -1;
for (const question of form.querySelectorAll(".question:has(.row-clear)")) {
  question.querySelector(".hint").append(Object.assign(document.createElement("p"), { className: "keys", textContent: words.keys }));
}

function empty(box) {
  const before = controlsOf(box).map((control) => ({ control, checked: control.checked, value: control.value }));
  for (const control of controlsOf(box)) {
    if (control.type === "text") control.value = "";
    else if (control.type === "radio") control.checked = false;
  }
  controlIn(box).focus();
  mark(controlIn(box), 250);
  steady(() => offerUndo(box, before));
  news.textContent = words.removed;
}

// Stands until the row is answered anew.
function offerUndo(box, before) {
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-plain";
  const row = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: ${rowOf(box)}` });
  undo.append(words.undo, row);
  undo.addEventListener("click", () => putBack(box, before));
  const place = below(box, "removed");
  place.append(`${words.removed} `, undo);
}

function putBack(box, before) {
  for (const { control, checked, value } of before) {
    if (control.type === "text") control.value = value;
    else if (control.type === "radio") control.checked = checked;
  }
  const chosen = before.find((each) => each.control.type === "radio" && each.checked).control;
  chosen.focus();
  mark(chosen, 250);
  news.textContent = words.putBack;
}

const rowOf = (box) => box.querySelector("th span").textContent;

// A row of its own below a grid's row.
function below(box, name) {
  const row = box.insertRow();
  row.className = `beside ${name}`;
  const place = row.insertCell();
  place.colSpan = box.rows[0].cells.length;
  return place;
}

// Saved first, then posted: a page that can't be posted is never left, and only to save nobody leaves it.
form.addEventListener("submit", (event) => {
  form.elements.csrfmiddlewaretoken.value = token();
  if (leaving || (!isUnsaved() && !isOnlySaving(event.submitter))) {
    leaving = true;
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

// ---- What excludes what ----

function adjust(box, control) {
  if (typeOf(box) === "multiple_choice" && control.name === box.dataset.cell && control.checked) {
    for (const other of ownControls(box)) {
      if (other !== control && (control.matches("[data-exclusive]") || other.matches("[data-exclusive]"))) other.checked = false;
    }
  }
  const special = `${box.dataset.cell}:special`;
  if (control.name === special && control.checked) {
    ownControls(box).forEach((number) => { number.value = ""; });
    box.querySelectorAll(`[name="${special}"]`).forEach((other) => { other.checked = other === control; });
  } else if (typeOf(box).startsWith("number") && control.name === box.dataset.cell && control.value.trim()) {
    box.querySelectorAll(`[name="${special}"]`).forEach((other) => { other.checked = false; });
  }
}

// ---- What an answer opens: specifications and follow-up questions, as conditions.py decides ----

const known = JSON.parse(words.known);

// A number as a whole count of millionths: exact, as decimals are on the server.
function micro(text) {
  const [whole, decimals = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + decimals.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
}

function readNumber(typed) {
  const text = typed.trim();
  if (!/^[-−]?(\d+|\d{1,3}(\s\d{3})+)([.,]\d+)?$/.test(text)) return null;
  const number = text.replace(/\s/g, "").replace(",", ".").replace("−", "-");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(number) ? { number } : null;
}

function valueOf(name) {
  const box = cells.get(name);
  if (!box) return known[name] ?? null;
  if (box.closest("[data-question]").hidden) return null;
  switch (typeOf(box)) {
    case "single_choice":
    case "choice_grid":
      return chosenIn(box)[0] ?? null;
    case "multiple_choice":
    case "tick_grid": {
      const keys = chosenIn(box);
      return keys.length ? keys : null;
    }
    case "number":
    case "number_list": {
      const specials = [...box.querySelectorAll(`[name="${name}:special"]:checked`)];
      const typed = ownControls(box)[0].value.trim();
      if (!specials.length) return readNumber(typed);
      return typed || specials.length > 1 ? null : specials[0].value;
    }
    case "short_text":
    case "long_text":
      return ownControls(box)[0].value.trim() || null;
  }
  return null;
}

function holds(condition) {
  if (condition.not) return !holds(condition.not);
  if (condition.and) return condition.and.every(holds);
  if (condition.or) return condition.or.some(holds);
  const value = valueOf(condition.cell);
  const to = condition.to;
  if (value === null) return false;
  if (Array.isArray(value)) return condition.is === "contains" && value.includes(to[0]);
  const same = (one, other) => (one.number && other.number ? micro(one.number) === micro(other.number) : one === other);
  if (condition.is === "==" || condition.is === "in") return to.some((each) => same(value, each));
  if (condition.is === "!=") return !same(value, to[0]);
  if (!value.number || !to[0].number) return false;
  const [one, other] = [micro(value.number), micro(to[0].number)];
  return { "<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other }[condition.is] ?? false;
}

function refresh() {
  const appeared = [];
  for (const question of form.querySelectorAll("[data-shown-if]")) {
    const isHidden = !holds(JSON.parse(question.dataset.shownIf));
    if (question.hidden && !isHidden) appeared.push(question.dataset.text);
    question.hidden = isHidden;
  }
  for (const box of cells.values()) open(box, appeared);
  for (const question of form.querySelectorAll("[data-question]")) count(question);
  if (appeared.length) news.textContent = `${words.appears} ${appeared.join(" ")}`;
}

function open(box, appeared) {
  const keys = chosenIn(box);
  for (const specify of box.querySelectorAll("[data-specify]")) {
    const isHidden = !specify.dataset.specify.split(" ").some((key) => keys.includes(key));
    if (specify.hidden && !isHidden) appeared.push(specify.querySelector("label").textContent);
    specify.hidden = isHidden;
  }
}

// The buttons that fill what is left of a grid, or take its answers away.
function count(question) {
  const fill = question.querySelector("[data-fill]");
  const clear = question.querySelector("[data-clear]");
  if (!fill && !clear) return;
  const boxes = [...question.querySelectorAll("[data-cell]")];
  const left = boxes.filter((box) => !chosenIn(box).length).length;
  if (fill) {
    fill.hidden = !left;
    fill.querySelector("span").textContent = left;
  }
  if (clear) clear.hidden = left === boxes.length;
}

const news = document.createElement("p");
news.className = "visually-hidden";
news.setAttribute("role", "status");
form.append(news);
refresh();
news.textContent = "";

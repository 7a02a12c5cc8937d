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
let sending = null;
let wait = 0;
let timer = null;
let submitter = null;
let leaving = false;

function say(text, isUnsaved = false) {
  if (status.textContent !== text) status.textContent = text;
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
  body.append("version", form.elements.version.value);
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
    if (!changed.size) return;
    const names = [...changed];
    changed.clear();
    sending = { names, body: bodyOf(names) };
  }
  sending.busy = true;
  const outcome = await post(sending.body);
  sending.busy = false;
  if (outcome.cells) {
    saved(outcome);
  } else if (outcome.refused) {
    sending.names.forEach((name) => changed.add(name));
    sending = null;
    say(outcome.refused, true);
    submitter = null;
  } else {
    say(outcome.signedOut ? words.signedOut : words.unsaved, true);
    submitter = null;
    wait = Math.min(wait ? wait * 2 : 1000, 30000);
    soon(wait);
  }
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
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { signedOut: true };
    if (answer.ok || answer.status === 409) return await answer.json();
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
  for (const [name, told] of Object.entries(outcome.cells)) tell(cells.get(name), told);
  for (const [name, told] of Object.entries(outcome.gone)) showError(cells.get(name), told.error);
  if (changed.size) return soon(0);
  const open = form.querySelector(".conflict p");
  const trouble = open ? open.textContent.trim() : outcome.trouble;
  say(trouble || outcome.saved, Boolean(trouble));
  if (submitter) {
    leaving = true;
    form.requestSubmit(submitter);
  }
}

function tell(box, told) {
  tokenOf(box).value = told.token;
  showError(box, told.error);
  if ("file" in told) showFile(box, told.file);
  const read = box.querySelector(".read");
  if (read) read.textContent = told.read;
  showConflict(box, told.conflict);
}

function showError(box, markup) {
  const wrong = box.querySelector(".wrong");
  if (wrong.innerHTML !== markup) wrong.innerHTML = markup;
  for (const control of [...ownControls(box), ...box.querySelectorAll("input[type=file]")]) {
    if (markup) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
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
  box.querySelector("tr.beside")?.remove();
  if (!markup) return;
  const row = box.insertRow();
  row.className = "beside";
  const place = row.insertCell();
  place.colSpan = box.rows[0].cells.length;
  place.innerHTML = markup;
}

const isUnsaved = () => changed.size > 0 || sending !== null;
const newFileIn = (box) => [...box.querySelectorAll("input[type=file]")].find((each) => each.files.length);
const hasNewFile = () => [...cells.values()].some(newFileIn);

// Typing marks a cell unsaved at once; it is sent when one leaves the control.
form.addEventListener("input", (event) => mark(event, 1500));
form.addEventListener("change", (event) => mark(event, 250));

function mark(event, delay) {
  const box = event.target.closest("[data-cell]");
  if (!box || (event.target.type === "file" && !event.target.files.length)) return;
  adjust(box, event.target);
  refresh();
  changed.add(box.dataset.cell);
  if (!status.classList.contains("unsaved")) say(words.saving);
  if (!wait) soon(delay);
}

// Saved first, then posted: a page that can't be posted is never left.
form.addEventListener("submit", (event) => {
  if (leaving || !isUnsaved()) {
    leaving = true;
    return;
  }
  event.preventDefault();
  submitter = event.submitter;
  soon(0);
});

window.addEventListener("beforeunload", (event) => {
  if (!leaving && (isUnsaved() || hasNewFile())) event.preventDefault();
});
window.addEventListener("online", () => sending && soon(0));
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

// A grid's row is emptied where one is: by its button, which Tab passes by, or by a key, and it can be undone.
import { announce, chosenIn, controlIn, controlsOf, form, words } from "./page.js";
import { steady } from "./steady.js";
import { below } from "./told.js";

// mark: is told of each control that was changed.
export function letRowsBeEmptied(mark) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".row-clear");
    if (!button) return;
    event.preventDefault();
    empty(button.closest("[data-cell]"), mark);
  });
  form.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-cell]");
    if (!["Delete", "Backspace"].includes(event.key) || event.target.type !== "radio" || !box.querySelector(".row-clear")) return;
    event.preventDefault();
    if (chosenIn(box).length) empty(box, mark);
  });
  for (const button of form.querySelectorAll(".row-clear")) button.tabIndex = -1;
  for (const question of form.querySelectorAll(".question:has(.row-clear)")) {
    question.querySelector(".hint").append(Object.assign(document.createElement("p"), { className: "keys", textContent: words.keys }));
  }
}

function empty(box, mark) {
  const before = controlsOf(box).map((control) => ({ control, checked: control.checked, value: control.value }));
  for (const control of controlsOf(box)) {
    if (control.type === "text") control.value = "";
    else if (control.type === "radio") control.checked = false;
  }
  controlIn(box).focus();
  mark(controlIn(box));
  steady(() => offerUndo(box, before, mark));
  announce(words.removed);
}

// Stands until the row is answered anew.
function offerUndo(box, before, mark) {
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-plain";
  const row = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: `: ${rowOf(box)}` });
  undo.append(words.undo, row);
  undo.addEventListener("click", () => putBack(before, mark));
  const place = below(box, "removed");
  place.append(`${words.removed} `, undo);
}

function putBack(before, mark) {
  for (const { control, checked, value } of before) {
    if (control.type === "text") control.value = value;
    else if (control.type === "radio") control.checked = checked;
  }
  const chosen = before.find((each) => each.control.type === "radio" && each.checked).control;
  chosen.focus();
  mark(chosen);
  announce(words.putBack);
}

const rowOf = (box) => box.querySelector("th span").textContent;

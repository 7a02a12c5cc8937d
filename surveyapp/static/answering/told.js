// What is shown at an answer: what is wrong with it, what is sent along, and what a colleague answered.
import { ownControls } from "./page.js";

export function showError(box, markup) {
  const wrong = box.querySelector(".wrong");
  if (wrong.innerHTML !== markup) wrong.innerHTML = markup;
  for (const control of [...ownControls(box), ...box.querySelectorAll("input[type=file]")]) {
    if (markup && !hasLack(wrong)) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (!markup) leaveOut(box);
}

export const hasLack = (wrong) => Boolean(wrong.querySelector(".lacks"));

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

// What was chosen is sent, or refused with a sentence that names it: the control is free for another, unless another
// has been chosen in it meanwhile.
export function showFile(box, markup, hasAnother) {
  const place = box.querySelector("[data-file]");
  const control = box.querySelector("input[type=file]");
  const hadFocus = place.contains(document.activeElement);
  if (place.innerHTML.trim() !== markup.trim()) place.innerHTML = markup;
  if (!hasAnother) control.value = "";
  if (hadFocus && !place.contains(document.activeElement)) control.focus();
}

export function showConflict(box, markup) {
  if (box.tagName !== "TBODY") {
    box.querySelector(".conflict-place").innerHTML = markup;
    return;
  }
  box.querySelector("tr.beside:not(.removed)")?.remove();
  if (markup) below(box, "").innerHTML = markup;
}

// A row of its own below a grid's row.
export function below(box, name) {
  const row = box.insertRow();
  row.className = `beside ${name}`;
  const place = row.insertCell();
  place.colSpan = box.rows[0].cells.length;
  return place;
}

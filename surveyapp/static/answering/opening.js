// What an answer opens (specifications and follow-up questions), and what it excludes.
import { holds } from "./conditions.js";
import { announce, cells, chosenIn, controlsOf, form, ownControls, typeOf, words } from "./page.js";

export function refresh() {
  const appeared = [];
  for (const question of form.querySelectorAll("[data-shown-if]")) {
    const isHidden = !holds(JSON.parse(question.dataset.shownIf));
    if (question.hidden && !isHidden) appeared.push(question.dataset.text);
    question.hidden = isHidden;
  }
  for (const box of cells.values()) open(box, appeared);
  for (const question of form.querySelectorAll("[data-question]")) count(question);
  if (appeared.length) announce(`${words.appears} ${appeared.join(" ")}`);
}

function open(box, appeared) {
  const keys = chosenIn(box);
  for (const specify of box.querySelectorAll("[data-specify]")) {
    const isHidden = !specify.dataset.specify.split(" ").some((key) => keys.includes(key));
    if (specify.hidden && !isHidden) appeared.push(specify.querySelector("label").textContent);
    specify.hidden = isHidden;
  }
}

// What can be copied is copied to what is empty.
const copies = [...form.querySelectorAll(".question button[name=copy]:not([hidden])")];
const isEmpty = (box) => controlsOf(box).every((each) => {
  if (each.type === "hidden") return true;
  return each.type === "radio" || each.type === "checkbox" ? !each.checked : !each.value.trim();
});

// The buttons that fill what is left of a question, copy to it, or take its answers away.
function count(question) {
  const copy = copies.find((each) => question.contains(each));
  if (copy) copy.hidden = ![...question.querySelectorAll("[data-cell]")].some(isEmpty);
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

export function adjust(box, control) {
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

// A section's page: its form, and its cells with their controls.

export const form = document.getElementById("svar");
export const words = form.dataset;
export const cells = new Map([...form.querySelectorAll("[data-cell]")].map((box) => [box.dataset.cell, box]));

export const controlsOf = (box) => [...box.querySelectorAll("input, textarea")].filter((each) => each.name && each.type !== "file");
export const ownControls = (box) => controlsOf(box).filter((each) => each.name === box.dataset.cell);
export const chosenIn = (box) => ownControls(box).filter((each) => each.checked).map((each) => each.value);
export const typeOf = (box) => box.closest("[data-question]").dataset.type;
export const controlIn = (box) => box.querySelector("input:not([type=hidden]), textarea");
export const newFileIn = (box) => [...box.querySelectorAll("input[type=file]")].find((each) => each.files.length);

const news = document.createElement("p");
news.className = "visually-hidden";
news.setAttribute("role", "status");
form.append(news);

// Read out, and not shown.
export function announce(text) {
  news.textContent = text;
}

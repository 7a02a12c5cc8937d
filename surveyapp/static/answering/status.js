// The line that says whether all is saved.
const status = document.getElementById("sparat");

// to: where a link after the text leads, in a tab of its own where it leads off the page; more: what is read out and
// not shown.
export function say(text, { isUnsaved = false, to = "", link = "", more = "" } = {}) {
  const place = document.createElement("p");
  place.append(text);
  if (to) {
    const way = document.createElement("a");
    way.href = to;
    way.textContent = link;
    if (!to.startsWith("#")) way.target = "_blank";
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

export const saysUnsaved = () => status.classList.contains("unsaved");

// Asks before what is typed on the page that checks the answers is left behind. Every way of the page's own keeps it.
const form = document.getElementById("lamna-in");
let isTyped = false;
form?.addEventListener("submit", () => (isTyped = false));
addEventListener("input", (event) => {
  if (event.target.form === form) isTyped = true;
});
addEventListener("beforeunload", (event) => {
  if (isTyped) event.preventDefault();
});

// Posting to the server what has been answered, and what comes of it.
import { form, words } from "./page.js";

// The token changes when one signs in, perhaps in another tab: asked for anew each time.
export function token() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${words.cookie}=`));
  return found ? found.slice(words.cookie.length + 1) : form.elements.csrfmiddlewaretoken.value;
}

// An autosave's reply, or one like it to somebody shut out; or why there is none: signedOut, isTooMuch, or nothing
// where it is worth trying again.
export async function post(body) {
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
    // Nobody who may answer here any more: asking again wouldn't help.
    if (answer.status === 404) return { refused: words.shutOut, todo: words.stays };
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

// The exact prompt of a step, and over it, when asked for, where the model read.
import { fetched, make } from "./dom.js";

export function prompt(text, run, number) {
  const words = make("pre", { cls: "prompt", tabindex: "0", "aria-label": "The exact prompt" });
  words.append(text);
  const about = make("p", { cls: "soft", role: "status" });
  const button = make("button", { type: "button", text: "Show where the model read" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    about.textContent = "Computing; some seconds the first time…";
    try {
      const path = `/api/runs/${encodeURIComponent(run)}/attention/${number}`;
      const found = await fetched(path, { method: "POST" });
      heat(words, found.words);
      about.textContent = found.about;
      button.hidden = true;
    } catch (error) {
      about.textContent = error.message;
      button.disabled = false;
    }
  });
  return make("details", { cls: "prompted" }, make("summary", { text: "Prompt" }), button, about, words);
}

function heat(root, words) {
  const most = Math.max(...words.map(([, share]) => share), 1e-9);
  root.replaceChildren(...words.map(([text, share]) => {
    if (share < most / 100) return text;
    const word = make("mark", { text, title: `${(100 * share).toFixed(1)} % of the attention` });
    word.style.setProperty("--heat", `${Math.round(100 * Math.sqrt(share / most))}%`);
    return word;
  }));
  const hottest = words.reduce((best, word, i) => (word[1] > words[best][1] ? i : best), 0);
  const at = root.childNodes[hottest];
  if (at.offsetTop !== undefined) root.scrollTop = at.offsetTop - root.clientHeight / 2;
}

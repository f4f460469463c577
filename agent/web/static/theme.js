// Before the page is drawn, so that it never flashes in the other theme.
const THEMES = ["auto", "dark", "light"];
const WORDS = { auto: "as the system has it", dark: "dark", light: "light" };
const MARKS = { auto: "◐", dark: "☾", light: "☀" };

function themed(name) {
  document.documentElement.dataset.theme = name;
  const button = document.getElementById("theme");
  if (button) {
    button.textContent = MARKS[name];
    button.setAttribute("aria-label", `Theme: ${WORDS[name]}`);
    button.title = `Theme: ${WORDS[name]}`;
  }
}

let theme = "auto";
try {
  theme = localStorage.getItem("theme") || "auto";
} catch { /* a browser that keeps nothing */ }
themed(THEMES.includes(theme) ? theme : "auto");

addEventListener("DOMContentLoaded", () => {
  themed(document.documentElement.dataset.theme);
  document.getElementById("theme").addEventListener("click", () => {
    const now = document.documentElement.dataset.theme;
    themed(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
    try {
      localStorage.setItem("theme", document.documentElement.dataset.theme);
    } catch { /* the same */ }
  });
});

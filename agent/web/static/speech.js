// Speaking a goal, where the browser offers to write it down.
import { $ } from "./dom.js";

export function speech(trouble) {
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  if (!Recognition) return;
  const button = $("speak");
  let hearing = null;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (hearing) return hearing.stop();
    hearing = new Recognition();
    hearing.lang = "en-US";
    hearing.interimResults = true;
    hearing.onresult = (event) => {
      $("goal").value = [...event.results].map((result) => result[0].transcript).join(" ");
    };
    hearing.onerror = (event) => trouble(`Nothing was heard (${event.error}).`);
    hearing.onend = () => {
      hearing = null;
      button.setAttribute("aria-pressed", "false");
      $("goal").focus();  // what was heard is read before it is done
    };
    button.setAttribute("aria-pressed", "true");
    hearing.start();
  });
}

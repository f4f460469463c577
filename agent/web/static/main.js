// The page: what the robot tells is shown, what the person wants is said.
import { $, fetched, make } from "./dom.js";
import { Replay, showReports, showRuns } from "./history.js";
import { Socket } from "./socket.js";
import { speech } from "./speech.js";
import { Story } from "./story.js";
import { View } from "./view.js";

const STATES = { starting: "setting up", idle: "ready", working: "working", asking: "asks you",
  confirming: "wants leave", closed: "gone" };
const EXAMPLES = ["put the red block in the blue bowl", "stack the green block on the yellow block",
  "put all blocks in bowls of their colour"];

const DOING = { started: "choosing what to do", understood: "choosing what to do", remaining: "choosing what to do",
  acted: "choosing what comes next", answered: "thinking about it", judged: "doing it" };

const story = new Story($("story")), replay = new Replay();
let status = { state: "starting", run: "" }, timer = 0;

function trouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
  clearTimeout(timer);
  if (text) timer = setTimeout(() => trouble(""), 12000);
}

function hear(message) {
  if (message.kind === "status") changed(message);
  else if (message.kind === "error") trouble([message.message, message.hint].filter(Boolean).join(" "));
  else if (message.kind === "things") view.know(message.things);
  else if (message.kind === "fresh") story.begin(message.run);
  else {
    if (message.run !== story.run) story.begin(message.run);
    story.add(message);
    doing(DOING[message.kind]);
    $("told").textContent = aloud(message) || $("told").textContent;
    $("empty").hidden = true;
  }
}

// For those who hear the page: of each step its call and what came of it.
function aloud(message) {
  if (message.kind === "decided") {
    const { skill, args } = message.decision.call;
    return `Step ${message.step}: ${skill} ${args.join(", ")}`;
  }
  if (message.kind === "acted") return `${message.outcome.ok ? "ok" : "failed"}: ${message.outcome.message}`;
  return message.kind === "finished" ? `${message.verification}: ${message.message}` : "";
}

function doing(text) {
  $("doing").hidden = !text || status.state === "idle";
  if (text) $("doing").textContent = `${text}…`;
}

function changed(now) {
  const before = status;
  status = now;
  document.body.dataset.state = now.stopped ? "stopped" : now.state;
  $("state").textContent = now.stopped ? "stopped" : STATES[now.state];
  if (now.state === "starting") {
    if (now.reason) $("nothing").textContent = now.reason;
    return;
  }
  if (now.run !== story.run) story.begin(now.run || "");
  $("empty").hidden = Boolean(now.run);
  if (now.state === "working" && now.goal && before.state === "idle") doing("looking at the table");
  else if (now.state !== "working") doing("");
  $("where").textContent = `${now.scene}, seed ${now.seed}`;
  $("halted").hidden = !now.stopped;
  $("clear").disabled = now.state !== "idle";
  $("go").disabled = now.state !== "idle" || now.stopped;
  panel("asking", before, now, () => {
    $("question").textContent = now.question;
    $("answer").value = "";
    if (document.activeElement !== $("goal") || !$("goal").value) $("answer").focus();
  });
  panel("confirming", before, now, () => {
    $("call").textContent = now.call;
    $("reason").textContent = now.reason;
    $("confirming").focus();
  });
  if (now.scene !== before.scene || now.instruction !== before.instruction) examples(now);
}

function panel(name, before, now, open) {
  $(name).hidden = now.state !== name;
  if (now.state === name && (before.state !== name || before.question !== now.question)) {
    if (location.hash.length > 2) location.hash = "#/";
    open();
    $(name).scrollIntoView({ block: "center" });
  }
}

function examples(now) {
  const texts = now.instruction ? [now.instruction] : now.scene === "tabletop" ? EXAMPLES : [];
  $("examples").replaceChildren(...texts.map((text) => make("li", {}, make("button", { type: "button", text,
    onclick: () => {
      $("goal").value = text;
      $("goal").focus();
    } }))));
}

const view = new View((message) => socket.say(message));
const socket = new Socket(hear, (blob) => view.see(blob), (there, why) => {
  document.body.classList.toggle("alone", !there);
  if (there) return trouble("");
  $("state").textContent = "not connected";
  trouble(`The connection is lost${why ? ` (${why})` : ""}; trying again.`);
});

$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("goal").value.trim();
  if (!text) return $("goal").focus();
  trouble("");
  if (location.hash.length > 2) location.hash = "#/";
  if (socket.say({ kind: "goal", text })) $("goal").value = "";
});
$("asking").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("answer").value.trim();
  if (text) socket.say({ kind: "answer", text });
});
$("allow").addEventListener("click", () => socket.say({ kind: "confirm", allow: true }));
$("deny").addEventListener("click", () => socket.say({ kind: "confirm", allow: false }));
$("clear").addEventListener("click", () => {
  socket.say({ kind: "clear" });
  $("goal").focus();
});
// At the press, not the release: it is the faster of the two.
$("stop").addEventListener("pointerdown", () => socket.stop());
$("stop").addEventListener("click", () => socket.stop());
addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    socket.stop();
  }
}, { capture: true });

async function catalogue() {
  if ($("scene").options.length) return;
  const there = await fetched("/api/catalogue");
  const option = (value, text, about) => make("option", { value, text, "data-about": about });
  $("scene").append(
    make("optgroup", { label: "Scenes" }, ...there.scenes.map((s) => option(s.name, s.name, s.about))),
    make("optgroup", { label: "Benchmark suites" }, ...there.suites.map((s) => option(`${s.name}/`, s.name, s.about))));
  if (!status.scene.includes("/")) $("scene").value = status.scene;
  const chosen = () => {
    const suite = there.suites.find((s) => `${s.name}/` === $("scene").value);
    $("tasked").hidden = !suite;
    $("task").replaceChildren(...(suite ? suite.tasks : []).map((t) => option(t, t, "")));
    $("about").textContent = $("scene").selectedOptions[0]?.dataset.about || "";
  };
  $("scene").addEventListener("change", chosen);
  chosen();
}
$("chooser").addEventListener("toggle", () => catalogue().catch((error) => trouble(error.message)));
$("lay").addEventListener("submit", (event) => {
  event.preventDefault();
  const scene = $("scene").value, task = $("task").value;
  socket.say({ kind: "lay", scene: scene.endsWith("/") ? `${scene}${task}:0` : scene, seed: Number($("seed").value) || 0 });
});

function route() {
  const [, page, name] = location.hash.split("/");
  const shown = page === "runs" ? (name ? "run" : "runs") : page === "reports" ? "reports" : "live";
  for (const section of document.querySelectorAll(".page")) section.hidden = section.id !== shown;
  for (const link of document.querySelectorAll("nav a"))
    if (link.dataset.page === (shown === "run" ? "runs" : shown)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  if (shown === "runs") showRuns();
  if (shown === "reports") showReports();
  if (shown === "run") replay.show(decodeURIComponent(name));
}
addEventListener("hashchange", route);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("goal").focus();
});
route();
speech(trouble);
$("goal").focus();

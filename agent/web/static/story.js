// A run's events as a story: what was wanted, each step with its runners-up, how it ended.
// The live page and the replay tell it alike.
import { make, percent } from "./dom.js";
import { prompt } from "./prompt.js";

const MARK = { verified: "good", contradicted: "bad", unverified: "unsure" };

const KINDS = new Set(("started understood remaining decided judged acted checked asked answered "
  + "disturbed moved finished").split(" "));

export class Story {
  constructor(root, picked = () => {}) {
    Object.assign(this, { root, picked });
    this.begin("");
  }

  begin(run) {
    Object.assign(this, { run, card: null, count: 0, cards: [] });
    this.root.replaceChildren();
  }

  add(event) {
    const tell = KINDS.has(event.kind) && this[event.kind];
    const end = innerHeight + scrollY > document.documentElement.scrollHeight - 120;
    if (tell) tell.call(this, event);
    if (end && this.root.id === "story") scrollTo({ top: document.documentElement.scrollHeight });
    return this.card;
  }

  note(cls, label, text) {
    const line = make("p", { cls: `note ${cls}` }, make("b", { text: label }), ` ${text}`);
    (this.card || this.root).append(line);
  }

  started(event) {
    this.card = null;
    const names = event.observation.objects.map((o) => o.name);
    this.root.append(
      make("h2", { cls: "wanted", text: event.goal }),
      make("p", { cls: "soft sees", text: `sees ${names.join(", ") || "nothing"} (${event.observation.source})` }),
    );
  }

  understood(event) {
    const facts = event.facts.map((f) => [`${f.subject} ${f.relation} ${f.target}`, ...f.more].join(", "));
    this.note("", "understood as", `${facts.join("; ") || event.why} (${percent(event.probability)})`);
  }

  remaining(event) {
    const lines = [event.complete && event.facts.length ? `to do: ${event.facts.join("; ")}` : "",
      event.obstacles.length ? `first: ${event.obstacles.join("; ")}` : "",
      event.reasons.length ? `cannot: ${event.reasons.join("; ")}` : ""].filter(Boolean);
    if (!lines.length) return;
    this.card = null;
    this.root.append(make("p", { cls: "todo", text: lines.join(" · ") }));
  }

  decided(event) {
    const d = event.decision, number = this.count++;
    const call = `${d.call.skill}(${d.call.args.join(", ")})`;
    const others = d.alternatives.slice(0, 5).map(([name, share]) => chance(name, share));
    const head = make("div", { cls: "head" },
      make("span", { cls: "number", text: event.step }),
      make("code", { cls: "call", text: call }),
      make("span", { cls: "soft", text: `${d.seconds.toFixed(1)} s`, title: "how long the choice took" }));
    this.card = make("article", { cls: "step", "aria-label": `Step ${event.step}: ${call}` }, head);
    this.card.append(make("ol", { cls: "chances", "aria-label": "How likely, among what could be done" },
      chance(call, d.probability, true), ...others));
    if (d.prompt) this.card.append(prompt(d.prompt, this.run, number));
    const index = this.cards.push(this.card) - 1;
    head.addEventListener("click", () => this.picked(index));
    this.root.append(this.card);
  }

  judged(event) {
    const { kind, reason } = event.verdict;
    this.note(kind === "allow" ? "soft" : "unsure", "guard", kind === "allow" ? "allowed" : `${kind}: ${reason}`);
  }

  acted(event) {
    const { ok, message, seconds } = event.outcome;
    this.note(ok ? "good" : "bad", ok ? "✓ ok" : "✗ failed", `${message} · ${seconds.toFixed(1)} s`);
    if (this.card) this.card.classList.add(ok ? "ok" : "failed");
  }

  checked(event) {
    this.note(MARK[event.verification], `measured: ${event.verification}`, event.message);
  }

  asked(event) {
    this.card = null;
    this.root.append(make("p", { cls: "talk", text: event.question }));
  }

  answered(event) {
    this.root.append(make("p", { cls: "talk mine", text: event.text }));
  }

  disturbed(event) {
    this.note("unsure", event.fault, event.detail);
  }

  moved(event) {
    this.note("unsure", "a hand", `moved ${event.name}`);
  }

  finished(event) {
    this.card = null;
    this.root.append(make("section", { cls: `card end ${MARK[event.verification]}` },
      make("h2", { text: event.verification }),
      make("p", { text: event.message }),
      make("p", { cls: "soft", text: `${event.ending} · ${event.steps} steps · ${event.seconds.toFixed(1)} s` })));
  }
}

function chance(name, share, chosen = false) {
  const bar = make("i");
  bar.style.width = `${Math.max(100 * share, share > 0 ? 0.6 : 0)}%`;
  return make("li", { cls: chosen ? "chosen" : "" },
    make("code", { text: name }), make("span", { cls: "meter", "aria-hidden": "true" }, bar),
    make("span", { cls: "share", text: percent(share) }));
}

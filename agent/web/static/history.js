// What was: runs, one of them step by step, and the benchmarks' reports.
import { $, fetched, make, when } from "./dom.js";
import { Story } from "./story.js";

const COLOR = { verified: "good", contradicted: "bad", unverified: "unsure" };

export async function showRuns() {
  await into($("list"), async () => {
    const runs = await fetched("/api/runs");
    if (!runs.length) return [make("p", { cls: "soft", text: "There are none yet." })];
    return [make("ul", { cls: "rows" }, ...runs.map((run) => make("li", {},
      make("a", { href: `#/runs/${run.run}` },
        make("span", { cls: `tag ${COLOR[run.verification] || ""}`, text: run.verification || "no end" }),
        make("span", { cls: "what", text: run.goal || run.message || "(no goal)" }),
        make("span", { cls: "soft", text: [run.scene, run.planner, run.steps !== "" && `${run.steps} steps`,
          when(run.time)].filter(Boolean).join(" · ") })))))];
  });
}

export async function showReports() {
  await into($("pages"), async () => {
    const pages = await fetched("/api/reports");
    if (!pages.length) return [make("p", { cls: "soft", text: "There are none yet: handily bench makes them." })];
    return [make("ul", { cls: "rows" }, ...pages.map((page) => make("li", {},
      make("a", { href: `/reports/${page.path}`, target: "_blank", rel: "noopener" },
        make("span", { cls: "what", text: page.title }),
        make("span", { cls: "soft", text: `${page.path} · ${when(page.time)}` })))))];
  });
}

async function into(root, made) {
  try {
    root.replaceChildren(...await made());
  } catch (error) {
    root.replaceChildren(make("p", { cls: "bad", text: error.message }));
  }
}

export class Replay {
  constructor() {
    this.moments = [];
    this.story = new Story($("past"), (card) => this.go(this.moments.findIndex((m) => m.card === this.story.cards[card])));
    $("slide").addEventListener("input", () => this.go(Number($("slide").value)));
    $("before").addEventListener("click", () => this.go(this.now - 1));
    $("after").addEventListener("click", () => this.go(this.now + 1));
  }

  async show(name) {
    this.story.begin(name);
    this.moments = [];
    $("facts").textContent = "";
    try {
      const { header, events } = await fetched(`/api/runs/${encodeURIComponent(name)}`);
      for (const event of events) {
        const card = this.story.add(event);
        if (event.kind === "started" || event.kind === "acted")
          this.moments.push({
            card: event.kind === "acted" ? card : null,
            picture: event.observation.picture,
            text: event.kind === "acted" ? `After step ${event.step}` : "At the start",
          });
      }
      $("facts").textContent = [name, header.scene, `seed ${header.seed}`, header.robot, header.planner, header.perception].join(" · ");
    } catch (error) {
      $("past").replaceChildren(make("p", { cls: "bad", text: error.message }));
    }
    this.name = name;
    $("slide").max = Math.max(0, this.moments.length - 1);
    this.go(0);
  }

  go(index) {
    this.now = Math.min(Math.max(index, 0), Math.max(0, this.moments.length - 1));
    const moment = this.moments[this.now];
    $("slide").value = this.now;
    $("before").disabled = this.now <= 0;
    $("after").disabled = this.now >= this.moments.length - 1;
    $("frame").hidden = !moment?.picture;
    $("moment").textContent = moment ? `${moment.text} (${this.now} of ${this.moments.length - 1})` : "";
    for (const card of this.story.cards) card.classList.toggle("now", card === moment?.card);
    if (!moment) return;
    if (moment.picture) {
      $("frame").src = `/api/runs/${encodeURIComponent(this.name)}/${moment.picture}`;
      $("frame").alt = `${moment.text}: the table as the camera saw it`;
    }
    moment.card?.scrollIntoView({ block: "nearest" });
  }
}

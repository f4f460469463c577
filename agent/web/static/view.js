// The live picture, and the hand that drags things in it.
import { $, make } from "./dom.js";

const NEAR = 60;  // pixels of the picture
const NUDGE = 34;

export class View {
  constructor(say) {
    this.say = say;
    this.things = {};
    this.held = null;
    this.canvas = $("camera");
    this.context = this.canvas.getContext("2d");
    this.canvas.addEventListener("pointerdown", (e) => this.take(e));
    this.canvas.addEventListener("pointermove", (e) => this.follow(e));
    this.canvas.addEventListener("pointerup", (e) => this.put(e));
    for (const name of ["pointercancel", "pointerleave"])
      this.canvas.addEventListener(name, () => this.held || this.mark(null));
    for (const button of document.querySelectorAll("#hand [data-by]"))
      button.addEventListener("click", () => this.nudge(button.dataset.by.split(",").map(Number)));
  }

  async see(blob) {
    const picture = await createImageBitmap(blob);
    this.context.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
    picture.close();
    this.pictures = (this.pictures || 0) + 1;
    this.canvas.dataset.pictures = this.pictures;
    $("nothing").hidden = true;
  }

  know(things) {
    this.things = things;
    const names = Object.keys(things).sort();
    const select = $("thing");
    if (names.join() !== [...select.options].map((o) => o.value).join())
      select.replaceChildren(...names.map((name) => make("option", { text: name, value: name })));
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.canvas.width / box.width;
    const inside = (value, most) => Math.min(Math.max(value, 0), most);
    return [
      inside((event.clientX - box.left) * scale, this.canvas.width),
      inside((event.clientY - box.top) * scale, this.canvas.height),
    ];
  }

  nearest([u, v]) {
    let best = null, least = NEAR;
    for (const [name, [x, y]] of Object.entries(this.things)) {
      const off = Math.hypot(x - u, y - v);
      if (off < least) [best, least] = [name, off];
    }
    return best;
  }

  take(event) {
    const start = this.at(event), name = this.nearest(start);
    if (!name) return;
    this.held = { name, start };
    this.canvas.setPointerCapture(event.pointerId);
    this.mark(start, name);
  }

  follow(event) {
    const here = this.at(event);
    if (this.held) return this.mark(here, this.held.name);
    const name = this.nearest(here);
    this.mark(name && this.things[name], name);
  }

  put(event) {
    if (!this.held) return;
    const { name, start } = this.held, end = this.at(event);
    this.held = null;
    this.mark(null);
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) > 4)
      this.say({ kind: "drag", name, start, end });
  }

  nudge([right, down]) {
    const name = $("thing").value, at = this.things[name];
    if (!at) return;
    const most = [this.canvas.width, this.canvas.height];
    const end = at.map((x, i) => Math.min(Math.max(x + NUDGE * [right, down][i], 0), most[i]));
    this.say({ kind: "drag", name, start: at, end });
  }

  mark(at, name) {
    const ring = $("ring");
    ring.hidden = !at;
    if (!at) return;
    ring.classList.toggle("held", Boolean(this.held));
    ring.style.left = `${(100 * at[0]) / this.canvas.width}%`;
    ring.style.top = `${(100 * at[1]) / this.canvas.height}%`;
    ring.firstElementChild.textContent = name;
  }
}

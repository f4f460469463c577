// The websocket: says and hears, and comes back when it was lost.

export class Socket {
  constructor(hear, see, changed) {
    Object.assign(this, { hear, see, changed, wait: 500 });
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/ws`);
    this.socket.binaryType = "blob";
    this.socket.onopen = () => {
      this.wait = 500;
      this.changed(true);
    };
    this.socket.onmessage = async ({ data }) => {
      if (typeof data === "string") return this.hear(JSON.parse(data));
      try {
        await this.see(data);
      } finally {
        this.say({ kind: "seen" });  // only now the next ones are sent
      }
    };
    this.socket.onclose = (event) => {
      this.changed(false, event.reason);
      setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(2 * this.wait, 5000);
    };
  }

  say(message) {
    const there = this.socket.readyState === WebSocket.OPEN;
    if (there) this.socket.send(JSON.stringify(message));
    return there;
  }

  // By both ways: whichever is faster, and the other should one be broken.
  stop() {
    this.say({ kind: "stop" });
    fetch("/stop", { method: "POST", keepalive: true }).catch(() => {});
  }
}

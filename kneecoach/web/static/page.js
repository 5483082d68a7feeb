// What the page adds to textual-serve's terminal: size, focus, buttons, and a screen that stays on.
"use strict";
(() => {
  // The key in the address is used up; nobody should see it, or bookmark it.
  if (location.search) history.replaceState(null, "", "/");

  const Native = window.WebSocket;
  let socket = null;
  window.WebSocket = class extends Native {
    constructor(...arguments_) {
      super(...arguments_);
      socket = this;
      this.addEventListener("open", focus);
    }
  };

  const isNarrow = () => window.innerWidth <= 600;
  const type = (text) => {
    if (socket && socket.readyState === Native.OPEN) socket.send(JSON.stringify(["stdin", text]));
  };

  // On a phone the focus would open a keyboard; there the buttons type.
  const focus = () => {
    const input = document.querySelector(".xterm-helper-textarea");
    if (input && !isNarrow()) input.focus();
  };

  let lock = null;
  const say = (words) => { document.getElementById("awake").textContent = words; };
  const stayAwake = async () => {
    if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
    if (!("wakeLock" in navigator)) {
      say("This browser keeps the screen on only on the computer itself: here it may go dark.");
      return;
    }
    try {
      lock = await navigator.wakeLock.request("screen");
      say("The screen stays on.");
    } catch {
      say("The browser did not agree to keep the screen on.");
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    // 46 columns or more on a phone, about 110 on anything wide: to be read from three metres.
    const size = isNarrow() ? Math.floor(window.innerWidth / 28) : Math.floor(window.innerWidth / 66);
    terminal.dataset.fontSize = Math.max(10, Math.min(40, size));
    for (const button of document.querySelectorAll("#keys button")) {
      const text = String.fromCharCode(...button.dataset.codes.split(" ").map(Number));
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => type(text));
    }
    document.getElementById("again").addEventListener("click", () => location.reload());
    document.addEventListener("visibilitychange", stayAwake);
    stayAwake();
  });
  window.addEventListener("load", () => setTimeout(focus, 0));
  window.addEventListener("focus", focus);
})();

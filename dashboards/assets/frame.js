/* What the frame does in the browser: titles, focus, choosers that write the address, and links to copy. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  const ANY = "*";
  const NAMES = { also: "group" }; /* a second group is written beside the first */
  let lastPath = null;
  let lastChosen = null;

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  function triggered() {
    const what = window.dash_clientside.callback_context.triggered;
    return what.length === 1 ? JSON.parse(what[0].prop_id.replace(/\.[^.]*$/, "")) : null;
  }

  function go(asked) {
    const text = asked.toString();
    window.dash_clientside.set_props("location", { search: text ? "?" + text : "" });
  }

  function changes() {
    const written = new URLSearchParams(window.location.search).get("changes") || "";
    return written.split(";").filter(Boolean);
  }

  function writeChanges(all) {
    const asked = new URLSearchParams(window.location.search);
    if (all.length) asked.set("changes", all.join(";"));
    else asked.delete("changes");
    go(asked);
  }

  /* A finding that the address opens is scrolled to, and has the focus; once, and as soon as it is drawn. */
  let shownGap = "";
  function goToFinding(tries) {
    const gap = new URLSearchParams(window.location.search).get("gap") || "";
    if (!gap || gap === shownGap) { shownGap = gap; return; }
    const line = document.querySelector('details[data-gap="' + CSS.escape(gap) + '"] > summary');
    if (line) {
      shownGap = gap;
      line.focus({ preventScroll: true });
      line.scrollIntoView({ block: "start" });
    } else if ((tries || 0) < 40) {
      window.setTimeout(() => goToFinding((tries || 0) + 1), 50);
    }
  }

  /* A part of a page that the address names: it is there only once the page is made. */
  function goToPart() {
    const part = document.getElementById(window.location.hash.slice(1));
    if (!part || !part.closest("#main")) return;
    if (!part.hasAttribute("tabindex")) part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "start" });
  }

  /* A word leads to where it is explained, of the area that is looked at, and nothing is loaded for it. */
  document.addEventListener("click", function (event) {
    const word = event.target.closest && event.target.closest("a.term");
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const area = new URLSearchParams(window.location.search).get("area"), there = new URL(word.href);
    window.dash_clientside.set_props("location", {
      pathname: there.pathname, search: area ? "?" + new URLSearchParams({ area: area }) : "", hash: there.hash,
    });
  });

  window.dash_clientside.frame = {
    /* Name the window. After a change of page put the focus on the page, so that reading begins there;
       after a choice put it back on the chooser, which was drawn anew. */
    arrive: function (page, title, path) {
      if (title) document.title = title + " – gaps between services";
      if (document.getElementById("waiting") && lastChosen && path === lastPath) return; // the page itself comes later
      const chosen = lastChosen;
      if (lastPath !== null && path !== lastPath) {
        document.getElementById("main").focus();
        window.scrollTo(0, 0);
        goToPart();
      } else if (lastPath === null) {
        goToPart();
      } else if (chosen) {
        window.setTimeout(function () {
          const again = document.getElementById(JSON.stringify(chosen));
          if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
        }, 0);
      }
      lastChosen = null;
      lastPath = path;
      goToFinding();
    },

    /* Write what was chosen to the address; what was open under the old choice is closed. */
    choose: function () {
      const id = triggered();
      if (!id) return;
      const value = window.dash_clientside.callback_context.triggered[0].value;
      const asked = new URLSearchParams(window.location.search);
      const name = NAMES[id.name] || id.name;
      const before = (asked.get(name) || "").replace(/ /g, "+");
      const after = value === ANY || value === null ? "" : value;
      if (after === before) return;
      if (after) asked.set(name, name === "group" ? after.replace(/\+/g, " ") : after);
      else asked.delete(name);
      const chosenFrom = (other) => document.getElementById(JSON.stringify({ name: other, type: "chooser" }));
      const kept = name === "area" ? [] : ["gap", "service", "link"].filter((other) => other === name || chosenFrom(other));
      ["gap", "service", "link"].filter((other) => !kept.includes(other)).forEach((other) => asked.delete(other));
      lastChosen = { name: id.name, type: "chooser" };
      go(asked);
    },

    /* The changes of a what-if: each chooser holds some of them; those of the others stay. */
    chooseChanges: function () {
      const id = triggered();
      if (!id) return;
      const context = window.dash_clientside.callback_context;
      const value = context.triggered[0].value || [];
      const mine = context.states_list[0].find((state) => state.id.name === id.name);
      const offered = new Set(mine.value.map((option) => option.value));
      const before = changes();
      const after = before.filter((change) => !offered.has(change)).concat(value);
      if (before.length === after.length && after.every((change) => before.includes(change))) return;
      lastChosen = { name: id.name, type: "change-chooser" };
      writeChanges(after);
    },

    /* The parts of a change, places for a service or a link with or without a share, are sent as they are:
       how a change is written is known where it is read. */
    addChange: function () {
      const id = triggered();
      const context = window.dash_clientside.callback_context;
      const nothing = window.dash_clientside.no_update;
      if (!id || !context.triggered[0].value) return nothing;
      const part = {};
      context.states_list[0].forEach((state) => { part[state.id.name] = state.value; });
      if (id.name === "places" ? !part.places : !part["link-from"] || !part["link-to"]) {
        say("Choose the service first.");
        return nothing;
      }
      lastChosen = { name: id.name, type: "change-add" };
      return { what: id.name, part: part, clicks: context.triggered[0].value };
    },

    /* What was added is in the address: the same as any other choice. */
    added: function (search) {
      if (typeof search === "string") window.dash_clientside.set_props("location", { search: search });
    },

    copyLink: function () {
      const id = triggered();
      const clicks = id && window.dash_clientside.callback_context.triggered[0].value;
      if (!clicks) return;
      const button = document.querySelector('[data-copy="' + CSS.escape(id.name) + '"]');
      const search = button ? button.dataset.search : "";
      const address = window.location.origin + window.location.pathname + (search || window.location.search);
      const told = function (text) {
        say(text);
        if (!button) return;
        const label = button.dataset.label || button.textContent;
        button.dataset.label = label;
        button.textContent = text;
        window.setTimeout(function () { button.textContent = label; }, 2500);
      };
      navigator.clipboard.writeText(address).then(
        function () { told("Link copied"); },
        function () { window.prompt("Copy this link:", address); }
      );
    },
  };

  /* What a chooser is to a screen reader: a field to type into, with a list that is open or not. */
  function asCombobox(input) {
    const open = String(input.hasAttribute("aria-controls"));
    if (input.getAttribute("aria-expanded") === open) return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", open);
  }

  /* What is typed takes the place of what is chosen; Enter opens a list that is closed. */
  function isCombobox(target) {
    return target.matches && target.matches('input[role="combobox"]');
  }
  ["focusin", "click"].forEach((name) => document.addEventListener(name, function (event) {
    if (isCombobox(event.target)) event.target.select();
  }));
  document.addEventListener("keydown", function (event) {
    const closed = isCombobox(event.target) && event.target.getAttribute("aria-expanded") === "false";
    if (event.key === "Enter" && closed) event.target.click();
  });

  new MutationObserver(function (changes) {
    const fields = 'input[aria-haspopup="listbox"]';
    changes.forEach(function (change) {
      if (change.type === "attributes") {
        if (change.target.matches(fields)) asCombobox(change.target);
        return;
      }
      change.addedNodes.forEach(function (node) {
        if (node instanceof HTMLElement) node.querySelectorAll(fields).forEach(asCombobox);
      });
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-controls"] });

  /* Keep the finding that is open in the address, without a new page: a reload then shows it again. */
  document.addEventListener("toggle", function (event) {
    const gap = event.target.dataset && event.target.dataset.gap;
    if (!gap || !event.target.isConnected) return;
    const asked = new URLSearchParams(window.location.search);
    if (event.target.open) shownGap = gap;
    if (event.target.open) asked.set("gap", gap);
    else if (asked.get("gap") === gap) asked.delete("gap");
    const text = asked.toString();
    window.history.replaceState(window.history.state, "", window.location.pathname + (text ? "?" + text : ""));
  }, true);
})();

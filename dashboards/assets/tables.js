/* Long tables: built here from the data that the page sends, because a component for every cell takes seconds.
   No callback of Dash builds them: each costs a page as much as the table does. */
(function () {
  "use strict";
  const A_SECOND = 1000;
  const whenIdle = window.requestIdleCallback || ((what) => window.setTimeout(what, 200));
  const waiting = new Set();
  const HOW = ["lens", "view", "fold"]; /* how a page is looked at stays, whatever is chosen on it */

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  /* A link within the dashboard changes the address and loads nothing; with a key held down the browser decides. */
  function link(cell) {
    if (cell.meaning) return element("a", { className: "term", href: cell.href, title: cell.meaning, textContent: cell.words });
    const made = element("a", { href: cell.href, textContent: cell.words });
    made.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const asked = new URL(made.href), now = new URLSearchParams(window.location.search);
      const stays = asked.pathname === window.location.pathname ? HOW : [];
      stays.filter((name) => now.has(name) && !asked.searchParams.has(name))
        .forEach((name) => asked.searchParams.set(name, now.get(name)));
      window.dash_clientside.set_props("location", { pathname: asked.pathname, search: asked.search });
    });
    return made;
  }

  /* A range, and what stands in brackets after a number, keep to one line. */
  function figures(text) {
    return text.replace(/ %/g, "\u00a0%").split(/(\([^()]{1,26}\)|\d[\d,.]*–\d[\d,.]*)/).map(function (part, at) {
      return at % 2 ? element("span", { className: "one-line", textContent: part }) : part;
    });
  }

  function row(cells, numbers, heads) {
    return element("tr", {}, cells.map(function (cell, at) {
      const shown = typeof cell === "string" ? figures(cell) : [link(cell)];
      const made = element(at ? "td" : "th", at ? {} : { scope: "row" }, shown);
      if (at) made.dataset.head = heads[at].words || heads[at];
      if (numbers.includes(at)) made.className = "number";
      return made;
    }));
  }

  function table(data) {
    const top = data.heads.map(function (name, at) {
      const plain = name.words ? [element("span", { className: "term-words", textContent: name.words })] : [];
      const shown = typeof name === "string" ? name : link(name);
      return element("th", { scope: "col", className: data.numbers.includes(at) ? "number" : "" }, [shown, ...plain]);
    });
    return element("table", { className: "plain-table stacks" }, [
      element("caption", { className: "visually-hidden", textContent: data.caption }),
      element("thead", {}, [element("tr", {}, top)]),
      element("tbody", {}, data.rows.map((cells) => row(cells, data.numbers, data.heads))),
    ]);
  }

  /* The place is React's, and empty; what is built in it is ours. */
  function build(place) {
    waiting.delete(place);
    place.replaceChildren(table(JSON.parse(place.dataset.table)));
    place.classList.add("table-built");
  }

  /* What is folded away is built when it is opened, when nothing else is to be done, or for paper. */
  function inTurn(place) {
    if (!place.closest("details:not([open])")) build(place);
    else {
      waiting.add(place);
      whenIdle(() => waiting.has(place) && place.isConnected && build(place), { timeout: A_SECOND });
    }
  }

  document.addEventListener("toggle", function (event) {
    if (event.target.open) [...waiting].filter((place) => event.target.contains(place)).forEach(inTurn);
  }, true);
  window.addEventListener("beforeprint", () => [...waiting].forEach(build));
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") inTurn(change.target);
      change.addedNodes.forEach(function (node) {
        if (!(node instanceof HTMLElement)) return;
        if (node.dataset.table) inTurn(node);
        node.querySelectorAll("[data-table]").forEach(inTurn);
      });
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-table"] });
})();

/* Long tables: built here from the data that the page sends, because a component for every cell takes seconds. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
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

  window.dash_clientside.tables = {
    /* The place is React's, and empty; what is built in it is ours. */
    build: function (data) {
      const id = window.dash_clientside.callback_context.outputs_list.id;
      const place = document.getElementById(JSON.stringify({ name: id.name, type: "table-place" }));
      if (place && data) place.replaceChildren(table(data));
      return "table-place table-built";
    },
  };
})();

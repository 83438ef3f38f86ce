/* The map in the browser: the drawing that fits the window, a click that chooses, and what is chosen brought out. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  const NARROW = 700, RIGHT = 8;
  let byHand = false, figures = null, shown = "";

  function chosen() {
    const asked = new URLSearchParams(window.location.search);
    const link = asked.get("link");
    return { service: asked.get("service"), link: link ? link.split(">").map(decodeURIComponent) : null };
  }

  /* A phone has the list; otherwise the widest drawing that its place can hold. */
  function fitting() {
    if (window.innerWidth < NARROW) return "list";
    const place = document.querySelector(".map-and-detail figure");
    const room = place ? place.clientWidth : window.innerWidth - 60;
    return room >= figures.wide.layout.width ? "wide" : "middle";
  }

  function isOf(ends, what) {
    if (what.link) return ends[0] === what.link[0] && ends[1] === what.link[1];
    return ends[0] === what.service || ends[1] === what.service;
  }

  function shape(name, attributes) {
    const made = document.createElementNS(document.querySelector(".main-svg").namespaceURI, name);
    Object.entries(attributes).forEach((pair) => made.setAttribute(pair[0], pair[1]));
    return made;
  }

  /* Where a service stands on the drawing, found among the points that can be clicked. */
  function place(map, service) {
    for (const trace of map._fullData) {
      const at = (trace.customdata || []).findIndex((data) => data[0] === "service" && data[1] === service);
      if (at >= 0) return [trace.x[at], trace.y[at]];
    }
    return null;
  }

  /* Boxes, names, badges and numbers stay; lines and their heads are paled. */
  function pales(trace) {
    const isLine = trace.mode === "lines" && (!trace.fill || trace.fill === "none");
    return isLine || ["arrowheads", "casing", "hollow"].includes(trace.name);
  }

  /* The points of each link of a trace: a break stands after each. */
  function parts(trace, axes) {
    const found = [[]];
    trace.x.forEach(function (x, at) {
      if (x === null || x === undefined) found.push([]);
      else found[found.length - 1].push([axes[0].l2p(x), axes[1].l2p(trace.y[at])]);
    });
    return found;
  }

  function draw(map) {
    const what = chosen();
    const layer = map.querySelector(".scatterlayer");
    if (!layer || !map._fullLayout || !map._fullLayout.xaxis) return;
    const axes = [map._fullLayout.xaxis, map._fullLayout.yaxis];
    map.querySelectorAll(".brought-out").forEach((old) => old.remove());
    const some = Boolean(what.service || what.link);
    map._fullData.forEach(function (trace) {
      const drawn = map.querySelector(".trace" + trace.uid);
      if (drawn) drawn.classList.toggle("paled", some && pales(trace));
    });
    if (!some) return;
    const group = shape("g", { class: "brought-out" });
    map._fullData.forEach(function (trace) {
      const links = trace.meta && trace.meta.links;
      if (!links) return;
      const runs = parts(trace, axes);
      links.forEach(function (ends, at) {
        const run = runs[at];
        if (!isOf(ends, what) || !run || run.length < 2) return;
        const faint = trace.name === "receding", colour = faint ? "#4d5560" : trace.line.color;
        group.append(shape("path", {
          d: "M" + run.map((point) => point.join(",")).join("L"), fill: "none", "stroke-linejoin": "round",
          stroke: colour, "stroke-width": faint ? 2 : trace.line.width + (trace.meta.required ? 0 : 1),
          "stroke-dasharray": trace.line.dash === "solid" ? "" : trace.line.dash,
        }));
        if (!trace.meta.required) group.append(head(run[run.length - 2], run[run.length - 1], colour));
      });
    });
    (what.link || [what.service]).forEach(function (service) {
      const at = place(map, service);
      if (at) group.append(ring([axes[0].l2p(at[0]), axes[1].l2p(at[1])], map));
    });
    /* What is brought out lies over the other lines, and under boxes, badges and numbers. */
    const above = map._fullData.find((trace) => ["fold", "boxes"].includes(trace.name) || (trace.fill === "toself" && !pales(trace)));
    const before = above && map.querySelector(".trace" + above.uid);
    layer.insertBefore(group, before && before.parentNode === layer ? before : null);
  }

  function head(before, tip, colour) {
    const way = tip[0] >= before[0] ? 1 : -1;
    const points = [[0, 0], [-RIGHT * way, 5], [-RIGHT * way, -5]].map((one) => one.join(","));
    return shape("path", { d: "M" + points.join("L") + "Z", fill: colour, transform: "translate(" + tip.join(",") + ")" });
  }

  function ring(at, map) {
    const box = map._fullData.find((trace) => trace.name === "boxes");
    const wide = box ? Math.abs(box.x[1] - box.x[0]) : 20, high = box ? Math.abs(box.y[2] - box.y[1]) : 20;
    const isList = shown === "list", x = isList ? 3 : at[0] - wide / 2 - 3;
    return shape("rect", {
      x: x, y: at[1] - high / 2 - 3, width: wide + 6, height: high + 6, fill: "none", stroke: "#1b1f24", "stroke-width": 3.5,
    });
  }

  function choose(data) {
    const [kind, source, target] = data;
    const asked = new URLSearchParams(window.location.search);
    ["service", "link", "gap"].forEach((name) => asked.delete(name));
    if (kind === "gap") {
      asked.set("gap", source);
      ["lens", "view", "fold"].forEach((name) => asked.delete(name));
      window.dash_clientside.set_props("location", { pathname: "/gaps", search: "?" + asked.toString() });
      return;
    }
    if (kind === "service" && source.startsWith("fold:")) asked.set("fold", source);
    else if (kind === "service") asked.set("service", source);
    else if (source.startsWith("fold:")) asked.set("fold", source);
    else if (target.startsWith("fold:")) asked.set("fold", target);
    else asked.set("link", encodeURIComponent(source) + ">" + encodeURIComponent(target));
    window.dash_clientside.set_props("location", { search: "?" + asked.toString() });
  }

  window.dash_clientside.network_map = {
    /* The address alone decides what is shown, so a click writes what was chosen to it. */
    choose: function (clicked) {
      const point = clicked && clicked.points && clicked.points.find((one) => Array.isArray(one.customdata));
      if (point) choose(point.customdata);
    },

    fit: function (drawn, now) {
      figures = drawn;
      if (!drawn) return window.dash_clientside.no_update;
      shown = fitting();
      const keeps = now && now.layout && now.layout.width === drawn[shown].layout.width && shown === "middle";
      return keeps ? window.dash_clientside.no_update : drawn[shown];
    },

    bringOut: function () {
      const find = function (tries) {
        const map = document.querySelector("#network-map .js-plotly-plot");
        if (!map || !map.on || !map._fullData) {
          if (tries) window.setTimeout(() => find(tries - 1), 50);
          return;
        }
        if (!map.bringsOut) {
          map.bringsOut = true;
          map.on("plotly_afterplot", () => draw(map));
        }
        draw(map);
      };
      find(600); /* half a minute: a slow machine draws late */
    },

    /* Whoever chose in a list or by keyboard goes on reading at what was chosen. */
    goToDetail: function () {
      const detail = document.getElementById("detail");
      if (!detail || !byHand) return;
      byHand = false;
      window.setTimeout(() => detail.focus(), 0);
    },
  };

  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      if (!figures || !document.getElementById("network-map") || fitting() === shown) return;
      shown = fitting();
      window.dash_clientside.set_props("network-map", { figure: figures[shown] });
    }, 150);
  });

  document.addEventListener("click", function (event) {
    byHand = Boolean(event.target.closest && event.target.closest(".map-lists a, #detail a, .lead a"));
  }, true);
})();

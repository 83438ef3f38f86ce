/* The map in the browser: a click chooses, and what is chosen is brought out without drawing the map anew. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  let byHand = false;

  function chosen() {
    const asked = new URLSearchParams(window.location.search);
    const link = asked.get("link");
    return { service: asked.get("service"), link: link ? link.split(">").map(decodeURIComponent) : null };
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

  /* Where a service stands on the screen, found among the points that can be clicked. */
  function place(map, service) {
    for (const trace of map._fullData) {
      const at = (trace.customdata || []).findIndex((data) => data[0] === "service" && data[1] === service);
      if (at >= 0) return [trace.x[at], trace.y[at]];
    }
    return null;
  }

  /* Services and their names stay as they are. */
  function isKept(trace) {
    return trace.mode === "text" || Boolean(trace.customdata && trace.customdata[0][0] === "service");
  }

  function points(trace, at, size, axes) {
    const from = at * (size + 1);
    const places = [];
    for (let one = from; one < from + size; one += 1) {
      places.push([axes[0].l2p(trace.x[one]), axes[1].l2p(trace.y[one])]);
    }
    return places;
  }

  /* Draw the chosen links and service over the paled map: some twenty shapes instead of the whole figure. */
  function draw(map) {
    const what = chosen();
    const layer = map.querySelector(".scatterlayer");
    if (!layer || !map._fullLayout || !map._fullLayout.xaxis) return;
    const axes = [map._fullLayout.xaxis, map._fullLayout.yaxis];
    map.querySelectorAll(".brought-out").forEach((old) => old.remove());
    const some = Boolean(what.service || what.link);
    map._fullData.forEach(function (trace) {
      const drawn = map.querySelector(".trace" + trace.uid);
      if (drawn) drawn.classList.toggle("paled", some && !isKept(trace));
    });
    if (!some) return;
    const group = shape("g", { class: "brought-out" });
    map._fullData.forEach(function (trace) {
      const links = trace.meta && trace.meta.links;
      if (!links) return;
      const size = trace.x.length / links.length - 1;
      links.forEach(function (ends, at) {
        if (!isOf(ends, what)) return;
        const line = points(trace, at, size, axes);
        const dash = { solid: "", dash: "9 5", dashdot: "9 4 2 4", dot: "2.5 3" }[trace.line.dash];
        group.append(shape("path", {
          d: "M" + line.map((point) => point.join(",")).join("L"), fill: "none",
          stroke: trace.line.color, "stroke-width": trace.line.width + 1.2, "stroke-dasharray": dash,
        }));
        group.append(head(line[size - 2], line[size - 1], trace.line.color));
      });
    });
    (what.link || [what.service]).forEach(function (service) {
      const at = place(map, service);
      if (at) group.append(ring([axes[0].l2p(at[0]), axes[1].l2p(at[1])]));
    });
    layer.prepend(group); /* under the services and their names */
  }

  function head(before, tip, colour) {
    const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]) * 180 / Math.PI;
    return shape("path", {
      d: "M0,0L-13,5.5L-13,-5.5Z", fill: colour, transform: "translate(" + tip.join(",") + ") rotate(" + angle + ")",
    });
  }

  function ring(at) {
    return shape("circle", { cx: at[0], cy: at[1], r: 12, fill: "none", stroke: "#1f2933", "stroke-width": 4 });
  }

  window.dash_clientside.network_map = {
    /* The address alone decides what is shown, so a click writes what was chosen to it. */
    choose: function (clicked) {
      const point = clicked && clicked.points && clicked.points.find((one) => Array.isArray(one.customdata));
      if (!point) return;
      const [kind, source, target] = point.customdata;
      const asked = new URLSearchParams(window.location.search);
      const map = document.querySelector("#network-map .js-plotly-plot");
      if (!map || !map.layout.meta || !map.layout.meta.circles_are_services) return; /* types, organisations */
      ["service", "link", "gap"].forEach((name) => asked.delete(name));
      if (kind === "service") asked.set("service", source);
      else asked.set("link", encodeURIComponent(source) + ">" + encodeURIComponent(target));
      window.dash_clientside.set_props("location", { search: "?" + asked.toString() });
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

  document.addEventListener("click", function (event) {
    byHand = Boolean(event.target.closest && event.target.closest(".map-lists a, #detail a, .lead a"));
  }, true);
})();

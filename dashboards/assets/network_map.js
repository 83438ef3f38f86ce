/* A click on the map writes the chosen service or link to the address; the address alone decides what is shown. */
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.network_map = {
  choose: function (clicked) {
    const point = clicked && clicked.points && clicked.points.find((one) => Array.isArray(one.customdata));
    if (!point) return;
    const [kind, source, target] = point.customdata;
    const asked = new URLSearchParams(window.location.search);
    if (asked.get("view") === "organisations") return;
    ["service", "link", "gap"].forEach((name) => asked.delete(name));
    if (kind === "service") asked.set("service", source);
    else asked.set("link", encodeURIComponent(source) + ">" + encodeURIComponent(target));
    window.dash_clientside.set_props("location", { search: "?" + asked.toString() });
  },
};

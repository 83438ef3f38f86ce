/* The library of charts: fetched once, by the first chart or as soon as the browser has nothing else to do.
   Dash's charts wait for `window.Plotly` where it is there; otherwise they would fetch all 4.8 MB of it.
   What is on the screen is drawn first: words, then charts in the window, then the others when nothing else is to be
   done, or all at once for paper. Each has its room from the beginning, so nothing moves. */
(function () {
  "use strict";
  const A_SECOND = 1000; /* the first page is there by then; one without a chart does not wait for the library */
  const whenIdle = window.requestIdleCallback || ((what) => window.setTimeout(what, 200));
  const waiting = new Map();
  let fetched = null;

  function library() {
    fetched = fetched || new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = document.querySelector('meta[name="charts-library"]').content;
      script.onload = () => done(window.Plotly);
      script.onerror = failed;
      document.head.append(script);
    });
    return fetched;
  }

  const near = new IntersectionObserver(function (places) {
    places.filter((one) => one.isIntersecting).forEach((one) => begin(one.target));
  }, { rootMargin: "25%" });

  function begin(place) {
    const draw = waiting.get(place);
    waiting.delete(place);
    near.unobserve(place);
    if (draw && place.isConnected) draw();
  }

  /* A chart that is there already is changed at once. */
  function inTurn(react) {
    return function (place, ...given) {
      if (place._fullLayout) return react(place, ...given);
      return new Promise(function (done, failed) {
        waiting.set(place, () => react(place, ...given).then(done, failed));
        near.observe(place);
        whenIdle(() => begin(place), { timeout: A_SECOND });
      });
    };
  }

  window.addEventListener("beforeprint", () => [...waiting.keys()].forEach(begin));
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: library,
    set: function (made) {
      made.react = inTurn(made.react);
      Object.defineProperty(window, "Plotly", { value: made, writable: true });
    },
  });
  window.addEventListener("load", () => window.setTimeout(() => whenIdle(library), A_SECOND));
})();

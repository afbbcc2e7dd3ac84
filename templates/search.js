"use strict";
// Searches the index of this site. It loads the pages once, and a part of the index for each word.
(() => {
  const form = document.querySelector(".search-form");
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const facets = ["kind", "year", "committee", "state"];
  const parts = new Map();
  const MOST = 50;
  let known = null;
  let asked = 0;

  const load = async (name) => {
    const answer = await fetch(`search/${name}.json`);
    if (!answer.ok) throw new Error(name);
    return answer.json();
  };
  const words = (text) => (text.normalize("NFKD").toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) || [])
    .map((word) => word.replace(/\p{M}/gu, ""))
    .filter((word) => word.length > 1)
    .map((word) => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word));
  const shard = (word) => (/^[a-z0-9]{2}/.test(word) ? word.slice(0, 2) : "other");

  // The score of each page for a word: its title counts more than its text, the whole word more than its start.
  const scores = async (word) => {
    const name = shard(word);
    if (!known.shards.includes(name)) return new Map();
    if (!parts.has(name)) parts.set(name, load(name));
    const found = new Map();
    for (const [entry, places] of Object.entries(await parts.get(name))) {
      if (!entry.startsWith(word)) continue;
      places.forEach((names, place) => {
        const score = (place ? 1 : 10) * (entry === word ? 2 : 1);
        if (names) for (const page of names.split(" ")) found.set(page, Math.max(found.get(page) || 0, score));
      });
    }
    return found;
  };

  const search = async () => {
    const turn = ++asked;
    const wanted = words(form.q.value);
    const chosen = facets.map((facet) => form[facet].value);
    if (!wanted.length && !chosen.some(Boolean)) { list.replaceChildren(); count.textContent = ""; return; }
    const each = await Promise.all(wanted.map(scores));
    if (turn !== asked) return;
    const pages = (each.length ? [...each[0].keys()] : Object.keys(known.pages))
      .filter((page) => each.every((found) => found.has(page)))
      .filter((page) => chosen.every((value, n) => !value || known.pages[page][n + 2] === Number(value)))
      .map((page) => [each.reduce((sum, found) => sum + found.get(page), 0), page])
      .sort((a, b) => b[0] - a[0] || (known.pages[a[1]][1] < known.pages[b[1]][1] ? -1 : 1));
    list.replaceChildren(...pages.slice(0, MOST).map(([, page]) => {
      const [address, title, ...numbers] = known.pages[page];
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `./${address}.html`;
      link.textContent = title;
      const about = document.createElement("span");
      about.className = "aside";
      about.textContent = numbers.map((number, n) => known.facets[facets[n]][number]).filter(Boolean).join(", ");
      item.append(link, document.createElement("br"), about);
      return item;
    }));
    const number = pages.length;
    count.textContent = number > MOST ? `${number} pages found. The first ${MOST} are shown.`
      : number === 1 ? "1 page found." : `${number || "No"} pages found.`;
    document.body.dataset.found = String(turn);
  };

  const begin = async () => {
    try {
      known = await load("pages");
    } catch {
      count.textContent = "The search does not work here. The lists below lead to every page.";
      return;
    }
    for (const facet of facets) {
      known.facets[facet].forEach((words_, number) => form[facet].add(new Option(words_, String(number))));
      if (known.facets[facet].length < 2) form[facet].closest("p").hidden = true;
    }
    const given = new URLSearchParams(location.search);
    form.q.value = given.get("q") || "";
    for (const facet of facets) form[facet].value = given.get(facet) || "";
    form.hidden = false;
    form.addEventListener("input", search);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const address = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      history.replaceState(null, "", `?${address}`);
      search();
    });
    search();
  };
  begin();
})();

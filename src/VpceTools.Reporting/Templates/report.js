'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const [query, severity, status, shown] = ['q', 'sev', 'st', 'shown'].map(byId);
  // What comes late on the page is text in noscript until it is near the screen, opened, searched for by a link, or printed.
  const bring = element => {
    const later = element.querySelector(':scope > .later');
    if (!later) return;
    const body = document.createElement('template');
    body.innerHTML = later.textContent;
    later.replaceWith(body.content);
  };
  const latecomers = [...document.querySelectorAll('.later')].map(later => later.parentElement);
  if (latecomers.length) {
    const seen = new IntersectionObserver((found, observer) => {
      for (const one of found) if (one.isIntersecting) { observer.unobserve(one.target); bring(one.target); }
    }, { rootMargin: '1500px' });
    for (const one of latecomers) {
      if (one.tagName === 'DETAILS') one.addEventListener('toggle', () => bring(one), { once: true });
      else seen.observe(one);
    }
  }
  const signs = { lt: '<', gt: '>', quot: '"', amp: '&' };
  const plain = markup => markup.replace(/<[^>]*>|&(#?\w+);/g, (all, name) =>
    name === undefined ? ' ' : signs[name] ?? (name[0] === '#' ? String.fromCodePoint(Number(name.slice(1))) : all));
  const texts = new Map();
  const textOf = element => {
    if (!texts.has(element)) {
      const later = element.querySelector(':scope > .later');
      texts.set(element, (later ? plain(element.textContent) : element.textContent).toLowerCase());
    }
    return texts.get(element);
  };
  // The later rows of the table become elements while nothing else is to do, in their order, and at once where a filter finds them.
  const laterRows = byId('rows');
  const body = laterRows && document.querySelector('.matrix tbody');
  const rows = !laterRows ? [] : laterRows.textContent.split('\n<tr ').slice(1).map(text => ({ markup: '<tr ' + text.split('</tr>')[0] + '</tr>', isShown: true }));
  laterRows?.remove();
  let lastMade = -1;
  const make = (first, last, isWanted = () => true) => {
    for (let i = first; i < last; i++) {
      if (rows[i].element || !isWanted(rows[i])) continue;
      const holder = document.createElement('template');
      holder.innerHTML = rows[i].markup;
      rows[i].element = holder.content.firstElementChild;
      rows[i].element.hidden = !rows[i].isShown;
      let next = i < lastMade ? i + 1 : rows.length;
      while (next < rows.length && !rows[next].element) next++;
      body.insertBefore(rows[i].element, rows[next]?.element ?? null);
      lastMade = Math.max(lastMade, i);
    }
  };
  const chunk = 50;
  const whenIdle = work => globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 100);
  const makeNext = start => { make(start, Math.min(start + chunk, rows.length)); if (start + chunk < rows.length) whenIdle(() => makeNext(start + chunk)); };
  if (rows.length) addEventListener('load', () => whenIdle(() => makeNext(0)));
  // Made when somebody first searches: a page of thousands of findings must open at once.
  let made;
  const entry = (row, data, text) => {
    // A row of the table is found by what stands in the results of its endpoint, too.
    const details = data.e && byId('e' + data.e);
    return { row, kind: data.k, text: details ? text + ' ' + textOf(details) : text, severity: Number(data.s), status: data.st.split(' ') };
  };
  const entries = () => {
    if (made) return made;
    const late = new Set(rows.map(row => row.element));
    return made = [
      ...[...document.querySelectorAll('.f')].filter(element => !late.has(element)).map(element => entry({ element }, element.dataset, textOf(element))),
      ...rows.map(row => entry(row, Object.fromEntries([...row.markup.split('>')[0].matchAll(/data-(\w+)="([^"]*)"/g)].map(found => found.slice(1))),
        plain(row.markup.split('</th>')[0]).toLowerCase())),
    ];
  };
  const kinds = ['endpoint', 'expectation', 'finding', 'path'];
  const filter = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isAll = !words.length && severity.value === '0' && !status.value;
    const counts = new Map(kinds.map(kind => [kind, [0, 0]]));
    let any = false;
    for (const { row, kind, text, severity: level, status: states } of entries()) {
      const fits = level >= Number(severity.value) && (!status.value || states.includes(status.value)) && words.every(word => text.includes(word));
      row.isShown = fits;
      if (row.element && row.element.hidden === fits) row.element.hidden = !fits;
      any ||= fits;
      if (!kind) continue;
      counts.get(kind)[0] += fits ? 1 : 0;
      counts.get(kind)[1]++;
    }
    // Of many that fit, those that are not there yet come by themselves.
    let left = 200;
    if (!isAll) make(0, rows.length, row => row.isShown && left-- > 0);
    shown.textContent = isAll ? '' : kinds.filter(kind => counts.get(kind)[1]).map(kind => {
      const [count, all] = counts.get(kind);
      return `${count} of ${all} ${kind}${all === 1 ? '' : 's'}`;
    }).join(', ');
    byId('none').hidden = any;
  };
  if (query) {
    let timer;
    query.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 80); });
    severity.addEventListener('change', filter);
    status.addEventListener('change', filter);
    document.addEventListener('keydown', event => {
      if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); query.focus(); }
    });
    // A browser keeps what was typed when a page is loaded again.
    if (query.value || severity.value !== '0' || status.value) filter();
  }
  const copied = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  };
  document.addEventListener('click', async event => {
    const button = event.target.closest('.copy');
    if (!button) return;
    const done = await copied(button.closest('figure').querySelector('code').textContent);
    button.textContent = done ? 'Copied' : 'Select and copy by hand';
    button.focus();
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  const open = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') target.open = true;
    if (target) bring(target);
  };
  addEventListener('hashchange', open);
  addEventListener('beforeprint', () => { latecomers.forEach(bring); make(0, rows.length); for (const one of document.querySelectorAll('details')) one.open = true; });
  open();
})();

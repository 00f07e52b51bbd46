'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const [query, severity, status, shown] = ['q', 'sev', 'st', 'shown'].map(byId);
  // The bodies of the later findings are text until they are near the screen, searched for by a link, or printed.
  const bring = article => {
    const later = article.querySelector(':scope > .later');
    if (!later) return;
    const body = document.createElement('div');
    body.innerHTML = later.textContent;
    later.replaceWith(...body.childNodes);
  };
  const latecomers = [...document.querySelectorAll('.later')].map(later => later.parentElement);
  if (latecomers.length) {
    const seen = new IntersectionObserver((found, observer) => {
      for (const one of found) if (one.isIntersecting) { observer.unobserve(one.target); bring(one.target); }
    }, { rootMargin: '1500px' });
    for (const article of latecomers) seen.observe(article);
  }
  const textOf = element => {
    const later = element.querySelector(':scope > .later');
    return later ? element.textContent.replace(/<[^>]*>/g, ' ') : element.textContent;
  };
  // Made when somebody first searches: a page of thousands of findings must open at once.
  let made;
  const entries = () => made ??= [...document.querySelectorAll('.f')].map(element => {
    // A row of the matrix is found by what stands in the results of its endpoint, too.
    const details = element.dataset.e && byId('e' + element.dataset.e);
    return {
      element,
      text: (textOf(element) + (details ? ' ' + details.textContent : '')).toLowerCase(),
      severity: Number(element.dataset.s),
      status: element.dataset.st.split(' '),
    };
  });
  const kinds = [['tr.f', 'endpoint'], ['article.f', 'finding']];
  const filter = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isAll = !words.length && severity.value === '0' && !status.value;
    const counts = new Map(kinds.map(([selector]) => [selector, [0, 0]]));
    let any = false;
    for (const { element, text, severity: level, status: states } of entries()) {
      const fits = level >= Number(severity.value) && (!status.value || states.includes(status.value)) && words.every(word => text.includes(word));
      if (element.hidden === fits) element.hidden = !fits;
      any ||= fits;
      for (const [selector] of kinds) {
        if (!element.matches(selector)) continue;
        counts.get(selector)[0] += fits ? 1 : 0;
        counts.get(selector)[1]++;
      }
    }
    shown.textContent = isAll ? '' : kinds.filter(([selector]) => counts.get(selector)[1]).map(([selector, noun]) => {
      const [count, all] = counts.get(selector);
      return `${count} of ${all} ${noun}${all === 1 ? '' : 's'}`;
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
  addEventListener('beforeprint', () => { latecomers.forEach(bring); for (const one of document.querySelectorAll('details')) one.open = true; });
  open();
})();

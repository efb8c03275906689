// What the pages do without, done quicker: search as you type, keys, copying. Stores nothing but whether keys are wanted.
// @ts-check
/** @type {(selector: string) => HTMLElement | null} */
const find = (selector) => document.querySelector(selector);
const isTyping = () => document.activeElement?.matches('input, textarea, select') ?? false;

function copyTexts() {
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const one = /** @type {HTMLButtonElement} */ (button);
    const area = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(one.dataset['copy'] ?? ''));
    one.hidden = false;
    const tell = () => {
      one.textContent = 'Copied';
    };
    one.addEventListener('click', () => {
      area?.select();
      // Where the browser refuses, the text is marked: Ctrl-C takes it.
      navigator.clipboard.writeText(area?.value ?? '').then(tell, () => {});
    });
  }
}

/** The rows that fit, fetched as the form would fetch them; what was typed stays where it is. */
function searchAsYouType() {
  const input = /** @type {HTMLInputElement | null} */ (find('form[role="search"][method="get"] input[type="search"]'));
  const form = input?.form;
  if (!input || !form) return;
  let timer = 0;
  let asked = 0;
  const search = async () => {
    const mine = (asked += 1);
    const fields = new URLSearchParams(
      [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const answer = await fetch(`/?${fields.toString()}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('found');
    if (mine === asked && answer.ok && fresh) find('#found')?.replaceWith(fresh);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => search().catch(() => {}), 200);
  };
  input.addEventListener('input', soon);
  form.querySelector('select')?.addEventListener('change', soon);
}

/** Goes to the next or previous line of the list. */
function move(/** @type {number} */ step) {
  const rows = [...document.querySelectorAll('.list tbody tr, .choices li, .who li')];
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + (at < 0 && step < 0 ? 0 : step)))];
  /** @type {HTMLElement | null | undefined} */ (row?.querySelector('a'))?.focus();
}

const KEYS = 'console-keys';
const help = /** @type {HTMLDialogElement | null} */ (find('#help'));

/** @type {Record<string, () => void>} */
const DONE = {
  '/': () => find('form[role="search"] input[type="search"]')?.focus(),
  j: () => move(1),
  k: () => move(-1),
  '?': () => help?.showModal(),
};

function listenToKeys() {
  const box = /** @type {HTMLInputElement | null} */ (find('#keys'));
  if (box) {
    box.checked = localStorage.getItem(KEYS) !== 'off';
    box.addEventListener('change', () => localStorage.setItem(KEYS, box.checked ? 'on' : 'off'));
  }
  const button = find('#show-keys');
  if (button) button.hidden = false;
  button?.addEventListener('click', () => help?.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping() || help?.open) return;
    const act = DONE[event.key];
    if (!act || box?.checked === false) return;
    event.preventDefault();
    act();
  });
}

copyTexts();
searchAsYouType();
listenToKeys();

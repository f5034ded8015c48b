// The few pages of the OpenID provider, in German.

const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text ?? '').replace(/[&<>"']/g, (sign) => signs[sign]);

const style = `body{font:1rem/1.5 system-ui,"DejaVu Sans",sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#171a2b}
fieldset{border:1px solid #767b8c;border-radius:.5rem;margin:1rem 0;padding:.5rem 1rem}
label{display:block;padding:.4rem 0}input[type=password]{font:inherit;padding:.4rem;width:16rem}
button{font:inherit;padding:.6rem 1.4rem;background:#171a2b;color:#fff;border:0;border-radius:.4rem;cursor:pointer}
button:focus-visible,input:focus-visible{outline:3px solid #5c64ff;outline-offset:2px}
.error{border-left:.4rem solid #b3261e;padding:.5rem 1rem}code{background:#eceef4;padding:.1rem .4rem}`;

const page = (title, body) => `<!doctype html><html lang="de"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title>
<style>${style}</style></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>`;

export function loginPage({ town, accounts, password, failed, hint }) {
  const choices = accounts.map((account, index) => `<label><input type="radio" name="login" required
 value="${escape(account.login)}"${account.login === hint || (!hint && index === 0) ? ' checked' : ''}>
 ${escape(account.name)} – ${escape(account.title)} <small>(${escape(account.login)})</small></label>`).join('');
  return page(`Anmeldung – ${town}`, `
${failed ? '<p class="error" role="alert">Konto oder Kennwort stimmt nicht. Bitte versuchen Sie es noch einmal.</p>' : ''}
<form method="post"><fieldset><legend>Konto</legend>${choices}</fieldset>
<label for="password">Kennwort</label><input type="password" id="password" name="password" required autocomplete="off">
<p>Kennwort aller Konten dieser Vorführung: <code>${escape(password)}</code></p>
<button type="submit">Anmelden</button></form>`);
}

export const logoutPage = (form) => page('Abmelden', `<p>Möchten Sie sich abmelden?</p>${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Ja, abmelden</button>
<button type="submit" form="op.logoutForm">Nein, angemeldet bleiben</button></p>`);

export const errorPage = (out) => page('Anmeldung nicht möglich', `<p class="error" role="alert">
Die Anmeldung konnte nicht abgeschlossen werden. Bitte beginnen Sie sie auf der Seite Ihrer Kommune neu.</p>
<p><small>${escape(out.error)}: ${escape(out.error_description)}</small></p>`);

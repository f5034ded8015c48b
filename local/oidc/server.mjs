// The OpenID provider of the system on one machine: a certified implementation, demo accounts, one client per town.

import { randomBytes, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { Provider } from 'oidc-provider';
import { loginPage, logoutPage, errorPage } from './pages.mjs';

const configFile = process.argv[2];
const config = JSON.parse(readFileSync(configFile, 'utf8'));
const accounts = new Map(config.accounts.map((account) => [account.login, account]));
const towns = new Map(config.clients.map((client) => [client.id, client]));

// Kept over restarts, so that a service that caches the keys goes on verifying.
function keptKeys() {
  const file = join(dirname(configFile), 'keys.json');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
    const kept = { keys: [key], cookies: [randomBytes(32).toString('hex')] };
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

const kept = keptKeys();

const provider = new Provider(config.issuer, {
  clients: config.clients.map((client) => ({
    client_id: client.id,
    client_secret: client.secret,
    client_name: client.name,
    redirect_uris: client.origins.map((origin) => `${origin}/anmeldung/zurueck`),
    post_logout_redirect_uris: client.origins.map((origin) => `${origin}/`),
    response_types: ['code'],
    grant_types: ['authorization_code'],
  })),
  jwks: { keys: kept.keys },
  cookies: { keys: kept.cookies },
  claims: { openid: ['sub', 'name', 'email', 'roles', 'tenants'], profile: ['name'], email: ['email'] },
  conformIdTokenClaims: false, // the claims are in the ID token too, as Keycloak does it
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = logoutPage(form); } },
  },
  ttl: { Session: 8 * 3600, Grant: 8 * 3600, Interaction: 1800, AccessToken: 3600, IdToken: 3600 },
  interactions: { url: (_ctx, interaction) => `/konto/${interaction.uid}` },
  renderError: (ctx, out) => { ctx.type = 'html'; ctx.body = errorPage(out); },
  findAccount: (_ctx, sub) => {
    const account = config.accounts.find((one) => one.sub === sub);
    return account && {
      accountId: sub,
      claims: () => ({
        sub, name: account.name, email: account.email, roles: account.roles, tenants: account.tenants,
      }),
    };
  },
  // The staff of a town use its own pages; nobody needs to be asked whether the town may know their name.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

// Any return path below /anmeldung of the town's own origin, so that the pages may move without this file.
provider.Client.prototype.redirectUriAllowed = function allowed(uri) {
  return towns.get(this.clientId).origins.some((origin) => uri.startsWith(`${origin}/anmeldung`));
};
provider.Client.prototype.postLogoutRedirectUriAllowed = function allowed(uri) {
  return towns.get(this.clientId).origins.some((origin) => uri.startsWith(`${origin}/`));
};

async function formOf(request) {
  let text = '';
  for await (const part of request) {
    text += part;
    if (text.length > 10_000) throw new Error('form too long');
  }
  return new URLSearchParams(text);
}

async function interact(request, response) {
  const { prompt, params } = await provider.interactionDetails(request, response);
  if (prompt.name !== 'login') throw new Error(`unexpected prompt ${prompt.name}`);
  const town = towns.get(params.client_id);
  const shown = config.accounts.filter((one) => one.tenants.includes(town.tenant));
  let failed = false;
  if (request.method === 'POST') {
    const form = await formOf(request);
    const account = accounts.get(form.get('login'));
    if (account && form.get('password') === config.password) {
      const result = { login: { accountId: account.sub, remember: false } };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }
    failed = true;
  }
  response.writeHead(failed ? 401 : 200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  return response.end(loginPage({
    town: town.name, accounts: shown, password: config.password, failed, hint: params.login_hint,
  }));
}

const openid = provider.callback();
const server = createServer(async (request, response) => {
  if (!request.url.startsWith('/konto/')) return openid(request, response);
  try {
    return await interact(request, response);
  } catch (error) {
    response.writeHead(400, { 'Content-Type': 'text/html; charset=utf-8' });
    return response.end(errorPage({ error: 'session_expired', error_description: error.message }));
  }
});
server.listen(config.port, '127.0.0.1', () => console.log(`listening, issuer ${config.issuer}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => { server.close(); server.closeAllConnections(); process.exit(0); });
}

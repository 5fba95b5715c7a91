// Missed callers, reports, spend, users and accounts in the monitor, in a real Chromium on the fake server.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answered, busyBoard, call } from '../monitor/sample-board.ts';
import { CHROMIUM, MonitorBed } from './fixtures/monitor-bed.ts';

describe.skipIf(CHROMIUM === undefined)('the office in the monitor', () => {
  const bed = new MonitorBed();

  beforeAll(() => bed.start());
  afterAll(() => bed.stop());
  afterEach(() => bed.close());

  /** This machine may be busy. */
  const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 });
  const shows = (text: string | RegExp) => bed.page.getByText(text).first().waitFor();
  const click = (name: string | RegExp) => bed.page.getByRole('button', { name }).first().click();
  const dialog = () => bed.page.getByRole('dialog');

  it('lists whom to call back, by state', async () => {
    await bed.enter('missed');
    await shows(/Called back after \d+ \w+ \(median\)/);
    const open = await bed.page.locator('.missed-row').count();
    expect(await bed.page.locator('.nav .badge').textContent()).toContain(String(open));
    expect(await bed.page.locator('.missed-row a.button').first().getAttribute('href')).toMatch(
      /^tel:\+7\d{10}$/,
    );
    await click('Called back');
    await eventually(() => bed.page.url()).toContain('state=called-back');
    await shows(/^after \d+ (min|h)/);
    expect(await bed.page.locator('.missed-row a.button').count()).toBe(0);
    expect(bed.complaints).toEqual([]);
  });

  it('reports by any dimension, with charts, within the policy', async () => {
    await bed.enter('reports?period=month');
    const table = bed.page.locator('.breakdown');
    await table.getByText('yandex').first().waitFor();
    await bed.page.locator('.chart canvas').waitFor();
    await click('By source');
    await bed.page.locator('.legend').getByText('Others').waitFor();

    await bed.page.getByLabel('and by').selectOption({ label: 'and by campaign' });
    await eventually(() => bed.page.url()).toContain('by=source%2Ccampaign');
    await table.getByText('osteklenie-balkonov').first().waitFor();
    await bed.page.getByLabel('Credit goes to').selectOption({ label: 'By probability' });
    await eventually(() => bed.page.url()).toContain('model=probability');
    expect(await bed.page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toMatch(
      /^\/v1\/reports\/calls\.csv\?from=.*by=source%2Ccampaign&model=probability&compare=previous$/,
    );

    await table.getByRole('button', { name: 'Missed' }).click();
    await eventually(() => table.locator('th[aria-sort=descending]').textContent()).toBe('Missed');
    const missed = await table.locator('tbody tr td:nth-child(6)').allTextContents();
    expect(missed.map(Number)).toEqual([...missed.map(Number)].sort((a, b) => b - a));

    await bed.page
      .getByRole('region', { name: 'By weekday and hour' })
      .getByRole('button', { name: 'Missed' })
      .click();
    await bed.page.locator('.heatmap-missed').first().waitFor();
    expect(await bed.page.locator('.heat-cell').count()).toBeGreaterThanOrEqual(168);
    expect(bed.complaints).toEqual([]);
  });

  it('takes spend by hand and from a file', async () => {
    await bed.enter('spend');
    await click('Enter');
    await dialog().getByLabel('Source').fill('telegram');
    await dialog().getByLabel('Amount').fill('1 500');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await bed.page.getByRole('cell', { name: 'telegram', exact: true }).waitFor();

    await click('Import CSV');
    const csv = 'Дата;Кампания;Расход\n01.11.2026;Окна;1200,50\n02.11.2026;Балконы;900\n';
    await dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'direct.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await dialog().getByRole('cell', { name: 'Балконы' }).waitFor();
    expect(await dialog().getByLabel('Amount').inputValue()).toBe('Расход');
    expect(await dialog().getByRole('button', { name: 'Check' }).isDisabled()).toBe(true);
    await dialog().getByLabel('Source · For all rows').fill('yandex');
    await dialog().getByRole('button', { name: 'Check' }).click();
    await dialog()
      .getByText(/2 rows fit/)
      .waitFor();
    const asked = bed.page.waitForRequest('**/v1/spend/import');
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    expect((await asked).postDataJSON()).toMatchObject({
      mapping: { day: 'Дата', campaign: 'Кампания', amount: 'Расход' },
      source: 'yandex',
      dry_run: false,
    });
    await shows(/^Imported 2 rows/);
    expect(bed.complaints).toEqual([]);
  });

  it('invites, changes and disables users', async () => {
    await bed.enter('users');
    await click('Invite somebody');
    await dialog().getByLabel('Name').fill('new.colleague');
    await dialog()
      .getByLabel(/^Marketer/)
      .check();
    await dialog().getByLabel('Sites').fill('okna, balkony');
    await dialog().getByRole('button', { name: 'Make the link' }).click();
    await dialog()
      .getByText(/It lets new.colleague choose a password, once/)
      .waitFor();
    expect(await dialog().getByRole('textbox').inputValue()).toContain('/monitor/invite#');
    await bed.page.keyboard.press('Escape');

    const row = bed.page.getByRole('row', { name: /new\.colleague/ });
    await row.getByText('okna, balkony').waitFor();
    await row.getByRole('button', { name: 'Disable' }).click();
    await row.getByText('disabled').waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await eventually(() => row.count()).toBe(0);
    const own = bed.page.getByRole('row', { name: /from the YAML/ });
    expect(await own.getByRole('button').count()).toBe(0);
    expect(bed.complaints).toEqual([]);
  });

  it('shows a token once', async () => {
    await bed.enter('tokens');
    await click('New token');
    await dialog().getByLabel('Name').fill('CRM');
    await dialog().getByLabel('Read reports and spend').check();
    await dialog().getByRole('button', { name: 'Make the token' }).click();
    await dialog().getByText('Copy the token now').waitFor();
    expect(await dialog().getByRole('textbox').inputValue()).toBe('lsl_4fJ9c2Vn0qXr8TzKw1Yb6Hm3');
    await bed.page.keyboard.press('Escape');
    await bed.page
      .getByRole('row', { name: /^CRM/ })
      .getByText('Read calls, Read reports and spend')
      .waitFor();
    expect(await bed.page.content()).not.toContain('lsl_4fJ9');
  });

  it('changes a password, and signs in with two steps', async () => {
    await bed.enter('account');
    await bed.page.getByLabel('Present password').fill('wrong');
    await bed.page.getByLabel('New password', { exact: true }).fill('long enough');
    await bed.page.getByLabel('New password again').fill('long enough');
    await click('Change the password');
    await shows('That is not your present password.');
    await bed.page.getByLabel('Present password').fill('admin');
    await click('Change the password');
    await shows(/^The password is changed/);

    await click('Turn on');
    await bed.page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await bed.page.getByLabel('Six digits from the app').fill('000000');
    await click('Confirm');
    await shows('That code is not right. Codes change every 30 seconds.');
    await bed.page.getByLabel('Six digits from the app').fill('123456');
    await click('Confirm');
    await bed.page.getByText('On', { exact: true }).waitFor();

    bed.server.totpCode = '123456';
    await click('Sign out everywhere');
    await bed.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await bed.signIn();
    await bed.page.getByLabel('Code from your authenticator app').fill('111 111');
    await bed.page.keyboard.press('Enter');
    await shows('That code is not right. Codes change every 30 seconds.');
    await bed.page.getByLabel('Code from your authenticator app').fill('123 456');
    await bed.page.keyboard.press('Enter');
    await bed.page.getByRole('heading', { name: 'My account' }).waitFor();
    expect(bed.complaints).toEqual([]);
  });

  it('lets in who was invited, and tells of a link that no longer works', async () => {
    await bed.open('invite#inv1tat10n');
    await shows('You will sign in as new.colleague. Choose a password.');
    expect(bed.page.url()).not.toContain('inv1tat10n');
    await bed.page.getByLabel('Password', { exact: true }).fill('long enough');
    await bed.page.getByLabel('Password again').fill('different');
    await shows('These two are not the same.');
    await bed.page.getByLabel('Password again').fill('long enough');
    const asked = bed.page.waitForRequest('**/v1/invites');
    await click('Go on');
    expect((await asked).postDataJSON()).toEqual({ token: 'inv1tat10n', password: 'long enough' });
    await bed.page.goto('about:blank');
    await bed.page.goto(`${bed.url}/monitor/setup#stale`);
    await shows('This link no longer works');
  });

  it('shows one’s own calls only, and tells of a new one on the desktop', async () => {
    const board = busyBoard(Date.now());
    await bed.enter('', { board, permissions: ['notifications'] });
    await bed.page.getByRole('article').first().waitFor();
    await bed.page.evaluate(
      'globalThis.notes = []; globalThis.Notification = class { static permission = "granted"; static requestPermission() { return Promise.resolve("granted"); } constructor(title, { body }) { notes.push(`${title}: ${body}`); } close() {} }',
    );
    await click('My calls');
    await bed.page.getByLabel('My extension or name').fill('101');
    await bed.page.getByLabel('Show only my calls').check();
    await bed.page.getByLabel('Tell me when the phone rings').check();
    await bed.page.keyboard.press('Escape');
    // Two that ring and one of 101; not the one that somebody else took.
    await eventually(() => bed.page.getByRole('article').count()).toBe(3);
    const ringing = call('new', Date.now(), 0, { caller: '+79990001122' });
    bed.server.putCall(ringing);
    await eventually(() => bed.page.evaluate('globalThis.notes')).toEqual([
      '+7 999 000-11-22: yandex / cpc · brand-moscow-autumn',
    ]);
    bed.server.putCall(answered(ringing, Date.now(), 'PJSIP/104'));
    await eventually(() => bed.page.getByRole('article').count()).toBe(3);
    await bed.page.reload();
    await bed.page.getByRole('button', { name: 'Calls of 101' }).waitFor();
  });

  it('counts on the wallboard', async () => {
    await bed.enter('wall');
    const tile = (name: string) => bed.page.locator('.wall-tile', { hasText: name }).locator('.wall-value');
    await eventually(() => tile('Ringing').textContent()).toBe('2');
    await eventually(() => tile('Answered today').textContent()).toMatch(/^(\d+%|—)$/);
    await eventually(() => tile('Waiting longest').textContent()).toMatch(/^\d+:\d\d$/);
    bed.server.putCall(call('third', Date.now(), 0));
    await eventually(() => tile('Ringing').textContent()).toBe('3');
    expect(bed.complaints).toEqual([]);
  });
});

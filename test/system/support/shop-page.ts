// A shop's website on an origin of its own, with the one tag in it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ShopPage extends AsyncDisposable {
  readonly origin: string;
  /** Where the tag loads the snippet from; set once Leaseline runs. */
  snippetFrom: string;
}

export async function openShop(): Promise<ShopPage> {
  const shop = { snippetFrom: '' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Окна в Москве</title></head>
<body>
<h1>Пластиковые окна</h1>
<p id="local">Звоните: 8 (495) 111-22-33</p>
<p id="abroad">+7 495 111-22-33</p>
<a id="link" href="tel:+74951112233">позвонить</a>
<p id="other">Склад: 8 (495) 999-88-77</p>
<script src="${shop.snippetFrom}/s/shop.js" async></script>
</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get snippetFrom() {
      return shop.snippetFrom;
    },
    set snippetFrom(url: string) {
      shop.snippetFrom = url;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

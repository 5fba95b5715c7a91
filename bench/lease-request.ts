// The body of the n-th visitor's request: from an advertisement, as most paid traffic is.

export function leaseRequest(n: number): string {
  return JSON.stringify({
    site: 'shop',
    visitor: `visitor-${n}`,
    page: {
      url: `https://shop.example.ru/?utm_source=yandex&utm_medium=cpc&utm_campaign=brand&yclid=${n}`,
      title: 'Windows and balconies',
      referrer: 'https://yandex.ru/',
    },
    ids: { ym: '1700000000123456789' },
    engagement: 'visible',
  });
}

// ISO 3166-2 codes as names: Russia's regions from a table, elsewhere the country's name and the code.

/** English and Russian, `code:english:russian` by line (ISO 3166-2:RU and the regions of later use). */
const RUSSIA = `AD:Adygea:Адыгея
AL:Altai Republic:Республика Алтай
ALT:Altai Krai:Алтайский край
AMU:Amur:Амурская обл.
ARK:Arkhangelsk:Архангельская обл.
AST:Astrakhan:Астраханская обл.
BA:Bashkortostan:Башкортостан
BEL:Belgorod:Белгородская обл.
BRY:Bryansk:Брянская обл.
BU:Buryatia:Бурятия
CE:Chechnya:Чечня
CHE:Chelyabinsk:Челябинская обл.
CHU:Chukotka:Чукотка
CU:Chuvashia:Чувашия
DA:Dagestan:Дагестан
IN:Ingushetia:Ингушетия
IRK:Irkutsk:Иркутская обл.
IVA:Ivanovo:Ивановская обл.
KAM:Kamchatka:Камчатский край
KB:Kabardino-Balkaria:Кабардино-Балкария
KC:Karachay-Cherkessia:Карачаево-Черкесия
KDA:Krasnodar:Краснодарский край
KEM:Kemerovo:Кемеровская обл.
KGD:Kaliningrad:Калининградская обл.
KGN:Kurgan:Курганская обл.
KHA:Khabarovsk:Хабаровский край
KHM:Khanty-Mansi:ХМАО — Югра
KIR:Kirov:Кировская обл.
KK:Khakassia:Хакасия
KL:Kalmykia:Калмыкия
KLU:Kaluga:Калужская обл.
KO:Komi:Коми
KOS:Kostroma:Костромская обл.
KR:Karelia:Карелия
KRS:Kursk:Курская обл.
KYA:Krasnoyarsk:Красноярский край
LEN:Leningrad:Ленинградская обл.
LIP:Lipetsk:Липецкая обл.
MAG:Magadan:Магаданская обл.
ME:Mari El:Марий Эл
MO:Mordovia:Мордовия
MOS:Moscow Region:Московская обл.
MOW:Moscow:Москва
MUR:Murmansk:Мурманская обл.
NEN:Nenets:Ненецкий АО
NGR:Novgorod:Новгородская обл.
NIZ:Nizhny Novgorod:Нижегородская обл.
NVS:Novosibirsk:Новосибирская обл.
OMS:Omsk:Омская обл.
ORE:Orenburg:Оренбургская обл.
ORL:Oryol:Орловская обл.
PER:Perm:Пермский край
PNZ:Penza:Пензенская обл.
PRI:Primorye:Приморский край
PSK:Pskov:Псковская обл.
ROS:Rostov:Ростовская обл.
RYA:Ryazan:Рязанская обл.
SA:Yakutia:Якутия
SAK:Sakhalin:Сахалинская обл.
SAM:Samara:Самарская обл.
SAR:Saratov:Саратовская обл.
SE:North Ossetia:Северная Осетия
SMO:Smolensk:Смоленская обл.
SPE:Saint Petersburg:Санкт-Петербург
STA:Stavropol:Ставропольский край
SVE:Sverdlovsk:Свердловская обл.
TA:Tatarstan:Татарстан
TAM:Tambov:Тамбовская обл.
TOM:Tomsk:Томская обл.
TUL:Tula:Тульская обл.
TVE:Tver:Тверская обл.
TY:Tuva:Тыва
TYU:Tyumen:Тюменская обл.
UD:Udmurtia:Удмуртия
ULY:Ulyanovsk:Ульяновская обл.
VGG:Volgograd:Волгоградская обл.
VLA:Vladimir:Владимирская обл.
VLG:Vologda:Вологодская обл.
VOR:Voronezh:Воронежская обл.
YAN:Yamalo-Nenets:ЯНАО
YAR:Yaroslavl:Ярославская обл.
YEV:Jewish Autonomous Region:Еврейская АО
ZAB:Zabaykalsky Krai:Забайкальский край`;

const RUSSIAN_REGIONS = new Map(
  RUSSIA.split('\n').map((line) => {
    const [code = '', english = '', russian = ''] = line.split(':');
    return [`RU-${code}`, { en: english, ru: russian }];
  }),
);

/** `RU-MOW` -> `Moscow`, `KZ-ALA` -> `Kazakhstan, ALA`, `RU` -> `Russia`, `*` and the unknown unchanged. */
export function formatRegion(code: string, language: 'en' | 'ru'): string {
  const known = RUSSIAN_REGIONS.get(code);
  if (known !== undefined) return known[language];
  const [country = '', part] = code.split('-');
  if (!/^[A-Z]{2}$/.test(country)) return code;
  const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country) ?? country;
  return part === undefined ? name : `${name}, ${part}`;
}
